"""What a person asks for → what the register calls it. What enters: `USA-RWA`, "United States to
Rwanda", "Rwanda", or an id; what leaves: hubs, or the noun of that id.

ConfigError names what is near, where nothing answers.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from pactwatch.domain import Pack
from pactwatch.errors import ConfigError
from pactwatch.ids import content_id
from pactwatch.nouns import Claim, Document, Hub, Outline, Record
from pactwatch.release.rows import Export

Found = Record | Claim | Document | Hub
Named = TypeVar("Named", Hub, Outline)

ARROW = re.compile(r"\s*(?:->|→|–|—|\s+to\s+)\s*", re.IGNORECASE)


def place_name(pack: Pack, code: str | None) -> str:
    """A state's name in English, or the code itself where neither the pack nor ISO 3166 has it."""
    if code is None:
        return "not told"
    state = pack.states.state(code)
    if state is not None:
        return state.name
    import pycountry  # noqa: PLC0415 - for the few that a pack leaves out

    country = pycountry.countries.get(alpha_3=code)
    return str(country.name) if country is not None else code


def pair_of(pack: Pack, hub: Hub | Outline) -> tuple[str, ...]:
    """The codes of a hub's ordered pair, `?` where one is not told."""
    key = dict(hub.key)
    return tuple(key.get(slot) or "?" for slot in pack.hub.pair)


def pair_code(pack: Pack, hub: Hub | Outline) -> str:
    return "-".join(pair_of(pack, hub))


def pair_name(pack: Pack, hub: Hub | Outline) -> str:
    """A hub's pair in words, and what else its key tells."""
    words = " to ".join(place_name(pack, code) for code in pair_of(pack, hub))
    rest = [value for slot, value in hub.key if slot not in pack.hub.pair and value]
    return words + "".join(f" ({value})" for value in rest)


def is_id(asked: str) -> bool:
    """Whether a text is an id, or the beginning of one."""
    return bool(re.fullmatch(r"[a-z]{2,4}_[0-9a-f]+", asked))


def find_by_id(export: Export, asked: str) -> Found | None:
    """The one noun whose id this is, or begins with this."""
    if not is_id(asked):
        return None
    register = export.register
    groups: tuple[Iterable[Found], ...] = (
        register.records,
        register.claims,
        register.documents,
        register.hubs,
    )
    found = [one for group in groups for one in group if one.id.startswith(asked)]
    if not found:
        found = [one for one in register.records if asked in map(_id_by, one.claims)]
    if not found:
        raise ConfigError(f"{asked}: no record, claim or page has this id; see `pactwatch show`")
    if len(found) > 1 and all(one.id != asked for one in found):
        ids = ", ".join(one.id for one in found[:5])
        raise ConfigError(f"{asked}: several ids begin so: {ids}; give more of it")
    return next((one for one in found if one.id == asked), found[0])


def _id_by(claim_id: str) -> str:
    """The id that a record had, or would have, while this claim came first; it leads to it still."""
    return content_id("rec", claim_id)


def find_hubs(export: Export, asked: str) -> tuple[Hub, ...]:
    """The hubs of a pair, or of a state on either side."""
    return find_named(export.pack, export.register.hubs, asked)


def find_named(pack: Pack, hubs: Sequence[Named], asked: str) -> tuple[Named, ...]:
    """Those of these hubs, or of their outlines, that are so called."""
    for sides in _sides(asked):
        codes = [_codes(pack, side, hubs) for side in sides]
        found = tuple(hub for hub in hubs if _fits(pair_of(pack, hub), codes))
        if found:
            return found
    raise ConfigError(
        f"{asked!r}: no {pack.hub.title.lower()} of this name in the register; "
        f"{_near(pack, hubs, asked)}"
    )


def _sides(asked: str) -> list[list[str]]:
    """The ways in which a text may name one place or two."""
    asked = asked.strip()
    if ARROW.search(asked):
        return [[part for part in ARROW.split(asked) if part]]
    parts = asked.split("-")
    cuts = [["-".join(parts[:n]), "-".join(parts[n:])] for n in range(1, len(parts))]
    return [*cuts, [asked]]


def _fits(pair: tuple[str, ...], codes: Sequence[set[str]]) -> bool:
    if len(codes) == 1:
        return bool(set(pair) & codes[0])
    return len(codes) == len(pair) and all(
        code in wanted for code, wanted in zip(pair, codes, strict=True)
    )


def _codes(pack: Pack, words: str, hubs: Iterable[Hub | Outline]) -> set[str]:
    """The codes that words may mean: a code, a state's name, or a value as it stands."""
    wanted = words.strip().casefold().removeprefix("the ")
    values = {code for hub in hubs for code in pair_of(pack, hub)}
    found = {code for code in values if code.casefold() == wanted}
    for state in pack.states.states:
        forms = (form for form, use in state.forms() if use in ("name", "adjective", "seat"))
        if state.code.casefold() == wanted or any(form.casefold() == wanted for form in forms):
            found.add(state.counts_as)
    return found


def _near(pack: Pack, hubs: Iterable[Hub | Outline], asked: str) -> str:
    """What the register has that is like what was asked for."""
    known: dict[str, str] = {}
    for hub in hubs:
        code = pair_code(pack, hub)
        known |= {code.casefold(): code, pair_name(pack, hub).casefold(): code}
    near = difflib.get_close_matches(asked.casefold(), known, n=3, cutoff=0.5)
    if near:
        return "did you mean " + " or ".join(dict.fromkeys(known[one] for one in near)) + "?"
    codes = list(dict.fromkeys(known.values()))
    if not codes:
        return "it has none yet"
    more = f" and {len(codes) - 8} more" if len(codes) > 8 else ""
    return f"it has {', '.join(codes[:8])}{more}"
