"""Loads and checks a domain pack; the only door for domain knowledge.

What enters: a folder of YAML files (`domains/<name>/`, or any path). What leaves: a frozen `Pack`.
A pack that contradicts itself is a `PackError` with the path, the line and the known choices.
The engine asks the pack for kinds and slots by their part (hub, progress, pair …), not by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from pactwatch.errors import PackError
from pactwatch.ids import sha256_of
from pactwatch.nouns import Factuality

#: A day in EDTF, to the day, month or year, where `~` means about.
EDTF_DAY = r"^\d{4}(-\d{2}(-\d{2})?)?~?$"

DiscrepancyKind = Literal["date", "number", "status", "actor", "cause", "polarity", "attribution"]

SlotType = Literal["state", "party", "count", "money", "day", "choice", "words", "flag", "claim"]


class Part(BaseModel):
    """A frozen piece of a pack; an unknown key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SlotRule(Part):
    """What may fill a slot. `many`: several values are true at once."""

    type: SlotType
    choices: tuple[str, ...] = ()
    many: bool = False
    kinds: tuple[str, ...] = ()

    @model_validator(mode="after")
    def has_choices(self) -> Self:
        if (self.type == "choice") != bool(self.choices):
            raise ValueError("`choices` belong to a slot of type choice, and to no other")
        return self


class Speech(Part):
    """Which slots of a kind of utterance hold who speaks, in which role, and how it is quoted."""

    who: str
    role: str
    manner: str


class Kind(Part):
    """A kind of claim: its slots, the slots that are its key, and the kind on which it hangs."""

    name: str
    plural: str
    title: str
    hub: bool = False
    progress: str | None = None
    under: str | None = None
    pair: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    stands_as: str | None = None
    shared: dict[str, str] = {}
    speech: Speech | None = None
    slots: dict[str, SlotRule]

    @model_validator(mode="after")
    def names_own_slots(self) -> Self:
        named = [*self.pair, *self.key, *([self.progress] if self.progress else [])]
        if self.speech:
            named += [self.speech.who, self.speech.role, self.speech.manner]
        for slot in named:
            if slot not in self.slots:
                raise ValueError(
                    f"{slot!r} is no slot of {self.name}; it has {', '.join(self.slots)}"
                )
        return self

    def slots_of(self, *types: SlotType) -> tuple[str, ...]:
        """The names of its slots of these types, in the pack's order."""
        return tuple(name for name, rule in self.slots.items() if rule.type in types)


class PackFile(Part):
    """`pack.yaml`."""

    name: str
    version: int
    title: str
    schema_: str = Field(alias="schema")
    kinds: tuple[Kind, ...]

    @model_validator(mode="after")
    def hangs_together(self) -> Self:
        names = [kind.name for kind in self.kinds]
        hubs = [kind for kind in self.kinds if kind.hub]
        if len(hubs) != 1 or hubs[0].progress is None:
            raise ValueError("exactly one kind must be the hub, and name its `progress` slot")
        steps = hubs[0].slots[hubs[0].progress].choices
        for kind in self.kinds:
            if kind.under is not None and kind.under not in names:
                raise ValueError(
                    f"{kind.name} hangs under {kind.under!r}; kinds are {', '.join(names)}"
                )
            if kind.stands_as is not None and kind.stands_as not in steps:
                raise ValueError(
                    f"{kind.name} stands as {kind.stands_as!r}; steps are {', '.join(steps)}"
                )
        return self


class Trait(Part):
    """What a state may be called for what it is: `island` nation, the `kingdom`."""

    adjectives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()


FormUse = Literal["name", "adjective", "people", "seat", "body"]


class State(Part):
    """A state, a territory, or a part that counts as the state it is part of."""

    code: str = Field(pattern=r"^[A-Z]{3}(-[A-Z]+)?$")
    name: str
    part_of: str | None = None
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()

    @property
    def counts_as(self) -> str:
        """Its code, or that of the whole where the part has no code of its own."""
        return self.part_of if self.part_of and "-" in self.code else self.code

    def forms(self) -> Iterator[tuple[str, FormUse]]:
        """Every form and its use, with both shapes of an apostrophe."""
        uses: tuple[tuple[tuple[str, ...], FormUse], ...] = (
            ((self.name, *self.names), "name"),
            (self.adjectives, "adjective"),
            (self.people, "people"),
            (self.seats, "seat"),
            (self.bodies, "body"),
        )
        for forms, use in uses:
            for form in forms:
                yield form, use
                if "'" in form:
                    yield form.replace("'", "\u2019"), use


