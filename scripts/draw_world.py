"""Natural Earth → the map of the browser. What enters: the folder of the unpacked npm package
`world-atlas`; what leaves: `world.svg`, the land and its borders, and `world.json`, where the arcs
of each state end.

Projected once, to Equal Earth (Šavrič, Patterson and Jenny, 2018), so that areas compare.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pycountry

WIDTH, HEIGHT, TOP = 960, 440, 12  #: the south pole is cut off
SERVE = Path(__file__).parents[1] / "src" / "pactwatch" / "serve"

Point = tuple[float, float]
Ring = list[Point]

#: Equal Earth's polynomial.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
EDGE = 2.7066299  #: how far east the projection reaches, for a sphere of radius 1

#: Names of Natural Earth that have no number of ISO 3166.
UNNUMBERED = {"Kosovo": "XKX", "N. Cyprus": None, "Somaliland": None, "Siachen Glacier": None}
#: Where arcs end of states that Natural Earth at 1:50m leaves out, or draws far from their people.
PLACED = {
    "TUV": (179.2, -8.5), "FRA": (2.5, 46.6), "USA": (-98.5, 39.5), "NOR": (9.5, 61.5),
    "CXR": (105.7, -10.5), "MYT": (45.2, -12.8), "GIB": (-5.4, 36.1), "GUF": (-53.1, 4.0),
    "REU": (55.5, -21.1), "GLP": (-61.6, 16.3), "MTQ": (-61.0, 14.7), "TKL": (-171.8, -9.2),
}  # fmt: skip


def project(longitude: float, latitude: float) -> Point:
    """Degrees → the map's units, y downwards."""
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    slope = A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
    x = math.radians(longitude) * math.cos(angle) / (math.sqrt(3) / 2 * slope)
    y = angle * (A1 + A2 * square + sixth * (A3 + A4 * square))
    scale = WIDTH / (2 * EDGE)
    top = 1.3173628  # of the north pole
    return WIDTH / 2 + x * scale, TOP + (top - y) * scale


def read_arcs(atlas: dict[str, Any]) -> list[Ring]:
    """The arcs of a TopoJSON file in degrees."""
    (kx, ky), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    found = []
    for arc in atlas["arcs"]:
        x = y = 0
        ring = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            ring.append((x * kx + dx, y * ky + dy))
        found.append(ring)
    return found


def rings_of(shape: dict[str, Any], arcs: Sequence[Ring]) -> Iterator[Ring]:
    """The outer rings of a country."""
    match shape["type"]:
        case "Polygon":
            polygons = [shape["arcs"]]
        case "MultiPolygon":
            polygons = shape["arcs"]
        case _:
            return
    for polygon in polygons:
        ring: Ring = []
        for number in polygon[0]:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            ring += arc if not ring else arc[1:]
        yield ring


def path_of(rings: Iterable[Ring], *, least: float) -> str:
    """Rings as an SVG path, in tenths; specks smaller than `least` are left out."""
    parts = []
    for ring in (cut for whole in rings for cut in cut_at_date_line(whole)):
        points = [project(*point) for point in ring]
        if abs(area_of(points)) < least:
            continue
        rounded = [(round(x * 10), round(y * 10)) for x, y in points]
        kept = [p for n, p in enumerate(rounded) if n == 0 or p != rounded[n - 1]]
        moves = [
            f"{(x - u) / 10:g} {(y - v) / 10:g}" for (u, v), (x, y) in itertools.pairwise(kept)
        ]
        x, y = kept[0]
        parts.append(f"M{x / 10:g} {y / 10:g}l{' '.join(moves)}z".replace(" -", "-"))
    return "".join(parts)


def cut_at_date_line(ring: Ring) -> Iterator[Ring]:
    """A ring in the pieces that lie within 180 degrees east and west."""
    unwound: Ring = []
    for x, y in ring:
        if unwound:
            x += 360 * round((unwound[-1][0] - x) / 360)
        unwound.append((x, y))
    for turn in (-360, 0, 360):
        shifted = [(x + turn, y) for x, y in unwound]
        piece = _clip(_clip(shifted, edge=180, sign=1), edge=-180, sign=-1)
        if len(piece) > 2:
            yield piece


def _clip(ring: Ring, *, edge: float, sign: int) -> Ring:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    found: Ring = []
    for (ax, ay), (bx, by) in zip([ring[-1], *ring] if ring else [], ring, strict=False):
        inside_a, inside_b = sign * (edge - ax) >= 0, sign * (edge - bx) >= 0
        if inside_a != inside_b:
            share = (edge - ax) / (bx - ax)
            found.append((edge, ay + share * (by - ay)))
        if inside_b:
            found.append((bx, by))
    return found


def area_of(points: Sequence[Point]) -> float:
    """Of a ring, signed."""
    turned = [*points[1:], points[0]]
    return sum(x * v - u * y for (x, y), (u, v) in zip(points, turned, strict=True)) / 2


def middle_of(rings: Sequence[Ring]) -> tuple[Point, float]:
    """The centroid of the largest ring, and the area of all, in the map's units."""
    cuts = [cut for ring in rings for cut in cut_at_date_line(ring)]
    projected = [[project(*point) for point in ring] for ring in cuts]
    largest = max(projected, key=lambda points: abs(area_of(points)))
    area = area_of(largest)
    turned = [*largest[1:], largest[0]]
    pairs = list(zip(largest, turned, strict=True))
    if abs(area) < 1e-9:
        return largest[0], 0.0
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    return (x, y), sum(abs(area_of(points)) for points in projected)


def code_of(shape: dict[str, Any]) -> str | None:
    """A country's ISO 3166-1 alpha-3."""
    name = shape["properties"]["name"]
    if name in UNNUMBERED:
        return UNNUMBERED[name]
    country = pycountry.countries.get(numeric=str(shape.get("id", "")).zfill(3))
    return country.alpha_3 if country else None


def draw(folder: Path) -> None:
    """Write both files."""
    coarse = json.loads((folder / "countries-110m.json").read_text(encoding="utf-8"))
    fine = json.loads((folder / "countries-50m.json").read_text(encoding="utf-8"))
    arcs = read_arcs(coarse)
    shapes = coarse["objects"]["countries"]["geometries"]
    drawn = [s for s in shapes if s["properties"]["name"] != "Antarctica"]
    land = "".join(path_of(rings_of(shape, arcs), least=0.4) for shape in drawn)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path id="land" d="{land}"/></svg>\n'
    )
    (SERVE / "static" / "world.svg").write_text(svg, encoding="utf-8")
    fine_arcs = read_arcs(fine)
    places: dict[str, list[float]] = {}
    for shape in fine["objects"]["countries"]["geometries"]:
        code, rings = code_of(shape), list(rings_of(shape, fine_arcs))
        if code and rings:
            (x, y), area = middle_of(rings)
            places[code] = [round(x, 1), round(y, 1), round(area, 1)]
    for code, (longitude, latitude) in PLACED.items():
        x, y = project(longitude, latitude)
        places[code] = [round(x, 1), round(y, 1), places.get(code, [0, 0, 0.0])[2]]
    lines = ",\n".join(f'"{code}": {json.dumps(places[code])}' for code in sorted(places))
    (SERVE / "world.json").write_text(
        f'{{"width": {WIDTH}, "height": {HEIGHT}, "places": {{\n{lines}\n}}}}\n', encoding="utf-8"
    )


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
