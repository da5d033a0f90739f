"""How well copies are found, at what precision, and at what cost beside datasketch.

usage: copies.py found [STORIES.jsonl.gz]     recall by manner of copying, and precision
       copies.py scale [PAGES]                 as many pages: recall, rate, memory, adding one page

`found` makes one copy in each manner of each of our own reports (and of a public set's articles, if
given) and groups all of it together: the reports tell each other's events in their own words, so
that most pages stand beside others on their topic that are no copies of them. `scale` makes pages of
random words, spread as in news, on topics with names of their own, one in ten of them a copy, and
holds the whole run against datasketch's insert and query on the same texts.
"""

from __future__ import annotations

import gzip
import itertools
import json
import random
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pactwatch.group import Copies
from pactwatch.nouns import Document

ROOT = Path(__file__).parent.parent
TEXTS = (
    ROOT / "examples",
    ROOT / "tests/gold/reports",
    ROOT / "tests/yardstick/open/reports",
    ROOT / "tests/yardstick/sealed/reports",
)
#: Reports that were written as copies of others; they have no part here.
KIN = re.compile(r"copy|spun|rewrite|translated|-ai")
NEEDED = {"fifth": 0.6, "spun": 0.5}
NEEDED_ELSE, NEEDED_PRECISION = 0.95, 0.98
FRAME = (
    "Read our live coverage of the day's events here. Sign up for the morning letter.",
    "Share this story. More from our foreign desk tomorrow. Subscribe for less than a coffee.",
)
#: What a program puts for common words; a word without an entry takes another report's word.
SWAPS = {
    "agreed": "consented",
    "people": "individuals",
    "said": "stated",
    "first": "initial",
    "group": "bunch",
    "government": "administration",
    "country": "nation",
    "deal": "pact",
    "told": "informed",
    "after": "following",
    "before": "prior to",
    "new": "fresh",
    "money": "cash",
    "men": "males",
    "women": "females",
    "officials": "functionaries",
    "minister": "secretary",
    "plane": "aircraft",
    "flight": "air trip",
    "week": "seven days",
    "will": "is going to",
    "would": "was going to",
    "more": "extra",
    "many": "numerous",
    "also": "additionally",
    "under": "beneath",
    "take": "get hold of",
    "sent": "dispatched",
    "may": "could",
    "not": "no longer",
    "other": "different",
    "about": "approximately",
    "to": "in order to",
    "for": "in favour of",
    "against": "towards",
    "last": "final",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A report's name and words."""

    name: str
    words: str


def load_texts(public: Path | None) -> list[Text]:
    """Our own reports, and the articles of a public set."""
    texts = [
        Text(path.name, path.read_text(encoding="utf-8"))
        for folder in TEXTS
        for path in sorted(folder.glob("*.txt"))
        if not KIN.search(path.name)
    ]
    if public:
        with gzip.open(public, "rt", encoding="utf-8") as file:
            texts += [Text(row["id"], row["text"]) for row in map(json.loads, file)]
    return [text for text in texts if len(text.words.split()) >= 120]


def pieces(text: str) -> list[str]:
    """Its sentences, as full stops and line ends show them."""
    return [piece for piece in re.split(r"(?<=[.!?”\"])\s+|\n+", text) if piece.strip()]


def cut(text: str, share: float) -> str:
    """Its beginning, to the sentence that fills the share."""
    wanted, kept, length = share * len(text.split()), [], 0
    for piece in pieces(text):
        kept.append(piece)
        length += len(piece.split())
        if length >= wanted:
            break
    return " ".join(" ".join(kept).split()[: int(wanted) + 1])


def change(text: str, share: float, chance: random.Random, words: Sequence[str]) -> str:
    """So many of its words replaced by others."""
    return "".join(
        chance.choice(words) if part.strip() and chance.random() < share else part
        for part in re.split(r"(\s+)", text)
    )


def spin(text: str, chance: random.Random, words: Sequence[str]) -> str:
    """Every second word in small letters swapped as a program does, names and figures left."""

    def swap(match: re.Match[str]) -> str:
        word = match[0]
        if word in SWAPS:
            return SWAPS[word] if chance.random() < 0.7 else word
        return chance.choice(words) if len(word) > 3 and chance.random() < 0.5 else word

    return re.sub(r"(?<![\w'’])[a-z]+(?![\w'’])", swap, text)


Maker = Callable[[str, random.Random, Sequence[str], str], str]


def shuffle(text: str, chance: random.Random) -> str:
    """Its sentences in another order."""
    found = pieces(text)
    chance.shuffle(found)
    return " ".join(found)


def splice(text: str, other: str) -> str:
    """All of it in the middle of another report."""
    around = pieces(other)
    return " ".join([*around[: len(around) // 2], text, *around[len(around) // 2 :]])


MANNERS: dict[str, Maker] = {
    "exact": lambda text, *_: text,
    "framed": lambda text, *_: f"{FRAME[0]}\n\n{text}\n\n{FRAME[1]}",
    "shuffled": lambda text, chance, *_: shuffle(text, chance),
    "spliced": lambda text, _, __, other: splice(text, other),
    "half": lambda text, *_: cut(text, 0.5),
    "quarter": lambda text, *_: cut(text, 0.25),
    "tenth": lambda text, chance, words, _: change(text, 0.1, chance, words),
    "fifth": lambda text, chance, words, _: change(text, 0.2, chance, words),
    "spun": lambda text, chance, words, _: spin(text, chance, words),
}


def page(name: str, words: str, day: int) -> Document:
    known = f"2025-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}"
    return Document(
        id=name,
        source=name,
        outlet=name,
        published=known,
        published_basis="given",
        known=known,
        known_basis="published",
        language="en",
        text=words,
    )


def run_found(public: Path | None) -> int:
    """Copies among pages on their topics: recall by manner, precision over all pairs found."""
    texts = load_texts(public)
    chance = random.Random(4)
    words = sorted({w for t in texts for w in re.findall(r"\b[a-z]{4,}\b", t.words)})
    docs, kin = [], {}
    for i, text in enumerate(texts):
        docs.append(page(text.name, text.words, 0))
        kin[text.name] = {text.name}
        for manner, make in MANNERS.items():
            other = texts[(i + 1 + chance.randrange(len(texts) - 1)) % len(texts)]
            name = f"{text.name}/{manner}"
            docs.append(page(name, make(text.words, chance, words, other.words), 30 + i))
            kin[name] = {text.name} | ({other.name} if manner == "spliced" else set())
    started = time.process_time()
    wordings, kinships = Copies(docs).find()
    seconds = time.process_time() - started
    print(
        f"{len(texts)} reports, a copy in each of {len(MANNERS)} manners: {len(docs)} pages, "
        f"{len(docs) / seconds:.0f} a second"
    )
    failed = show_recall(texts, {k.doc_id: k for k in kinships})
    roots = {doc_id: w.root for w in wordings for doc_id in w.documents}
    between: Counter[tuple[str, str]] = Counter()
    true = false = 0
    for wording in wordings:
        for one, other in itertools.combinations(wording.documents, 2):
            if "/" not in one and "/" not in other:
                between[one, other] += 1
            elif kin[one] & kin[other]:
                true += 1
            elif any(roots[a] == roots[b] for a in kin[one] for b in kin[other]):
                continue  # their reports were one wording as they were found
            else:
                false += 1
    precision = true / max(1, true + false)
    print(f"precision {precision:.4f} of {true + false} pairs (needed {NEEDED_PRECISION})")
    print(f"pairs of reports as they are, in one wording: {len(between)}")
    for one, other in sorted(between):
        print(f"  {one}  {other}")
    return failed + (precision < NEEDED_PRECISION)


def show_recall(texts: Sequence[Text], kinships: dict[str, object]) -> int:
    """Print how many copies of each manner lead to their report; returns how many are too few."""
    failed = 0
    for manner in MANNERS:
        found = relation = 0
        for text in texts:
            copy, own = kinships[f"{text.name}/{manner}"], kinships[text.name]
            passages = {piece.doc_id.split("/")[0] for piece in copy.copied}
            found += copy.wording == own.wording or (manner == "spliced" and text.name in passages)
            relation += copy.relation != "own"
        recall, needed = found / len(texts), NEEDED.get(manner, NEEDED_ELSE)
        failed += recall < needed
        print(
            f"  {manner:9} recall {recall:.3f} (needed {needed})  "
            f"shown as copy or rewrite {relation / len(texts):.3f}"
        )
    return failed


def make_pages(count: int, chance: np.random.Generator) -> Iterator[tuple[str, str, str | None]]:
    """Name, words, and of a copy the page and manner that it was made from."""
    general = np.array(
        [
            f"{a}{b}{c}"
            for a in ("ba", "co", "di", "fu", "ge", "la", "mo", "ni", "pe", "ro", "sa", "ti")
            for b in ("ran", "lis", "tem", "vor", "nak", "sul", "bey", "dro", "", "kim")
            for c in ("ed", "ing", "s", "al", "ous", "er", "ly", "ment", "", "ion", "ary", "ure")
        ]
    )
    weights = 1 / np.arange(3, len(general) + 3)
    chances = np.cumsum(weights / weights.sum())
    topics = max(1, count // 100)
    small, words = random.Random(7), [str(w) for w in general[200:]]
    before: list[tuple[str, str]] = []
    manners = list(MANNERS)
    for i in range(count):
        if i % 10 == 9:
            manner = manners[i // 10 % len(manners)]
            (name, text), (_, other) = small.choice(before), small.choice(before)
            yield f"p{i}", MANNERS[manner](text, small, words, other), f"{name}/{manner}"
            continue
        length = int(chance.integers(180, 420))
        told = general[np.searchsorted(chances, chance.random(length))].astype(object)
        topic = int(chance.integers(topics))
        at = chance.random(length) < 0.15
        told[at] = [f"N{topic}{chr(97 + n)}x" for n in chance.integers(26, size=int(at.sum()))]
        text = "\n".join(" ".join(told[k : k + 22]) + "." for k in range(0, length, 22))
        if len(before) < 5000:
            before.append((f"p{i}", text))
        else:
            before[i % 5000] = (f"p{i}", text)
        yield f"p{i}", text, None


def run_scale(count: int) -> int:
    """Group so many pages, add one more, and do what datasketch does in the same run."""
    docs, made = [], {}
    for i, (name, text, source) in enumerate(make_pages(count, np.random.default_rng(3))):
        docs.append(page(name, text, i * 300 // count))
        if source:
            made[name] = source
    before = peak()
    started = time.process_time()
    copies = Copies(docs)
    wordings, kinships = copies.find()
    ours = count / (time.process_time() - started)
    print(
        f"{count} pages: {ours:.0f} a second, peak {peak():.0f} MiB, "
        f"of which the pages {before:.0f} MiB; {len(wordings)} wordings"
    )
    by_id = {k.doc_id: k for k in kinships}
    hits: dict[str, list[bool]] = defaultdict(list)
    for name, source in made.items():
        root, manner = source.split("/")
        passages = {piece.doc_id for piece in by_id[name].copied}
        hits[manner].append(by_id[name].wording == by_id[root].wording or root in passages)
    print("recall", "  ".join(f"{m} {sum(h) / len(h):.3f}" for m, h in hits.items()))
    right = sum(1 for k in kinships if k.relation != "own" and k.doc_id in made)
    print(f"precision {right / max(1, sum(k.relation != 'own' for k in kinships)):.4f}")
    times = []
    for i in range(20):
        doc = page(f"new{i}", docs[i * count // 20].text[40:], 310)
        started = time.process_time()
        copies.add(doc)
        times.append(time.process_time() - started)
    print(
        f"adding one page: median {np.median(times) * 1000:.1f} ms, worst {max(times) * 1000:.1f}"
    )
    theirs = rate_datasketch(docs[: min(count, 20_000)])
    print(f"datasketch {theirs:.0f} a second; ratio {ours / theirs:.2f}")
    return int(ours < theirs)


def rate_datasketch(docs: Sequence[Document]) -> float:
    """MinHash of runs of five words, query and insert, a page after the other."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - a bench-only dependency

    started = time.process_time()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    for doc in docs:
        words = re.findall(r"\w+", doc.text.casefold())
        runs = {" ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4))}
        sketch = MinHash(num_perm=128)
        sketch.update_batch(list(runs))
        index.query(sketch)
        index.insert(doc.id, sketch)
    return len(docs) / (time.process_time() - started)


def peak() -> float:
    """The most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["found", *rest] if len(rest) < 2:
            sys.exit(run_found(Path(rest[0]) if rest else None))
        case ["scale", *rest] if len(rest) < 2:
            sys.exit(run_scale(int(rest[0]) if rest else 200_000))
        case _:
            sys.exit(__doc__)
