"""`vocabulary.yaml` and `frames.yaml`: words, what can be spoken of, and what is said of it."""

from __future__ import annotations

from typing import Literal

from pactwatch.domain.part import Part
from pactwatch.nouns import Factuality


class PhraseRule(Part):
    """What can be spoken of: its words, and which argument names which party of a pair.

    `people`: where those stand whom it moves, or `self`. `loose`: arguments that name a party without
    saying which. `who`: classes of which one of these roles must be. `not_with`: words beside it that
    make it another thing; `needs`: what it must have (`people`, `another` group of them, `money`, a slot's
    party, somebody by whom it is `told`); `without`: words with which the rule does not fit. `beside`:
    roles, of it or of its people, one of which must hold a word of these classes. `moves`: it sends people
    from the pair's first state to its second; `votes`: it only speaks for a direction. `topic`: it counts
    only where the words around it concern the domain.
    """

    name: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    noun_class: str | None = None
    people: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    parties: dict[str, tuple[str, ...]] = {}
    loose: tuple[str, ...] = ()
    who: dict[str, tuple[str, ...]] = {}
    not_with: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    beside: dict[str, tuple[str, ...]] = {}
    not_beside: dict[str, tuple[str, ...]] = {}
    own: bool = False
    moves: bool = False
    votes: bool = False
    topic: bool = False


class Trigger(Part):
    """What starts a frame: a lemma, a phrase by its name, a sum, a count, or what is said."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    phrase: str | None = None
    amount: Literal["money", "people"] | None = None
    speech: bool = False


class Frame(Part):
    """What is said of a phrase, and the claim that it makes; `finds` and `skips` prove it.

    `tells`: for a slot its choices, each with the words of the sentence that tell it, in order.
    `inside`: words of which a slot's own words must hold one (`@state`: any state;
    `@nationals`: any state's people).
    `not_inside`: words of which they may hold none. `tied`: its own sentence must tell that it bears on
    people who are moved, on a deal or on a case. `known`: what its noun names exists, whatever comes of it.
    `negative`: it is told by a denial ("will not take"), and so is none itself.
    `attributed`: somebody says it. `agentless`: a passive that names nobody fits `who` too.
    `aspect`: it is brought to an end ("reached a deal"), or still on its way ("is sealing a deal").
    `yields_to`: frames beside which, in its own sentence, it is not told ("talks, but no deal yet").
    `actor`: the slot of the pair in which who acts stands, where the sentence names it.
    `presumes`: what it is said of is there, even where it is denied ("the deal was never ratified").
    `fades`: told of the past it is no news beside a later step.
    `deed`: it is done once: told in the plain present it is a custom ("sends people home").
    `lasts`: it goes on while it is told: the day on which somebody tells of it is one of its days.
    `outsider`: the slot whose party must be none of the pair's states, nor speak for one.
    `apart`: the slot whose words must tell some people from others: "refugees who volunteer".
    """

    name: str
    kind: str
    trigger: Trigger
    over: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    who: dict[str, tuple[str, ...]] = {}
    not_who: dict[str, tuple[str, ...]] = {}
    also: dict[str, tuple[str, ...]] = {}
    not_also: dict[str, tuple[str, ...]] = {}
    sets: dict[str, str] = {}
    tells: dict[str, dict[str, tuple[str, ...]]] = {}
    inside: dict[str, tuple[str, ...]] = {}
    not_inside: dict[str, tuple[str, ...]] = {}
    outsider: str | None = None
    apart: str | None = None
    actor: str | None = None
    presumes: bool = False
    fades: bool = False
    negative: bool = False
    fills: dict[str, tuple[str, ...]] = {}
    states: dict[str, tuple[str, ...]] = {}
    cues: tuple[str, ...] = ()
    not_cues: tuple[str, ...] = ()
    topic: bool = False
    tied: bool = False
    known: bool = False
    reach: int = 4
    keeps: tuple[Factuality, ...] = ("asserted",)
    needs: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    weak: bool = False
    early: bool = False
    alone: bool = False
    pairless: bool = False
    attributed: bool = False
    agentless: bool = False
    aspect: Literal["done", "going"] | None = None
    anaphora: bool = False
    party_acts: bool = False
    ahead: bool = False
    deed: bool = False
    lasts: bool = False
    bare: bool = False
    not_subject: bool = False
    yields_to: tuple[str, ...] = ()
    finds: str
    skips: str


class VocabularyFile(Part):
    """`vocabulary.yaml`: word classes, and places that stand for a state."""

    classes: dict[str, tuple[str, ...]] = {}
    places: dict[str, tuple[str, ...]] = {}
    usual_first: tuple[str, ...] = ()
    usual_pairs: tuple[tuple[str, str], ...] = ()
    own_dollar: tuple[str, ...] = ()
    sieve: tuple[str, ...] = ()


class FramesFile(Part):
    """`frames.yaml`: phrases, and the frames over them."""

    phrases: tuple[PhraseRule, ...] = ()
    frames: tuple[Frame, ...] = ()
