"""Makes a register of any size, through the doors by which any register is made.

usage: generate.py REGISTER [--pages N] [--claims M] [--arrangements K] [--years Y] [--seed S]
                   [--shared SHARE] [--jobs J]

Pages tell how K arrangements go from talks to flights over Y years, in prose of made-up words; one
in twelve is a copy of another. They are written as JSON lines and read like anybody's files, with
readers that know the sentences of this program instead of a language model. `--shared` is the share
of pages that tell of a second arrangement too, so that more hangs together. Equal arguments give
equal registers.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from pactwatch.archive import WarcArchive
from pactwatch.config import Settings, SystemClock
from pactwatch.domain import load_pack
from pactwatch.nouns import (
    Claim,
    DividedDocument,
    Quantity,
    Reading,
    Slot,
    Span,
    Value,
    Voice,
    When,
)
from pactwatch.store import open_register
from pactwatch.workers import ReadRequest, ReadSummary, read_sources, save_derived

LAST = date(2025, 12, 31)  #: the newest page's day
NOW = datetime(2026, 1, 1, tzinfo=UTC)
A_FILE = 2_000  #: pages
OUTLETS = 80
PROSE = 400  #: words of an arrangement's prose
STEPS = {
    "hold talks about": "in_talks",
    "agreed on": "agreed",
    "signed": "signed",
    "suspended": "suspended",
    "ended": "ended",
    "denied": "denied",
}
DAY = r"(?P<day>\d{1,2} [A-Z][a-z]+ \d{4})"
STATE = r"(?P<{}>[A-Z][\w’'.() -]+?)"
PAIR = STATE.format("sending"), STATE.format("receiving")
#: What the sentences of a page look like, by the kind of claim that they make.
SENTENCES = {
    "arrangement": re.compile(
        rf"{PAIR[0]} and {PAIR[1]} (?P<status>{'|'.join(STEPS)}) an arrangement on {DAY}\."
    ),
    "transfer": re.compile(
        rf"(?P<number>\d+) people were flown from {PAIR[0]} to {PAIR[1]} on {DAY}\."
    ),
    "term": re.compile(
        rf"Under it {PAIR[0]} pays {PAIR[1]} (?P<value>\d+) (?P<unit>million dollars)\."
    ),
    "statement": re.compile(
        rf"“(?P<words>[^”]+)”, (?P<speaker>[A-Z]\w+ [A-Z]\w+) said of {PAIR[0]} and {PAIR[1]}\."
    ),
    "objection": re.compile(
        rf"(?P<by>[A-Z]\w+ [A-Z]\w+) opposes that {PAIR[0]} sends people to {PAIR[1]}\."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a register is to be. `shared`: of pages that tell of a second arrangement."""

    pages: int = 1_000
    claims: int = 3_000
    arrangements: int = 40
    years: int = 10
    seed: int = 1
    shared: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Affair:
    """An arrangement: who sends to whom, who speaks of it, and when it began."""

    sending: str
    receiving: str
    persons: tuple[str, ...]
    begins: date


@lru_cache(maxsize=1)
def states() -> dict[str, str]:
    """The pack's states, name → code; those whose names are plain."""
    found = {s.name: s.code for s in load_pack("transfers").states.states if len(s.code) == 3}
    return {name: code for name, code in found.items() if re.fullmatch(r"[A-Z][a-z]+", name)}


