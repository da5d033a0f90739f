"""Document → wording: which pages copy one another, and which passage was taken from whom.

`Copies` holds pages that may come at any time. What it finds depends on which pages are there,
never on the order in which they came: each page is compared with the earlier ones that share most
with it, and has one parent at most, so that a page made of two reports does not make the two one.
An agency's text counts as earlier than its copies, whenever it was read.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping

from pactwatch.days import sort_key
from pactwatch.domain import AgenciesFile
from pactwatch.group.credits import Credit, Credits
from pactwatch.group.passages import find_passages
from pactwatch.group.postings import Postings
from pactwatch.group.taking import Taken, compare
from pactwatch.group.words import Telling, sketch
from pactwatch.ids import content_id
from pactwatch.nouns import Copied, Document, Kinship, Relation, Wording

KEPT = 2_000  #: texts kept at hand as they are compared

Place = tuple[bool, object, str]


class Copies:
    """Pages, and who of them took what from whom."""

    def __init__(
        self, documents: Iterable[Document] = (), *, agencies: AgenciesFile | None = None
    ) -> None:
        self._credits = Credits(agencies or AgenciesFile())
        self._docs: list[Document] = []
        self._order: list[Place] = []
        self._signatures: dict[int, Credit] = {}
        self._taken: dict[int, tuple[Taken, ...]] = {}
        self._copied: dict[int, tuple[Copied, ...]] = {}
        self._tellings: OrderedDict[int, Telling] = OrderedDict()
        found = [(doc, self._credits.read(doc)) for doc in documents]
        for doc, credit in sorted(found, key=lambda one: _place(*one)):
            self._take_in(doc, credit)
        self._postings = Postings(sketch(doc.text) for doc in self._docs)
        for number, near in self._postings.near_all():
            self._compare(number, near)

    def add(self, doc: Document) -> None:
        """Take one more page in, and look again at the later ones that share something with it."""
        number = self._take_in(doc, self._credits.read(doc))
        keys = sketch(doc.text)
        self._postings.add(keys)
        for other in {number} | self._postings.touched(number, keys, self._order):
            others = keys if other == number else sketch(self._docs[other].text)
            self._compare(other, self._postings.near(other, others, self._order))

    def find(self) -> tuple[tuple[Wording, ...], tuple[Kinship, ...]]:
        """Wordings and kinships of all pages, both by id."""
        roots = self._find_roots()
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
        kinships = (self._kinship(n, root, wordings[root].id) for n, root in roots.items())
        return (
            tuple(sorted(wordings.values(), key=lambda wording: wording.id)),
            tuple(sorted(kinships, key=lambda kinship: kinship.doc_id)),
        )

    def _take_in(self, doc: Document, credit: Credit | None) -> int:
        number = len(self._docs)
        self._docs.append(doc)
        self._order.append(_place(doc, credit))
        if credit:
            self._signatures[number] = credit
        return number

    def _telling(self, number: int) -> Telling:
        telling = self._tellings.pop(number, None) or Telling(self._docs[number].text)
        self._tellings[number] = telling
        if len(self._tellings) > KEPT:
            self._tellings.popitem(last=False)
        return telling

    def _compare(self, number: int, near: Iterable[int]) -> None:
        """What a page took from the pages near it, most shared first."""
        self._taken.pop(number, None)
        self._copied.pop(number, None)
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
        if not found:
            return
        found.sort(key=lambda t: (-t.shared, self._order[t.source]))
        self._taken[number] = tuple(found)
        self._copied[number] = find_passages(
            own, [(self._docs[t.source].id, self._telling(t.source), t.manner) for t in found]
        )

    def _find_roots(self) -> Mapping[int, int]:
        """Page → the root of its wording. Parents are earlier, so that no chain is a ring."""
        roots: dict[int, int] = {}
        for number in sorted(range(len(self._docs)), key=self._order.__getitem__):
            parent = self._parent(number)
            roots[number] = number if parent is None else roots[parent.source]
        return roots

    def _parent(self, number: int) -> Taken | None:
        """The page of which one is a copy, else of which it is a rewrite: the likest."""
        found = self._taken.get(number, ())
        copies = [taken for taken in found if taken.is_copy]
        if copies:
            return copies[0]
        rewritten = [taken for taken in found if taken.manner == "rewrite"]
        return min(rewritten, key=lambda t: (-t.share, self._order[t.source]), default=None)

    def _kinship(self, number: int, root: int, wording: str) -> Kinship:
        parent, credit = self._parent(number), self._credit(number, root)
        return Kinship(
            doc_id=self._docs[number].id,
            wording=wording,
            relation=self._relation(number, parent, credit),
            confidence=1.0 if parent is None else round(parent.share, 3),
            copied=self._copied.get(number, ()),
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


def find_wordings(
    documents: Iterable[Document], agencies: AgenciesFile | None = None
) -> tuple[tuple[Wording, ...], tuple[Kinship, ...]]:
    """Pages → wordings and kinships, both by id; the same for every order of the pages."""
    return Copies(documents, agencies=agencies).find()


def _place(doc: Document, credit: Credit | None) -> Place:
    """Who can have copied whom: an agency's own text comes first, then the earliest; ties by id."""
    return not (credit and credit.own), sort_key(doc.known), doc.id
