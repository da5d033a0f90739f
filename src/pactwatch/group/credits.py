"""Document → the news agency to which its text is credited, and whether the agency published it.

An agency signs in the dateline ("LAGOS, May 2 (Reuters) -"), in the byline, in a line of its own, or
in the notice at the end. Whoever stands in a dateline's parentheses is the text's newsroom, known to
the pack or not; a picture's credit or "told Reuters" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pactwatch.domain import AgenciesFile
from pactwatch.nouns import Document

TOP = 1200  #: characters in which a dateline or byline stands
LINE = 120  #: characters of a line that is a byline or a credit of its own
LAST = 3  #: lines at the end that may be a notice

DATELINE = re.compile(
    r"^(?P<place>[^\W\d_][^()\n.!?:]{1,70}?(?:\.[^()\n.!?:]{0,20})?)?[ \t]*"
    r"\((?P<name>[A-Z][^()\n]{1,38})\)[ \t]*(?:[-–—]{1,2})[ \t]"
)
BYLINE = re.compile(r"^(?:by\b|from\b|source:|—|–|--)?\s*(?P<names>[^\n]{2,100})$", re.I)
NOTICE = re.compile(r"(?:copyright|©|\(c\))\W*(?:\d{4}\W+)?(?P<names>[^\n.]{2,60})", re.I)
SORT = re.compile(r"\b(?:wire|news|agency|press|service)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Whose text it is. `own`: the agency itself published it."""

    agency: str
    own: bool


class Credits:
    """Reads credits with the agencies that a pack knows."""

    def __init__(self, agencies: AgenciesFile) -> None:
        self._names = dict(_forms(agencies))
        self._outlets = {
            fold(form): agency.name
            for agency in agencies.agencies
            for form in (agency.name, *agency.outlets)
        }
        forms = sorted(self._names, key=len, reverse=True)
        either = "|".join(re.escape(form) for form in forms) or r"(?!)"
        self._known = re.compile(rf"(?<!\w)(?:the\s+)?({either})(?!\w)")

    def read(self, doc: Document) -> Credit | None:
        """The agency behind a page's text, or None where the page's outlet answers for it."""
        outlet = fold(doc.outlet or "")
        publisher = self._outlets.get(outlet)
        if publisher:
            return Credit(agency=publisher, own=True)
        name = self._dateline(doc.text, outlet) or self._signature(doc.text)
        if name is None:
            return None
        if doc.outlet and fold(name) in (outlet, _initials(doc.outlet)):
            return Credit(agency=doc.outlet, own=True)
        return Credit(agency=name, own=False)

    def _dateline(self, text: str, outlet: str) -> str | None:
        for line in text[:TOP].splitlines():
            match = DATELINE.match(line) if "(" in line[:110] else None
            if match is None:
                continue
            name, place = match["name"].strip(), (match["place"] or "").strip()
            known = self._known.fullmatch(name)
            if known:
                return self._names[known[1]]
            place_name = place.split(",")[0].strip()
            if place_name and (
                fold(name) == outlet or SORT.search(name) or _is_sign(name, place_name)
            ):
                return name
        return None

    def _signature(self, text: str) -> str | None:
        lines = [line.strip() for line in text[:TOP].splitlines()[:6]]
        ends = [line.strip() for line in text[-TOP:].splitlines() if line.strip()][-LAST:]
        for line in lines:
            if len(line) <= LINE and (found := self._alone(line)):
                return found
        for line in ends:
            if (notice := NOTICE.search(line)) and (known := self._known.search(notice["names"])):
                return self._names[known[1]]
            if len(line) <= LINE / 2 and (found := self._alone(line)):
                return found
        return None

    def _alone(self, line: str) -> str | None:
        """The agency of a line that is its name, or a person's byline with it behind a comma."""
        match = BYLINE.match(line)
        if match is None or not line:
            return None
        parts = re.split(r"\s*[,|/]\s*|\s+(?:for|of)\s+", match["names"])
        known = [self._known.fullmatch(part.strip(" .()")) for part in parts]
        is_byline = line.casefold().startswith(("by ", "from ", "source:"))
        if len(parts) > 1 and not is_byline:
            return None
        return next((self._names[one[1]] for one in known if one), None)


def fold(name: str) -> str:
    """An outlet's name or host as one word.

    >>> fold("The Harbour Post") == fold("www.harbourpost.com")
    True
    """
    host = re.sub(r"^(https?://)?(www\.)?", "", name.strip().casefold()).split("/")[0]
    if " " not in host and "." in host:
        host = re.sub(r"\.(co|com|org|gov|ac|net)?\.?[a-z]{2,6}$", "", host)
    return re.sub(r"[\W_]+", "", re.sub(r"^the ", "", host))


def _initials(name: str) -> str:
    """An outlet's first letters, as it signs itself: "Unity News Agency", UNA."""
    return "".join(
        word[0] for word in re.sub(r"^The ", "", name).split() if word[0].isupper()
    ).casefold()


def _is_sign(name: str, place: str) -> bool:
    """An agency's letters behind a place in capitals: "JUBA, July 5 (UNA) -"."""
    return name.isupper() and len(name) <= 8 and place.isupper()


def _forms(agencies: AgenciesFile) -> Iterable[tuple[str, str]]:
    for agency in agencies.agencies:
        yield from _spelled(agency.name, (agency.name, *agency.signs))


def _spelled(name: str, forms: Iterable[str]) -> Iterator[tuple[str, str]]:
    for form in forms:
        yield form, name
        yield form.upper(), name
