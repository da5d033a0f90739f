"""`reconcile.yaml`: what is one thing, what is a disagreement, and what a record is worth."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from pactwatch.domain.part import Part
from pactwatch.nouns import Factuality

DiscrepancyKind = Literal["date", "number", "status", "actor", "cause", "polarity", "attribution"]


class KindRules(Part):
    """When two claims of a kind tell one thing, and on what their sources may disagree.

    `happened`: with which factuality a claim makes a record. `apart`: slots that, told differently,
    make two things; `telling`: slots by which one thing is known from another. `content`: the share
    of words that two quotes must have in common. `near_days`: between days of one thing told
    differently; `far_days`: the same where days are vague and all that is telling agrees; no
    `near_days`: days tell nothing apart. `fields`: what is contested where values cannot both be
    true, and what kind of disagreement that is; `opposites`: values that deny each other, which is
    of the kind that `fields` gives, else of polarity.
    `lone_days`: days of one thing that both pages call the first, or the only one, of its sort.
    `plan_days`: a plan told so many days before what was done is no disagreement with it. `numbered`:
    a slot in whose words one thing is called another than the first ("their second memorandum").
    """

    happened: tuple[Factuality, ...] = ("asserted", "reported")
    apart: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    content: float | None = None
    near_days: int | None = None
    far_days: int = 62
    lone_days: int | None = None
    fields: dict[str, DiscrepancyKind] = {}
    opposites: dict[str, tuple[tuple[str, str], ...]] = {}
    plan_days: int | None = None
    numbered: str | None = None


class Rivals(Part):
    """Two slots that explain the same value of the hub's progress, each by something else."""

    fields: tuple[str, str]
    at: tuple[str, ...]
    kind: DiscrepancyKind


class HubRules(Part):
    """How a hub's history is read.

    `again`: values of its progress that may come again, and after how many days they do; all others
    come once. `stands_from`: from this value on something stands. `beside`: values that are shown
    beside what stands; `denies`: what such a value says is not so. `dated`: values on whose day
    sources can disagree; `disputed`: those of which other fields can be in dispute too, as not both
    sides take such a step; `by_each`: those that each side takes by somebody of its own, so that
    parties are in dispute where two are of one side. `one_day`: values that are told for each other,
    so that their exact days disagree where they differ by no more than `one_day_within`. `instead`:
    pairs of values of which a step of one day can have only one, so that two pages that each tell one
    of them disagree.
    """

    again: dict[str, int] = {}
    stands_from: str | None = None
    beside: tuple[str, ...] = ()
    denies: dict[str, tuple[str, ...]] = {}
    dated: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    by_each: tuple[str, ...] = ()
    one_day: tuple[str, ...] = ()
    one_day_within: int = 3
    instead: tuple[tuple[str, str], ...] = ()
    rivals: tuple[Rivals, ...] = ()


class GradeRule(Part):
    """A grade, what must hold for it, and how that is said."""

    grade: Literal["A", "B", "C", "D", "X", "R"]
    when: Literal["withdrawn", "denied", "contested", "documentary", "independent", "named", "any"]
    why: str


class ReconcileRules(Part):
    """`reconcile.yaml`: what is one thing, what is a disagreement, and what a record is worth.

    A count near which one of `about` stands meets others within `about_share`; two counts are
    `near` where the smaller is at least `near_share` of the larger. `before_names` and
    `nobody` are words that do not tell who is meant, `unnamed` those of somebody who is not named;
    `aliases` are names of one body each. `some` are words for those of a group who are alike, so that
    a count of them is no count of the whole; `of_whom` stand before the number of some, and
    `those_who` behind it where only those are counted of whom more is told. `leaving` and
    `reaching` begin and end a journey, whose days differ by no more than `journey_days`. `another`
    are words for a further thing of its sort, `lone` those for one that has none before it, or none
    beside it, and `sorts` the nouns behind them, by kind or by a value of the hub's progress.
    `sorts_of_office` and `ranks` are the words of an office that tell no field of it, and each of
    `one_field` are words for one.
    """

    version: int = 1
    about: tuple[str, ...] = ()
    about_share: float = 0.1
    near_share: float = 0.5
    before_names: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()
    some: tuple[str, ...] = ()
    of_whom: tuple[str, ...] = ()
    those_who: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    reaching: tuple[str, ...] = ()
    journey_days: int = 0
    another: tuple[str, ...] = ()
    lone: tuple[tuple[str, ...], ...] = ()
    sorts: dict[str, tuple[str, ...]] = {}
    sorts_of_office: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    one_field: tuple[tuple[str, ...], ...] = ()
    kinds: dict[str, KindRules] = {}
    hub: HubRules = HubRules()
    grades: tuple[GradeRule, ...] = (
        GradeRule(grade="R", when="withdrawn", why="withdrawn by its source"),
        GradeRule(grade="X", when="denied", why="denied by a party"),
        GradeRule(grade="X", when="contested", why="in dispute"),
        GradeRule(grade="A", when="documentary", why="a document or court record"),
        GradeRule(grade="B", when="independent", why="independent origins"),
        GradeRule(grade="C", when="named", why="one named origin"),
        GradeRule(grade="D", when="any", why="one unnamed or secondary origin"),
    )

    @model_validator(mode="after")
    def grades_everything(self) -> Self:
        if not self.grades or self.grades[-1].when != "any":
            raise ValueError("the last of `grades` must be `when: any`, so that all have one")
        return self

    def of(self, kind: str) -> KindRules:
        """The rules of a kind; one without rules is told apart by its key alone."""
        return self.kinds.get(kind, KindRules())
