"""One event as several pages tell it: side by side, who copied whom, and what only one of them says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Path, Query

from pactwatch.days import sort_key
from pactwatch.domain import Pack
from pactwatch.nouns import Claim, Document, Kinship, Range
from pactwatch.serve.content import Content, part_of_export, publish
from pactwatch.serve.evidence import FOLD, Evidence
from pactwatch.serve.paging import page_of
from pactwatch.serve.records import without_texts
from pactwatch.serve.room import Here
from pactwatch.serve.vanished import find_former_story
from pactwatch.serve.wording import translate

LISTED = 40
BESIDE = 6  #: pages side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a page: whether other pages of the story have them too, and whether it took them."""

    text: str
    shared: bool
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A page of a story beside the others; `alone` is what only it says."""

    doc: Document
    kinship: Kinship | None
    paragraphs: tuple[tuple[Stretch, ...], ...]
    alone: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A page in the drawing of who copied whom, and where it stands."""

    doc: Document
    x: float
    y: float
    relation: str
    taken: bool  #: some of its words stood in another page of the story first


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """From whom a page took passages."""

    path: str
    shared: int  #: passages


def publish_pages(router: APIRouter, pack: Pack) -> None:
    """The list, and each of them."""
    del pack  # pages tell stories in every domain
    publish(router, "/stories", show_stories)
    publish(router, "/stories/{story_id}", show_story)


def show_stories(here: Here, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1) -> Content:
    """Every event that is told by several pages."""
    found, total = here.lookup.listed("story", limit=LISTED, offset=(page - 1) * LISTED)
    paging = page_of(total, page, LISTED)
    rows = [{"id": s.id, "title": s.title, "documents": list(s.documents)} for s in found]
    first = here.lookup.sheets_of(one.documents[0] for one in found)
    return Content(
        template="stories.html",
        title=translate("Stories"),
        values={"stories": found, "paging": paging, "first": first},
        data={"found": total, "page": page, "pages": paging.pages, "stories": rows},
        day=here.day,
    )


def show_story(
    here: Here,
    story_id: Annotated[str, Path(max_length=60)],
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Content:
    """The pages of one event side by side, and what only one of them says."""
    story = here.lookup.stories([story_id]).get(story_id)
    if story is None:
        moved = find_former_story(here, story_id)
        return Content(template="story.html", title=story_id, moved=moved)
    sheets = here.lookup.sheets_of(story.documents)
    ids = sorted(sheets, key=lambda one: (sort_key(sheets[one].known), one))
    paging = page_of(len(ids), page, BESIDE)
    documents = here.lookup.documents(ids[paging.start : paging.end])
    kinships = here.lookup.kinships(documents)
    claims = {one: here.lookup.claims_on(one, limit=FOLD // len(documents)) for one in documents}
    every = {claim for found in claims.values() for claim in found}
    records = here.lookup.records_of(every)
    teller_of = _pages_of_records({c: r.id for c, r in records.items()}, claims)
    columns = [
        Column(
            doc=doc,
            kinship=kinships.get(doc.id),
            paragraphs=mark_shared(doc, shared_ranges(doc, kinships)),
            alone=tuple(
                claim
                for claim in claims[doc.id].values()
                if claim.id in records and teller_of[records[claim.id].id] == {doc.id}
            ),
        )
        for doc in documents.values()
    ]
    evidence = Evidence(here.lookup, every)
    register = partial(evidence.register, as_of=here.day, stories=(story,))
    nodes, edges = draw_copies(list(documents.values()), kinships)
    return Content(
        template="story.html",
        title=story.title,
        values={
            "story": story,
            "columns": columns,
            "nodes": nodes,
            "edges": edges,
            "paging": paging,
            "is_shared": any(s.shared for c in columns for p in c.paragraphs for s in p),
            "origins": len({one.newsroom for one in evidence.origins.values()}),
        },
        data=lambda: {
            "found": len(ids),
            "page": paging.page,
            "pages": paging.pages,
            **without_texts(part_of_export(here.export(register()))),
        },
        day=here.day,
    )


def _pages_of_records(
    record_of: Mapping[str, str], claims: Mapping[str, Mapping[str, Claim]]
) -> dict[str, set[str]]:
    """Record id → the pages of the story that tell it."""
    found: dict[str, set[str]] = {}
    for doc_id, said in claims.items():
        for claim in said:
            if claim in record_of:
                found.setdefault(record_of[claim], set()).add(doc_id)
    return found


def shared_ranges(doc: Document, kinships: Mapping[str, Kinship]) -> list[tuple[Range, bool]]:
    """What of a page stands in another page of the story too, and whether this one took it."""
    own = kinships.get(doc.id)
    taken = [((c.start, c.end), True) for c in own.copied if c.doc_id in kinships] if own else []
    given = [
        ((c.from_start, c.from_start + c.end - c.start), False)
        for other in kinships.values()
        for c in other.copied
        if c.doc_id == doc.id
    ]
    return taken + given


def mark_shared(
    doc: Document, shared: Sequence[tuple[Range, bool]]
) -> tuple[tuple[Stretch, ...], ...]:
    """The text in paragraphs, cut where what is shared begins and ends."""
    edges = {edge for span, _ in shared for edge in span}
    paragraphs, start = [], 0
    for line in doc.text.split("\n"):
        end = start + len(line)
        if line.strip():
            cuts = [start, *sorted(edge for edge in edges if start < edge < end), end]
            paragraphs.append(
                tuple(
                    Stretch(
                        text=doc.text[a:b],
                        shared=any(s[0] <= a and b <= s[1] for s, _ in shared),
                        taken=any(took and s[0] <= a and b <= s[1] for s, took in shared),
                    )
                    for a, b in pairwise(cuts)
                )
            )
        start = end + 1
    return tuple(paragraphs)


def draw_copies(
    documents: Sequence[Document], kinships: Mapping[str, Kinship]
) -> tuple[list[Node], list[Edge]]:
    """Pages from the earliest on the left, and an arrow from each to those that took from it."""
    place = {doc.id: n for n, doc in enumerate(documents)}
    nodes = []
    for doc in documents:
        own = kinships.get(doc.id)
        is_taken = own is not None and any(one.doc_id in place for one in own.copied)
        nodes.append(
            Node(
                doc=doc,
                x=90 + place[doc.id] * 160,
                y=96 if is_taken else 34,
                relation=own.relation if own else "own",
                taken=is_taken,
            )
        )
    at = {node.doc.id: node for node in nodes}
    edges = []
    for doc in documents:
        own = kinships.get(doc.id)
        sources = [one.doc_id for one in own.copied if one.doc_id in at] if own else []
        for source in dict.fromkeys(sources):
            a, b = at[source], at[doc.id]
            middle = (a.x + b.x) / 2
            start, end = f"M{a.x:.0f} {a.y + 12:.0f}", f"{b.x - 12:.0f} {b.y:.0f}"
            path = f"{start}C{a.x:.0f} {a.y + 50:.0f} {middle:.0f} {b.y:.0f} {end}"
            edges.append(Edge(path=path, shared=sources.count(source)))
    return nodes, edges
