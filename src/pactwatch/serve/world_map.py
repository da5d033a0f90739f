"""Outlines → arcs on a map: who sends to whom, each from one state's place to the other's.

The land was drawn once by `scripts/draw_world.py`; nothing is fetched when a page is shown.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pactwatch.domain import Pack, Tone
from pactwatch.nouns import Outline

WORLD = Path(__file__).parent / "world.json"
MOST = 150  #: arcs drawn at once, the last heard of; more could not be told from one another
SMALL = 30.0  #: states with less area get a dot


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The map's size and where each state lies on it."""

    width: int
    height: int
    places: dict[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """A hub on the map."""

    outline: Outline
    tone: Tone
    path: str
    head: str  #: the points of its arrow
    ends: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A state that takes part; `small` where the land alone would not show it."""

    code: str
    x: float
    y: float
    small: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What a map shows, and how many hubs it has no place or no room for."""

    world: World
    arcs: tuple[Arc, ...]
    dots: tuple[Dot, ...]
    left_out: int


@lru_cache(maxsize=1)
def load_world() -> World:
    """The map's data."""
    told = json.loads(WORLD.read_text(encoding="utf-8"))
    places = {code: (x, y, area) for code, (x, y, area) in told["places"].items()}
    return World(width=told["width"], height=told["height"], places=places)


def draw_map(pack: Pack, arcs: Sequence[Arc | None]) -> Drawing | None:
    """The first of these arcs, and the states between which they go; None where the pack has no map."""
    if not pack.views.map:
        return None
    world = load_world()
    drawn = tuple(itertools.islice((arc for arc in arcs if arc), MOST))
    codes = dict.fromkeys(code for arc in drawn for code in arc.ends)
    dots = tuple(
        Dot(code=code, x=place[0], y=place[1], small=place[2] < SMALL)
        for code in codes
        if (place := world.places[code])
    )
    return Drawing(world=world, arcs=drawn, dots=dots, left_out=len(arcs) - len(drawn))


def draw_arc(pack: Pack, outline: Outline) -> Arc | None:
    """The arc of an outline whose two states have a place."""
    if not pack.views.map:
        return None
    world = load_world()
    first, last = (outline.value(slot) for slot in pack.views.map)
    is_placed = first in world.places and last in world.places and first != last
    if not is_placed or first is None or last is None:
        return None
    return _arc(world, pack, outline, (first, last))


def _arc(world: World, pack: Pack, outline: Outline, ends: tuple[str, str]) -> Arc:
    """A bow that lies to the left of its way, so that two opposite ones do not cover each other."""
    (ax, ay, _), (bx, by, _) = (world.places[end] for end in ends)
    dx, dy = bx - ax, by - ay
    length = math.hypot(dx, dy) or 1.0
    bend = min(0.22 * length, 70.0)
    mx, my = (ax + bx) / 2 + dy / length * bend, (ay + by) / 2 - dx / length * bend
    angle = math.atan2(by - my, bx - mx)
    size = 5.0
    tips = [
        (bx, by),
        (bx - size * math.cos(angle - 0.45), by - size * math.sin(angle - 0.45)),
        (bx - size * math.cos(angle + 0.45), by - size * math.sin(angle + 0.45)),
    ]
    return Arc(
        outline=outline,
        tone=pack.views.tone_of(outline.standing),
        path=f"M{ax:.1f} {ay:.1f}Q{mx:.1f} {my:.1f} {bx:.1f} {by:.1f}",
        head=" ".join(f"{x:.1f},{y:.1f}" for x, y in tips),
        ends=ends,
    )
