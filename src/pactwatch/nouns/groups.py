"""Who copied whom, which pages tell one event, and the independent roots of reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Relation = Literal["own", "wire", "copy", "rewrite"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A slot whose value is another claim of the same document ("a reply to that objection")."""

    claim_id: str
    slot: str
    to: str  #: claim id


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Pages that copy one another. `root`: the agency's text if read, else the earliest page."""

    id: str
    documents: tuple[str, ...]
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A passage that a document took from another: where it stands here, and there."""

    start: int
    end: int
    doc_id: str
    from_start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """How one document stands to the others: its wording, and what it took from whom.

    `agency` is the news agency to which its text is credited, or that of its wording's root.
    """

    doc_id: str
    wording: str
    relation: Relation = "own"
    confidence: float = 1.0
    copied: tuple[Copied, ...] = ()
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What a page was found to have of others from a day (an ordinal) on.

    `taken`: of which page, how many runs of words, which share, and how; most shared first.
    """

    since: int
    taken: tuple[tuple[str, int, float, str], ...]
    copied: tuple[Copied, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """What is kept of a page, so that later ones can be compared with it and with what it has.

    `face` changes with all that decides how it is grouped beside its text. `ranks` are its places
    among the pages that copy and among those that tell, `keys` those under which each finds it, as
    they lie in memory (32 bits each). `known` is an ordinal, `credit` an agency and whether it is
    the agency's own page, `pairs` the shares of states told; `alike` are earlier pages.
    """

    doc_id: str
    face: str
    known: int
    ranks: tuple[int, int]
    keys: tuple[bytes, ...] = ()
    credit: tuple[str, bool] | None
    pairs: tuple[tuple[str, float], ...]
    took: tuple[Took, ...] = ()
    alike: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event, told by several pages."""

    id: str
    title: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What `group/` found over a set of documents."""

    wordings: tuple[Wording, ...]
    kinships: tuple[Kinship, ...]
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An independent root of a report. Those of one newsroom count once as support."""

    id: str
    kind: Literal["utterance", "document", "report"]
    what: str
    by: str | None
    newsroom: str
    claims: tuple[str, ...]
