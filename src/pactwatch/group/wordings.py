"""Document → wording: which pages copy one another, and which passage was taken from whom.

`Copies` holds pages that may come at any time. What it finds depends on which pages are there,
never on the order in which they came: each page is compared with the earlier ones that share most
with it, and has one parent at most, so that a page made of two reports does not make the two one.
An agency's text counts as earlier than its copies, whenever it was read.

Each page's findings are kept by the day from which they hold, as an agency's text may be known later
than its copies: so the wordings as of any day are those that the pages known by then would give.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from pactwatch.days import span_of
from pactwatch.domain import AgenciesFile
from pactwatch.group.credits import Credit, Credits
from pactwatch.group.passages import find_passages
from pactwatch.group.postings import Place, Postings, Reach, Sketch, rank_of
from pactwatch.group.taking import Taken, as_manner, compare
from pactwatch.group.words import Telling, sketch
from pactwatch.ids import content_id
from pactwatch.nouns import Copied, Document, Kinship, Leaf, Relation, Took, Wording

KEPT = 2_000  #: texts kept at hand as they are compared
REACH = Reach(crowd=16, fewest=2, share=0.04, most=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a page took from whom, most shared first, from a day on; the day as an ordinal."""

    since: int
    taken: tuple[Taken, ...]
    copied: tuple[Copied, ...]


