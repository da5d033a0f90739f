"""Loads and checks a domain pack; the only door for domain knowledge.

What enters: a folder of YAML files (`domains/<name>/`, or any path). What leaves: a frozen `Pack`.
A pack that contradicts itself is a `PackError` with the path, the line and the known choices.
The engine asks the pack for kinds and slots by their part (hub, progress, pair, key …), never by name.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from pactwatch.errors import PackError
from pactwatch.ids import sha256_of

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
    speech: Speech | None = None
    slots: dict[str, SlotRule]

    @model_validator(mode="after")
    def names_own_slots(self) -> Self:
        named = [*self.pair, *self.key, *([self.progress] if self.progress else [])]
        if self.speech:
            named += [self.speech.who, self.speech.role, self.speech.manner]
        for slot in named:
            if slot not in self.slots:
                raise ValueError(f"{slot!r} is no slot of {self.name}; it has {', '.join(self.slots)}")
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
                raise ValueError(f"{kind.name} hangs under {kind.under!r}; kinds are {', '.join(names)}")
            if kind.stands_as is not None and kind.stands_as not in steps:
                raise ValueError(f"{kind.name} stands as {kind.stands_as!r}; steps are {', '.join(steps)}")
        return self


class Pack(Part):
    """A checked domain pack."""

    path: Path
    name: str
    version: str  #: version and hash of the files, so that a changed pack is another reader
    title: str
    schema_name: str
    kinds: tuple[Kind, ...]

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
        raise PackError(f"no domain pack {name!r}: expected a folder with pack.yaml, or one of {known}")
    main = read_part(folder / "pack.yaml", PackFile)
    return Pack(
        path=folder,
        name=main.name,
        version=f"{main.version}+{_fingerprint(folder)}",
        title=main.title,
        schema_name=main.schema_,
        kinds=main.kinds,
    )


def _fingerprint(folder: Path) -> str:
    parts = [(p.name, sha256_of(p.read_bytes())) for p in sorted(folder.glob("*.yaml"))]
    return sha256_of(repr(parts).encode())[:8]


def read_part(path: Path, shape: type[P]) -> P:
    """One YAML file → its checked shape; PackError has path, line and reason."""
    try:
        tree = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise PackError(f"{path}: not YAML: {error}") from error
    try:
        return shape.model_validate(_plain(tree))
    except ValidationError as error:
        first = error.errors()[0]
        line = _line_of(tree, first["loc"])
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