class UnsureForm(Part):
    """A form that may mean several states, or something else; see the head of states.yaml."""

    form: str
    states: tuple[str, ...] = Field(min_length=1)
    also: Literal["person", "place", "people", "language", "body", "word"] | None = None
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class StatesFile(Part):
    """`states.yaml`. A pack without one knows no states."""

    version: int = 1
    regions: dict[str, tuple[str, ...]] = {}
    traits: dict[str, Trait] = {}
    description_nouns: tuple[str, ...] = ()
    government_nouns: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    not_states: tuple[str, ...] = ()
    unsure: tuple[UnsureForm, ...] = ()

    @model_validator(mode="after")
    def hangs_together(self) -> Self:
        codes = {state.code for state in self.states}
        if len(codes) != len(self.states):
            raise ValueError("a code stands twice in `states`")
        owners: dict[str, set[str]] = {}
        for state in self.states:
            unknown = (set(state.regions) - set(self.regions)) | (
                set(state.traits) - set(self.traits)
            )
            if unknown:
                raise ValueError(
                    f"{state.code} has {sorted(unknown)}, no region or trait of this file"
                )
            if state.part_of is not None and state.part_of not in codes:
                raise ValueError(
                    f"{state.code} is part of {state.part_of!r}, which is no code here"
                )
            for form, _ in state.forms():
                owners.setdefault(form, set()).add(state.code)
        self._check_unsure(codes, owners)
        return self

    def _check_unsure(self, codes: set[str], owners: dict[str, set[str]]) -> None:
        for entry in self.unsure:
            if not set(entry.states) <= codes or entry.states[0] not in owners.get(entry.form, ()):
                raise ValueError(f"unsure {entry.form!r}: {entry.states[0]} has no such form")
        unsure = {entry.form for entry in self.unsure}
        shared = sorted(f for f, states in owners.items() if len(states) > 1 and f not in unsure)
        if shared:
            raise ValueError(f"{shared} mean several states; name each under `unsure`")

    def state(self, code: str) -> State | None:
        """The state of this code, or None."""
        return next((state for state in self.states if state.code == code), None)


class FactRow(Part):
    """A public fact: who held an office from when until when, or what was done on a day."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    kind: Literal["office", "treaty", "law", "election", "judgment", "happening"]
    what: str
    day: str = Field(pattern=EDTF_DAY)
    until: str | None = Field(default=None, pattern=EDTF_DAY)
    states: tuple[str, ...] = ()
    holder: str | None = None
    known_as: tuple[str, ...] = ()
    office: str | None = None
    heads: bool = False
    party: str | None = None
    phrases: tuple[str, ...] = ()
    source: str

    @model_validator(mode="after")
    def says_who(self) -> Self:
        if (self.kind == "office") != (self.holder is not None and self.office is not None):
            raise ValueError("an office has `holder` and `office`, and nothing else has")
        if self.until is not None and self.until < self.day:
            raise ValueError(f"ends on {self.until}, before it begins on {self.day}")
        return self

    @property
    def short_names(self) -> tuple[str, ...]:
        """How the holder is called after the first mention."""
        return self.known_as or ((self.holder.split()[-1],) if self.holder else ())


class FactsFile(Part):
    """`facts.yaml`. Templates hold `{name}`, `{holder}`, `{office}` or `{party}`."""

    version: int = 1
    took_office: tuple[str, ...] = ()
    in_office: tuple[str, ...] = ()
    facts: tuple[FactRow, ...] = ()

    @model_validator(mode="after")
    def has_unique_ids(self) -> Self:
        ids = [row.id for row in self.facts]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"ids stand twice: {', '.join(twice)}")
        return self

    def phrases_of(self, row: FactRow) -> tuple[str, ...]:
        """The phrases that date something by this row: its own, and those of every new holder."""
        return (*row.phrases, *_fill(self.took_office, row))

    def metonyms_of(self, row: FactRow) -> tuple[str, ...]:
        """The phrases that stand for the state while the row holds ("the Trump administration")."""
        return _fill(self.in_office, row) if row.heads else ()


def _fill(templates: Sequence[str], row: FactRow) -> tuple[str, ...]:
    """Templates with a row's names put in; one that needs what the row lacks is left out."""
    filled = [
        template.format(name=name, holder=row.holder, office=row.office, party=row.party)
        for template in templates
        for name in row.short_names
        if "{party}" not in template or row.party
    ]
    return tuple(dict.fromkeys(filled))


