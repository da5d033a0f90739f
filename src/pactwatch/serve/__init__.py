"""Record → browser: pages to read, the same as JSON and CSV, and the desk where people judge.

What enters: a register's path, a pack, a clock. What leaves: an ASGI application, bound to this
machine alone. The room is loaded when first asked for, as its web framework takes longer to load
than everything else that `pactwatch --help` does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pactwatch.serve.app import make_app as make_app
    from pactwatch.serve.guard import hosts_of as hosts_of
    from pactwatch.serve.room import Room as Room

PLACES = {"make_app": "app", "hosts_of": "guard", "Room": "room"}

__all__ = ["Room", "hosts_of", "make_app"]


def __getattr__(name: str) -> Any:
    if name not in PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{PLACES[name]}"), name)
