"""feeds.toml → whom to watch, and how. What enters: a path; what leaves: `WatchList`, or ConfigError
with path and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pactwatch.collect.address import web_address
from pactwatch.collect.feeds import parse_list
from pactwatch.collect.language import language_code
from pactwatch.collect.public import read_networks
from pactwatch.errors import CollectError, ConfigError
from pactwatch.nouns import Card

#: What `[watch]` may hold, and what each must be.
MANNERS: Mapping[str, tuple[type, ...]] = {
    "contact": (str,),
    "pause": (int, float),
    "per_host": (int,),
    "at_once": (int,),
    "timeout": (int, float),
    "largest": (int,),
    "tries": (int,),
    "backoff": (int, float),
    "longest_wait": (int, float),
    "private": (list,),
}

#: What an `[[outlet]]` may hold.
OUTLET: Mapping[str, tuple[type, ...]] = {
    "name": (str,),
    "country": (str,),
    "language": (str,),
    "owner": (str,),
    "agency": (bool,),
    "feeds": (list,),
    "pages": (list,),
    "lists": (list,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Whom to watch: a card, and the addresses of feeds and of single pages."""

    card: Card
    feeds: tuple[str, ...]
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchList:
    """All outlets, and what `[watch]` sets of the manners."""

    outlets: tuple[Outlet, ...]
    manners: Mapping[str, Any] = field(default_factory=dict)


class _File:
    """A feeds.toml, and where in it things stand."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
        except UnicodeDecodeError:
            raise ConfigError(f"{path}: not UTF-8; save it as UTF-8 and call again") from None
        try:
            self.data = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            raise ConfigError(f"{path}:{line[1] if line else 1}: no TOML: {error}") from None

    def where(self, table: str, number: int = 0, key: str | None = None) -> str:
        """Path and line of a key, or of the table (the so many-th of its name) that lacks it."""
        heads = list(re.finditer(rf"^[ \t]*\[+[ \t]*{re.escape(table)}[ \t]*\]+", self.text, re.M))
        if number >= len(heads):
            return f"{self.path}:1"
        at, start = heads[number].start(), heads[number].end()
        end = re.compile(r"^[ \t]*\[+[ \t]*\w+[ \t]*\]+", re.M).search(self.text, start)
        if key is not None:
            found = re.compile(rf"^[ \t]*{re.escape(key)}[ \t]*=", re.M).search(
                self.text, start, end.start() if end else len(self.text)
            )
            at = found.start() if found else at
        return f"{self.path}:{self.text.count(chr(10), 0, at) + 1}"


def load_outlets(path: Path) -> WatchList:
    """feeds.toml → WatchList; ConfigError has path, line and what is known."""
    file = _File(path)
    for key in file.data:
        if key not in ("watch", "outlet"):
            raise ConfigError(f"{file.where(key)}: {key!r} is not known; expected watch, outlet")
    manners = _checked(file, "watch", 0, file.data.get("watch", {}), MANNERS)
    read_networks(manners.get("private", []), file.where("watch", 0, "private"))
    rows = file.data.get("outlet", [])
    if not isinstance(rows, list) or not rows:
        raise ConfigError(f"{path}:1: no [[outlet]]; give at least one, with name and feeds")
    outlets = tuple(_outlet(file, number, row) for number, row in enumerate(rows))
    names = [outlet.card.name for outlet in outlets]
    for number, name in enumerate(names):
        if name in names[:number]:
            raise ConfigError(
                f"{file.where('outlet', number, 'name')}: {name!r} stands there twice"
            )
    return WatchList(outlets=outlets, manners=manners)


def _checked(
    file: _File, table: str, number: int, row: Any, known: Mapping[str, tuple[type, ...]]
) -> dict[str, Any]:
    """A table with known keys of the right types."""
    if not isinstance(row, dict):
        raise ConfigError(f"{file.where(table, number)}: expected a table [{table}]")
    for key, value in row.items():
        where = file.where(table, number, key)
        if key not in known:
            raise ConfigError(f"{where}: {key!r} is not known; expected one of {', '.join(known)}")
        is_right = isinstance(value, known[key]) and (bool in known[key] or value is not True)
        if is_right and isinstance(value, list):
            is_right = all(isinstance(one, str) for one in value)
        if not is_right or (isinstance(value, int | float) and value < 0):
            names = {str: "text", bool: "true or false", list: "a list of texts"}
            expected = names.get(known[key][0], "a number that is not negative")
            raise ConfigError(f"{where}: {key} = {value!r}: expected {expected}")
    return dict(row)


def _outlet(file: _File, number: int, row: Any) -> Outlet:
    told = _checked(file, "outlet", number, row, OUTLET)
    name = " ".join(told.get("name", "").split())
    if not name:
        raise ConfigError(f"{file.where('outlet', number)}: this outlet has no name; give it one")
    country = _country(told.get("country"), file.where("outlet", number, "country"))
    language = told.get("language")
    if language is not None and language_code(language) is None:
        where = file.where("outlet", number, "language")
        raise ConfigError(f"{where}: {language!r} is no language; expected a code such as en")
    card = Card(
        name=name,
        country=country,
        language=language_code(language) if language else None,
        owner=told.get("owner"),
        is_agency=told.get("agency", False),
    )
    feeds = _addresses(file, number, told, "feeds")
    pages = [*_addresses(file, number, told, "pages"), *_listed(file, number, told)]
    if not feeds and not pages:
        where = file.where("outlet", number)
        raise ConfigError(f"{where}: {name}: nothing to watch; give it feeds, pages or lists")
    return Outlet(card=card, feeds=tuple(feeds), pages=tuple(dict.fromkeys(pages)))


def _addresses(file: _File, number: int, told: Mapping[str, Any], key: str) -> list[str]:
    found = []
    for text in told.get(key, []):
        address = web_address(text)
        if address is None:
            where = file.where("outlet", number, key)
            raise ConfigError(f"{where}: {text!r} is no http or https address")
        found.append(address)
    return found


def _listed(file: _File, number: int, told: Mapping[str, Any]) -> list[str]:
    """The addresses in local files, one a line; their paths are relative to feeds.toml."""
    found: list[str] = []
    for name in told.get("lists", []):
        where = file.where("outlet", number, "lists")
        path = file.path.parent / name
        try:
            text = path.read_text(encoding="utf-8")
            found += [entry.address for entry in parse_list(text, "")]
        except (OSError, UnicodeDecodeError, CollectError) as error:
            raise ConfigError(f"{where}: {path}: {error}") from None
    return found


def _country(told: str | None, where: str) -> str | None:
    """A country as ISO 3166-1 alpha-3, from a code of two or three letters or its name."""
    if told is None:
        return None
    import pycountry  # noqa: PLC0415 - slow to load

    if told.upper() in ("XKX", "XK", "KOSOVO"):
        return "XKX"
    try:
        return str(pycountry.countries.lookup(told).alpha_3)
    except LookupError:
        raise ConfigError(
            f"{where}: {told!r} is no country; expected a code such as RWA, or its English name"
        ) from None
