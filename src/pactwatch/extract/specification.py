"""Pack → specification: what the readers look up, built once from the pack's data.

What enters: a checked `Pack`. What leaves: its lexicon of classes and names, its phrases and frames,
who leads which state, and which states "the East African nation" may mean.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from pactwatch.domain import Frame, Pack, StatesFile
from pactwatch.extract.fact_dates import FactDates
from pactwatch.extract.hits import FrameIndex
from pactwatch.extract.lexicon import Lexicon, Name
from pactwatch.extract.phrases import PhraseIndex
from pactwatch.extract.sieve import Sieve


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """All that readers look up in a pack. `pair` names the two slots of the hub's ordered pair."""

    pack: Pack
    pair: tuple[str, str]
    lexicon: Lexicon
    phrases: PhraseIndex
    frames: FrameIndex
    speech_frames: tuple[Frame, ...]
    leaders: dict[str, str]
    fact_dates: FactDates
    sieve: Sieve
    described: dict[str, frozenset[str]]
    bearing: Bearing
    words: frozenset[str]  #: the pack's own words, as they stand in running text
    verbs: frozenset[str]  #: of its phrases and frames, those of one word
    turned_down: frozenset[str]  #: participles that may describe people
    people: frozenset[str]  #: the last words of who they are

    def unfit_forms(self, text: str) -> frozenset[str]:
        """The unsure forms that this page does not bear out ("Jordan" on a page without Amman)."""
        held = self.bearing.held(text)
        return frozenset(
            unsure.form
            for unsure in self.pack.states.unsure
            if (unsure.needs and not held & set(unsure.needs)) or held & set(unsure.unless)
        )


class Bearing:
    """The words that bear out an unsure form, or speak against it, looked for in one pass."""

    def __init__(self, states: StatesFile) -> None:
        words = {word for unsure in states.unsure for word in (*unsure.needs, *unsure.unless)}
        self._words = sorted(words)
        self._finder = AhoCorasick(self._words)

    def held(self, text: str) -> set[str]:
        """Those of the words that stand in a text as words."""
        return {
            self._words[which]
            for which, start, end in self._finder.find_matches_as_indexes(text, overlapping=True)
            if not (start and text[start - 1].isalnum())
            and not (end < len(text) and text[end].isalnum())
        }


def specify(pack: Pack) -> Specification:
    """Build the specification of a pack."""
    first, second = pack.hub.pair
    classes = {label: list(entries) for label, entries in pack.vocabulary.classes.items()}
    classes.setdefault("descriptive", []).extend(pack.states.description_nouns)
    classes.setdefault("government", []).extend(pack.states.government_nouns)
    return Specification(
        pack=pack,
        pair=(first, second),
        lexicon=Lexicon(classes, _names(pack)),
        phrases=PhraseIndex.of(pack.phrases, (first, second)),
        frames=FrameIndex.of(pack.frames),
        speech_frames=tuple(frame for frame in pack.frames if frame.trigger.speech),
        leaders=_leaders(pack),
        fact_dates=FactDates(pack.facts),
        sieve=Sieve(pack.vocabulary.sieve, [*_names(pack), *_names_of_leaders(pack)]),
        described=_described(pack.states),
        bearing=Bearing(pack.states),
        words=_words(pack, classes),
        verbs=_verbs(pack),
        turned_down=frozenset(classes.get("turned_down", ())),
        people=frozenset(
            entry.split()[-1] for name in ("people", "deal") for entry in classes.get(name, ())
        ),
    )


def _verbs(pack: Pack) -> frozenset[str]:
    """The verbs of one word of which a headline may make its predicate."""
    told = [v for rule in pack.phrases for v in rule.verbs]
    told += [v for frame in pack.frames for v in frame.trigger.verbs]
    return frozenset(v for v in told if " " not in v)


def _words(pack: Pack, classes: dict[str, list[str]]) -> frozenset[str]:
    """Every word of the pack's classes, phrases and frames in small letters, with its English endings."""
    entries = [entry for row in classes.values() for entry in row]
    for rule in pack.phrases:
        entries += [*rule.verbs, *rule.nouns]
    for frame in pack.frames:
        entries += [*frame.trigger.verbs, *frame.trigger.nouns]
    plain = {word for entry in entries for word in entry.split() if word.isalpha()}
    plain = {word for word in plain if word.islower()}
    endings = ("", "s", "es", "d", "ed", "ing")
    return frozenset(w + e for w in plain for e in endings) | {w[:-1] + "ing" for w in plain}


#: Up to so many capitals may be short for something else ("MALI" is none); longer ones are a loud name.
ABBREVIATED = 3


def _names(pack: Pack) -> list[Name]:
    names: dict[str, Name] = {}
    for state in pack.states.states:
        for form, use in state.forms():
            unsure = next((u for u in pack.states.unsure if u.form == form), None)
            if unsure is None or unsure.states[0] == state.code:
                names.setdefault(form, Name(form, state.counts_as, use))
            if unsure is None and use == "name" and len(form) > ABBREVIATED:
                names.setdefault(form.upper(), Name(form.upper(), state.counts_as, use))
    for code, places in pack.vocabulary.places.items():
        for place in places:
            names.setdefault(place, Name(place, code, "place"))
    for form in pack.states.not_states:
        names[form] = Name(form, "", "none")
    return list(names.values())


def _leaders(pack: Pack) -> dict[str, str]:
    """Surname → state, for all who held an office; a surname that led two states leads none."""
    codes: dict[str, set[str]] = defaultdict(set)
    for row in pack.facts.facts:
        if row.kind == "office" and row.states:
            for name in row.short_names:
                codes[name.split()[-1]].add(row.states[0])
    return {name: next(iter(held)) for name, held in codes.items() if len(held) == 1}


def _names_of_leaders(pack: Pack) -> list[Name]:
    return [Name(name, code, "leader") for name, code in _leaders(pack).items()]


def _described(states: StatesFile) -> dict[str, frozenset[str]]:
    """ "east african nation", "island state", "kingdom" → the states that may be meant."""
    found: dict[str, set[str]] = defaultdict(set)
    for state in states.states:
        for region in state.regions:
            for adjective in states.regions[region]:
                for noun in states.description_nouns:
                    found[f"{adjective} {noun}".lower()].add(state.counts_as)
        for name in state.traits:
            trait = states.traits[name]
            for noun in trait.nouns:
                found[noun.lower()].add(state.counts_as)
                for region in state.regions:
                    for adjective in states.regions[region]:
                        found[f"{adjective} {noun}".lower()].add(state.counts_as)
            for adjective in trait.adjectives:
                for noun in states.description_nouns:
                    found[f"{adjective} {noun}".lower()].add(state.counts_as)
    return {words: frozenset(codes) for words, codes in found.items()}
