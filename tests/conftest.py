"""What every test stands on: fixtures that give doubles for the outside."""

from __future__ import annotations

import pytest

from factory import StandingClock
from pactwatch.config import Settings


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands still at `factory.NOON`."""
    return StandingClock()


@pytest.fixture
def settings() -> Settings:
    """The settings of a person who has set nothing."""
    return Settings()