class PhraseRule(Part):
    """What can be spoken of: its words, and which argument names which party of a pair.

    `people`: where those stand whom it moves. `loose`: arguments that name a party without saying
    which. `not_with`: words beside it that make it another thing. `moves`: it sends people from the pair's first state to its second; `votes`: it only
    speaks for a direction. `topic`: it counts only where the words around it concern the domain.
    """

    name: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    noun_class: str | None = None
    people: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    parties: dict[str, tuple[str, ...]] = {}
    loose: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
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
    `inside`: words of which a slot's own words must hold one (`@state`: any state).
    `negative`: it is told by a denial ("will not take"), and so is none itself.
    `outsider`: the slot whose party must be none of the pair's states, nor speak for one.
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
    outsider: str | None = None
    negative: bool = False
    fills: dict[str, tuple[str, ...]] = {}
    states: dict[str, tuple[str, ...]] = {}
    cues: tuple[str, ...] = ()
    not_cues: tuple[str, ...] = ()
    topic: bool = False
    reach: int = 4
    keeps: tuple[Factuality, ...] = ("asserted",)
    needs: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    weak: bool = False
    early: bool = False
    alone: bool = False
    pairless: bool = False
    attributed: bool = False
    intransitive: bool = False
    anaphora: bool = False
    ahead: bool = False
    bare: bool = False
    not_subject: bool = False
    finds: str
    skips: str


class VocabularyFile(Part):
    """`vocabulary.yaml`: word classes, and places that stand for a state."""

    classes: dict[str, tuple[str, ...]] = {}
    places: dict[str, tuple[str, ...]] = {}
    usual_first: tuple[str, ...] = ()
    own_dollar: tuple[str, ...] = ()
    sieve: tuple[str, ...] = ()


class FramesFile(Part):
    """`frames.yaml`: phrases, and the frames over them."""

    phrases: tuple[PhraseRule, ...] = ()
    frames: tuple[Frame, ...] = ()


class KindRules(Part):
    """When two claims of a kind tell one thing, and on what their sources may disagree.

    `happened`: with which factuality a claim makes a record. `apart`: slots that, told differently,
    make two things; `telling`: slots by which one thing is known from another. `content`: the share
    of words that two quotes must have in common. `near_days`: between days of one thing told
    differently; `far_days`: the same where days are vague and all that is telling agrees; no
    `near_days`: days tell nothing apart. `fields`: what is contested where values cannot both be
    true, and what kind of disagreement that is; `opposites`: values that deny each other.
    """

    happened: tuple[Factuality, ...] = ("asserted", "reported")
    apart: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    content: float | None = None
    near_days: int | None = None
    far_days: int = 62
    fields: dict[str, DiscrepancyKind] = {}
    opposites: dict[str, tuple[tuple[str, str], ...]] = {}


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
    sides take such a step. `one_day`: values that are told for each other, so that their exact days
    disagree where they differ by no more than `one_day_within`.
    """

    again: dict[str, int] = {}
    stands_from: str | None = None
    beside: tuple[str, ...] = ()
    denies: dict[str, tuple[str, ...]] = {}
    dated: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    one_day: tuple[str, ...] = ()
    one_day_within: int = 3
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
    `aliases` are names of one body each.
    """

    version: int = 1
    about: tuple[str, ...] = ()
    about_share: float = 0.1
    near_share: float = 0.5
    before_names: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()
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