class Copies:
    """Pages, and who of them took what from whom."""

    def __init__(
        self, documents: Iterable[Document] = (), *, agencies: AgenciesFile | None = None
    ) -> None:
        self._credits = Credits(agencies or AgenciesFile())
        self._docs: list[Document] = []
        self._numbers: dict[str, int] = {}
        self._places: list[Place] = []
        self._signatures: dict[int, Credit] = {}
        self._found: dict[int, tuple[Findings, ...]] = {}
        self._tellings: OrderedDict[int, Telling] = OrderedDict()
        found = [(doc, self._credits.read(doc)) for doc in documents]
        for doc, credit in sorted(found, key=lambda one: _place(*one).order):
            self._take_in(doc, credit)
        sketches = (sketch(doc.text) for doc in self._docs)
        self._postings = Postings(sketches, self._places, REACH)
        for number, near in self._postings.near_all():
            if near is None:
                self._compare_by_day(number, sketch(self._docs[number].text))
            else:
                self._keep(number, [self._compare(number, near, self._places[number].known)])

    def add(self, doc: Document) -> None:
        """Take one more page in, and look again at the later ones that share something with it."""
        number = self._take_in(doc, self._credits.read(doc))
        keys = sketch(doc.text)
        self._postings.add(keys)
        self._compare_by_day(number, keys)
        for other in self._postings.touched(number, keys) - {number}:
            self._compare_by_day(other, sketch(self._docs[other].text))

    @classmethod
    def kept(cls, pages: Iterable[tuple[Document, Leaf]]) -> Self:
        """Pages of which all that `find` asks for was found before."""
        made = cls()
        for doc, leaf in pages:
            made.know(
                doc, Credit(agency=leaf.credit[0], own=leaf.credit[1]) if leaf.credit else None
            )
        for doc, leaf in pages:
            made._keep(made._numbers[doc.id], (made._findings_of(took) for took in leaf.took))
        return made

    def know(self, doc: Document, credit: Credit | None) -> None:
        """Take a page in, without looking for what it took."""
        if doc.id not in self._numbers:
            self._take_in(doc, credit)

    def compare(self, doc_id: str, near: Iterable[str], day: int) -> Took:
        """What a page took from some pages, as of a day; all of them must be known here."""
        found = self._compare(self._numbers[doc_id], (self._numbers[one] for one in near), day)
        return self._took(found)

    def took(self, doc_id: str) -> tuple[Took, ...]:
        """What a page took, to be kept."""
        return tuple(map(self._took, self._found.get(self._numbers[doc_id], ())))

    def credit(self, doc_id: str) -> Credit | None:
        """To whom a page's text is credited."""
        return self._signatures.get(self._numbers[doc_id])

    def _took(self, found: Findings) -> Took:
        taken = tuple((self._docs[t.source].id, t.shared, t.share, t.manner) for t in found.taken)
        return Took(since=found.since, taken=taken, copied=found.copied)

    def _findings_of(self, took: Took) -> Findings:
        taken = tuple(
            Taken(
                source=self._numbers[doc_id], shared=shared, share=share, manner=as_manner(manner)
            )
            for doc_id, shared, share, manner in took.taken
        )
        return Findings(since=took.since, taken=taken, copied=took.copied)

    def near(self, doc_id: str) -> Iterator[str]:
        """The pages from which one took something, as of any day."""
        for findings in self._found.get(self._numbers[doc_id], ()):
            yield from (self._docs[taken.source].id for taken in findings.taken)

    def find(
        self, day: date | None = None, among: Collection[str] | None = None
    ) -> tuple[tuple[Wording, ...], tuple[Kinship, ...]]:
        """Wordings and kinships of the pages known by a day, both by id.

        `among` has, of every page in it, also those that are `near` it.
        """
        upto = (day or date.max).toordinal()
        asked = range(len(self._docs)) if among is None else [self._numbers[i] for i in among]
        here = [number for number in asked if self._places[number].known <= upto]
        roots = self._find_roots(here, upto)
        members: dict[int, list[str]] = defaultdict(list)
        for number, root in roots.items():
            members[root].append(self._docs[number].id)
        wordings = {
            root: Wording(
                id=content_id("wrd", self._docs[root].id),
                documents=tuple(sorted(ids)),
                root=self._docs[root].id,
            )
            for root, ids in members.items()
        }
        kinships = (self._kinship(n, root, upto) for n, root in roots.items())
        return (
            tuple(sorted(wordings.values(), key=lambda wording: wording.id)),
            tuple(sorted(kinships, key=lambda kinship: kinship.doc_id)),
        )

    def _take_in(self, doc: Document, credit: Credit | None) -> int:
        number = len(self._docs)
        self._docs.append(doc)
        self._numbers[doc.id] = number
        self._places.append(_place(doc, credit))
        if credit:
            self._signatures[number] = credit
        return number

    def _telling(self, number: int) -> Telling:
        telling = self._tellings.pop(number, None) or Telling(self._docs[number].text)
        self._tellings[number] = telling
        if len(self._tellings) > KEPT:
            self._tellings.popitem(last=False)
        return telling

    def _compare_by_day(self, number: int, keys: Sketch) -> None:
        """What a page took, from each day on from which that may be something else."""
        days = self._postings.days(number, keys)
        found = [self._compare(number, self._postings.near(number, keys, day), day) for day in days]
        self._keep(number, found)

    def _keep(self, number: int, found: Iterable[Findings]) -> None:
        kept = tuple(found)
        if any(findings.taken for findings in kept):
            self._found[number] = kept
        else:
            self._found.pop(number, None)

    def _compare(self, number: int, near: Iterable[int], day: int) -> Findings:
        """What a page took from the pages near it, most shared first."""
        own, outlet = self._telling(number), self._docs[number].outlet
        found = [
            taken
            for other in near
            if (
                taken := compare(
                    other,
                    self._telling(other),
                    own,
                    one_outlet=outlet is not None and self._docs[other].outlet == outlet,
                )
            )
        ]
        found.sort(key=lambda t: (-t.shared, self._places[t.source].order))
        copied = find_passages(
            own, [(self._docs[t.source].id, self._telling(t.source), t.manner) for t in found]
        )
        return Findings(since=day, taken=tuple(found), copied=copied if found else ())

    def _findings(self, number: int, upto: int) -> Findings | None:
        """What is found of a page as of a day."""
        known = [one for one in self._found.get(number, ()) if one.since <= upto]
        return known[-1] if known else None

    def _find_roots(self, here: Sequence[int], upto: int) -> Mapping[int, int]:
        """Page → the root of its wording. Parents are earlier, so that no chain is a ring."""
        roots: dict[int, int] = {}
        for number in sorted(here, key=lambda n: self._places[n].order):
            parent = self._parent(number, upto)
            roots[number] = number if parent is None else roots[parent.source]
        return roots

    def _parent(self, number: int, upto: int) -> Taken | None:
        """The page of which one is a copy, else of which it is a rewrite: the likest."""
        findings = self._findings(number, upto)
        found = findings.taken if findings else ()
        copies = [taken for taken in found if taken.is_copy]
        if copies:
            return copies[0]
        rewritten = [taken for taken in found if taken.manner == "rewrite"]
        order = self._places
        return min(rewritten, key=lambda t: (-t.share, order[t.source].order), default=None)

    def _kinship(self, number: int, root: int, upto: int) -> Kinship:
        parent, credit = self._parent(number, upto), self._credit(number, root)
        findings = self._findings(number, upto)
        return Kinship(
            doc_id=self._docs[number].id,
            wording=content_id("wrd", self._docs[root].id),
            relation=self._relation(number, parent, credit),
            confidence=1.0 if parent is None else round(parent.share, 3),
            copied=findings.copied if findings else (),
            agency=credit.agency if credit else None,
        )

    def _credit(self, number: int, root: int) -> Credit | None:
        """That of the agency's text where it was read, else the page's own, else the root's."""
        first, own = self._signatures.get(root), self._signatures.get(number)
        return first if first and first.own else own or first

    def _relation(self, number: int, parent: Taken | None, credit: Credit | None) -> Relation:
        """`wire` is what another than the agency publishes of an agency's text."""
        if parent is not None and parent.manner == "rewrite":
            return "rewrite"
        own = self._signatures.get(number)
        if credit and not (own and own.own):
            return "wire"
        return "own" if parent is None else "copy"


def _place(doc: Document, credit: Credit | None) -> Place:
    """Who can have copied whom: an agency's own text comes first, then the earliest; ties by id.

    A page of which only a month is told counts from the day on which it was surely known.
    """
    known = known_on(doc)
    return Place((rank_of(known, doc.id, is_first=bool(credit and credit.own)), doc.id), known)


def known_on(doc: Document) -> int:
    """The day by which a page was surely known, as an ordinal."""
    span = span_of(doc.known)
    return (span[1] if span else date.max).toordinal()