def made_word(number: int) -> str:
    """A word of its own for every number; neighbours are not alike."""
    number = number * 7_919 % 4_826_809 + 4_826_809
    out = []
    while number:
        number, rest = divmod(number, 169)
        out.append("bdfgklmnprstv"[rest // 13] + "aeiouyaeiouae"[rest % 13] + "nlr"[rest % 3])
    return "".join(out)


@lru_cache(maxsize=10_000)
def prose_of(affair: int) -> list[str]:
    """The words around what a page of an arrangement claims. They are in no table of how rare words are,
    so that pages that share some tell one event: no two arrangements have any in common."""
    first = 100_000 + affair * PROSE
    return [made_word(number) for number in range(first, first + PROSE)]


def make_affairs(size: Size) -> list[Affair]:
    """The arrangements, each with persons of its own."""
    chance, names = random.Random(size.seed), sorted(states())
    pairs = [(a, b) for a in names for b in names if a != b]
    chance.shuffle(pairs)
    if size.arrangements > len(pairs):
        raise SystemExit(f"--arrangements: at most {len(pairs)}, which is every ordered pair")
    return [
        Affair(
            sending=pair[0],
            receiving=pair[1],
            persons=tuple(
                f"{made_word(8 * n + 2 * i).title()} {made_word(8 * n + 2 * i + 1).title()}"
                for i in range(4)
            ),
            begins=LAST - timedelta(days=chance.randrange(90, 365 * size.years)),
        )
        for n, pair in enumerate(pairs[: size.arrangements])
    ]


def make_pages(size: Size) -> Iterator[dict[str, str]]:
    """Pages as a feed would give them, in no order of days."""
    chance, affairs = random.Random(size.seed + 1), make_affairs(size)
    weights = [1 / (i + 5) for i in range(PROSE)]
    told: dict[int, str] = {}
    for number in range(size.pages):
        at = number % len(affairs)
        affair = affairs[at]
        span = (LAST - affair.begins).days
        day = affair.begins + timedelta(days=int(span * chance.random()))
        if at in told and chance.random() < 1 / 12:
            text = told[at]
        else:
            count = size.claims // size.pages + (chance.random() < size.claims / size.pages % 1)
            lines = [tell(affair, day, chance) for _ in range(count)]
            if chance.random() < size.shared:
                lines.append(tell(chance.choice(affairs), day, chance))
            around = chance.choices(prose_of(at), weights, k=110)
            around += [f"{affair.sending}n", f"{affair.receiving}n"]
            lines += [
                " ".join(around[i : i + 14]).capitalize() + "." for i in range(0, len(around), 14)
            ]
            text = told[at] = "\n".join(dict.fromkeys(lines))
        yield {
            "url": f"https://outlet{number % OUTLETS}.example/{day:%Y/%m/%d}/{number}",
            "outlet": f"Outlet {made_word(number % OUTLETS)}",
            "published": day.isoformat(),
            "title": f"{affair.sending} and {affair.receiving}: {chance.choice(prose_of(at))}",
            "language": "en",
            "text": text,
        }


def tell(affair: Affair, day: date, chance: random.Random) -> str:
    """One sentence that makes a claim."""
    of = day - timedelta(days=chance.randrange(4))
    when = f"{of.day} {of:%B %Y}"
    pair = f"{affair.sending} and {affair.receiving}"
    match chance.randrange(6):
        case 0 | 1:
            return f"{pair} {chance.choice(list(STEPS))} an arrangement on {when}."
        case 2:
            sent = f"{chance.randrange(2, 90)} people were flown from {affair.sending} to "
            return f"{sent}{affair.receiving} on {when}."
        case 3:
            sums = chance.choice([5, 6, 7, 20])
            return f"Under it {affair.sending} pays {affair.receiving} {sums} million dollars."
        case 4:
            words = " ".join(made_word(chance.randrange(300)) for _ in range(9))
            return f"“{words.capitalize()}”, {chance.choice(affair.persons)} said of {pair}."
        case _:
            who = chance.choice(affair.persons[2:])
            return f"{who} opposes that {affair.sending} sends people to {affair.receiving}."


class SentenceReaders:
    """Readers that know the sentences of `tell`, word for word."""

    version = "generated@1"

    def read(self, divided: DividedDocument) -> Reading:
        doc = divided.document
        found: dict[str, Claim] = {}
        for kind, pattern in SENTENCES.items():
            for match in pattern.finditer(doc.text):
                claim = self._claim(Span.cut(doc, *match.span()), kind, match)
                found.setdefault(claim.id, claim)
        claims = sorted(found.values(), key=lambda claim: claim.span.start)
        return Reading(
            doc_id=doc.id, readers=self.version, in_domain=bool(claims), claims=tuple(claims)
        )

    def _claim(self, span: Span, kind: str, match: re.Match[str]) -> Claim:
        told = {name: words for name, words in match.groupdict().items() if name != "words"}
        day, speaker = told.pop("day", None), told.get("speaker")
        slots = tuple(
            Slot(name=name, value=_value(name, words), start=match.start(name), end=match.end(name))
            for name, words in told.items()
        )
        if kind == "transfer":
            at = match.start("number"), match.end("number")
            slots = (*slots, Slot(name="counts", value="event", start=at[0], end=at[1]))
        when = voice = None
        if day is not None:
            form = datetime.strptime(day, "%d %B %Y").date().isoformat()
            when = When(words=day, form=form, start=match.start("day"), end=match.end("day"))
        if speaker is not None:
            voice = Voice(name=speaker, start=match.start("speaker"), end=match.end("speaker"))
        spans = (span.range,)
        return Claim(
            id=Claim.id_of(doc_id=span.doc_id, kind=kind, spans=spans, slots=slots),
            kind=kind,
            doc_id=span.doc_id,
            span=span,
            spans=spans,
            slots=(*slots, *_fixed(kind, span)),
            said_by=voice,
            basis="named_official" if voice else "page",
            when=when,
            reader=self.version,
        )


def _fixed(kind: str, span: Span) -> tuple[Slot, ...]:
    """What a sentence tells by being one of its sort."""
    fixed = {"term": ("term", "payment"), "statement": ("directness", "direct")}.get(kind)
    return (Slot(name=fixed[0], value=fixed[1], start=span.start, end=span.end),) if fixed else ()


def _value(name: str, words: str) -> Value:
    match name:
        case "sending" | "receiving":
            return states()[words]
        case "number":
            return Quantity(min=float(words), max=float(words), words=f"{words} people")
        case "value":
            return float(words) * 1e6
        case "unit":
            return "USD"
        case "status":
            return STEPS[words]
        case _:
            return words


def make_readers(_: Settings) -> SentenceReaders:
    """Readers for `read_sources`; a function of this module, so that it travels to workers."""
    return SentenceReaders()


def write_pages(size: Size, folder: Path) -> list[Path]:
    """Files of JSON lines with all pages, so many to a file."""
    paths: list[Path] = []
    lines: list[str] = []
    for page in make_pages(size):
        lines.append(json.dumps(page, ensure_ascii=False) + "\n")
        if len(lines) == A_FILE:
            paths.append(_write(folder, len(paths), lines))
            lines = []
    if lines:
        paths.append(_write(folder, len(paths), lines))
    return paths


def _write(folder: Path, number: int, lines: list[str]) -> Path:
    path = folder / f"pages-{number:04}.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def read_pages(register: Path, sources: list[Path], *, jobs: int = 1) -> ReadSummary:
    """Read files of such pages into a register, derived tables included."""
    clock = SystemClock(fixed=NOW)
    request = ReadRequest(
        sources=tuple(str(path) for path in sources),
        settings=Settings(),
        clock=clock,
        jobs=jobs,
        make_readers=make_readers,
    )
    with open_register(register, write=True, clock=clock) as store:
        archive = WarcArchive(register.with_name(register.name + ".archive"))
        summary = read_sources(request, store, archive)
        save_derived(store, load_pack("transfers"))
    return summary


def make_register(register: Path, size: Size, *, jobs: int = 1) -> ReadSummary:
    """A register of this size at `register`."""
    with tempfile.TemporaryDirectory() as folder:
        return read_pages(register, write_pages(size, Path(folder)), jobs=jobs)


def main(arguments: list[str]) -> None:
    usage = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    usage.add_argument("register", type=Path)
    for name, kind in Size.__annotations__.items():
        as_type = float if kind == "float" else int
        usage.add_argument(f"--{name}", type=as_type, default=getattr(Size(), name))
    usage.add_argument("--jobs", type=int, default=1)
    told = vars(usage.parse_args(arguments))
    register, jobs = told.pop("register"), told.pop("jobs")
    summary = make_register(register, Size(**told), jobs=jobs)
    print(f"{register}: {summary.documents} pages, {summary.claims} claims")
    if summary.issues:
        raise SystemExit("\n".join(f"{one.source}: {one.what}" for one in summary.issues[:5]))


if __name__ == "__main__":
    main(sys.argv[1:])