class Pack(Part):
    """A checked domain pack."""

    path: Path
    name: str
    version: str  #: version and hash of the files, so that a changed pack is another reader
    title: str
    schema_name: str
    kinds: tuple[Kind, ...]
    states: StatesFile = StatesFile()
    facts: FactsFile = FactsFile()
    vocabulary: VocabularyFile = VocabularyFile()
    phrases: tuple[PhraseRule, ...] = ()
    frames: tuple[Frame, ...] = ()
    reconcile: ReconcileRules = ReconcileRules()

    @model_validator(mode="after")
    def rules_name_own_slots(self) -> Self:
        for name, rules in self.reconcile.kinds.items():
            kind = self.kind(name)
            named = [*rules.apart, *rules.telling, *rules.fields, *rules.opposites]
            for slot in named:
                if slot not in kind.slots and slot != "date":
                    known = ", ".join(kind.slots)
                    raise PackError(
                        f"{self.path}/reconcile.yaml: {name} has no slot {slot!r}; it has {known}"
                    )
        return self

    @property
    def hub(self) -> Kind:
        return next(kind for kind in self.kinds if kind.hub)

    @property
    def speech_kind(self) -> Kind | None:
        return next((kind for kind in self.kinds if kind.speech), None)

    def kind(self, name: str) -> Kind:
        """The kind of this name; PackError names the known ones."""
        for kind in self.kinds:
            if kind.name == name:
                return kind
        known = ", ".join(kind.name for kind in self.kinds)
        raise PackError(f"{self.path}: no kind {name!r}; the pack has {known}")


P = TypeVar("P", bound=Part)

DOMAINS = Path(__file__).parent / "domains"


@lru_cache(maxsize=4)
def load_pack(name: str) -> Pack:
    """A pack's name, or the path of its folder → Pack; PackError says which line to change."""
    folder = Path(name) if Path(name).is_dir() else DOMAINS / name
    if not (folder / "pack.yaml").is_file():
        known = ", ".join(sorted(p.parent.name for p in DOMAINS.glob("*/pack.yaml")))
        raise PackError(
            f"no domain pack {name!r}: expected a folder with pack.yaml, or one of {known}"
        )
    main = read_part(folder / "pack.yaml", PackFile)
    telling = _read_if_there(folder / "frames.yaml", FramesFile)
    return Pack(
        path=folder,
        name=main.name,
        version=f"{main.version}+{_fingerprint(folder)}",
        title=main.title,
        schema_name=main.schema_,
        kinds=main.kinds,
        vocabulary=_read_if_there(folder / "vocabulary.yaml", VocabularyFile),
        phrases=telling.phrases,
        frames=telling.frames,
        states=_read_if_there(folder / "states.yaml", StatesFile),
        facts=_read_if_there(folder / "facts.yaml", FactsFile),
        reconcile=_read_if_there(folder / "reconcile.yaml", ReconcileRules),
    )


def _read_if_there(path: Path, shape: type[P]) -> P:
    """A file that a pack may lack: without it, the shape's empty form."""
    return read_part(path, shape) if path.is_file() else shape()


def _fingerprint(folder: Path) -> str:
    parts = [(p.name, sha256_of(p.read_bytes())) for p in sorted(folder.glob("*.yaml"))]
    return sha256_of(repr(parts).encode())[:8]


def read_part(path: Path, shape: type[P]) -> P:
    """One YAML file → its checked shape; PackError has path, line and reason.

    Lines are kept only by a slower loader, so that it runs only where a line must be told.
    """
    text = path.read_text(encoding="utf-8")
    try:
        return shape.model_validate(_plain(YAML(typ="safe").load(text)))
    except YAMLError as error:
        raise PackError(f"{path}: not YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        line = _line_of(YAML(typ="rt").load(text), first["loc"])
        where = ".".join(str(step) for step in first["loc"])
        raise PackError(f"{path}:{line}: {where}: {first['msg']}") from error


def _plain(node: Any) -> Any:
    """ruamel's nodes as plain dicts, lists and values."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return node


def _line_of(tree: Any, steps: tuple[int | str, ...]) -> int:
    """The line, counted from 1, of the deepest node on the way that the file has."""
    line = 1
    for step in steps:
        if not isinstance(tree, CommentedMap | CommentedSeq):
            break
        try:
            line = tree.lc.data[step][0] + 1
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            break
    return line
