"""What every piece of a pack is: frozen, and strict about its keys."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen piece of a pack; an unknown key is an error, never ignored."""

    # validators are built where first needed: it takes long, and `pactwatch --help` needs none
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
