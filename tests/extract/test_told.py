"""Short pages of our own, read whole: which steps they tell, and that look-alikes tell none.

`tests/told/pages.yaml` holds them: agency prose on many pairs, and what only looks like it (people
who go home, work abroad, are rescued or extradited, deals on other things). Floors only go up.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from factory import document
from pactwatch.config import Settings
from pactwatch.divide import divide_document
from pactwatch.domain import load_pack
from pactwatch.extract.readers import Readers, load_readers
from pactwatch.nouns import Reading

PAGES: list[dict[str, Any]] = YAML(typ="safe").load(
    (Path(__file__).parents[1] / "told/pages.yaml").read_text(encoding="utf-8")
)

#: The least that must be reached over all pages: of steps, and of pairs alone.
LEAST = {"steps": (0.88, 0.84), "pairs": (0.91, 0.86)}

#: Who tells one of these tells that there was an agreement.
BEYOND = {"signed", "ratified", "in_force", "operational", "suspended", "blocked", "ended"} | {
    "ruled_unlawful"
}


@lru_cache(maxsize=1)
def readers() -> Readers:
    """The readers that ship; loaded once for all tests here."""
    return load_readers(load_pack("transfers"), Settings())


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    reading = readers().read(divide_document(document(text)))
    assert isinstance(reading, Reading)
    return reading


def steps_of(text: str, kind: str, status: str | None = None) -> set[str]:
    """SENDER-RECEIVER status, of all that a page tells as having happened."""
    return {
        f"{c.value('sending')}-{c.value('receiving')} {status or c.value('status')}"
        for c in read(text).claims
        if c.kind == kind and c.factuality in ("asserted", "reported")
    }


def figures() -> dict[str, tuple[float, float]]:
    """Precision and recall over all pages, of steps and of pairs."""
    counts = {"steps": [0, 0, 0], "pairs": [0, 0, 0]}
    for page in PAGES:
        wanted, may = set(page["steps"]), set(page.get("may", ()))
        may |= {f"{step.split()[0]} agreed" for step in wanted if step.split()[1] in BEYOND}
        may |= steps_of(page["text"], "transfer", "operational")
        got = steps_of(page["text"], "arrangement")
        for name, cut in (("steps", None), ("pairs", 0)):
            want, found, extra = (
                {s if cut is None else s.split()[0] for s in some} for some in (wanted, got, may)
            )
            hit = len(want & found)
            tally = counts[name]
            tally[0] += hit
            tally[1] += hit + len(found - want - extra)
            tally[2] += len(want)
    return {n: (hit / max(1, told), hit / asked) for n, (hit, told, asked) in counts.items()}


def test_pages_are_read_as_they_tell() -> None:
    """Precision and recall of steps and pairs hold over all short pages together."""
    for name, found in figures().items():
        least = LEAST[name]
        assert found[0] >= least[0], f"{name}: precision {found[0]:.3f} < {least[0]}"
        assert found[1] >= least[1], f"{name}: recall {found[1]:.3f} < {least[1]}"


@pytest.mark.parametrize(
    "text",
    [
        "Reports that Norway deported 30 Afghans to Ghana last week are false, the police said.",
        "The minister denied having received migrants deported from Norway to Ghana.",
        "Ghana rejected reports that it had taken in 30 migrants deported by Norway.",
        "Norway almost deported 30 migrants to Ghana last week.",
        "Norway wanted to deport 30 migrants to Ghana.",
        "Had Norway deported the 30 migrants to Ghana, a court would have stopped it.",
        "Migrants who are deported from Norway to Ghana will be housed near Accra.",
        "Five footballers fly from Oslo to Ghana, where migrants are not welcome.",
    ],
)
def test_what_did_not_happen_moves_nobody(text: str) -> None:
    """What is denied, wanted, missed by a hair or yet to come is no transfer."""
    assert steps_of(text, "transfer", "operational") == set()


@pytest.mark.parametrize(
    "told",
    [
        "Norway is negotiating with Ghana, Kenya and Malawi on taking in deported migrants.",
        "Norway is in talks with Ghana, Kenya and Malawi about deported migrants.",
        "Three African states - Ghana, Kenya and Malawi - have agreed to take migrants deported by Norway.",
        "Countries such as Ghana, Kenya and Malawi have agreed to accept migrants deported by Norway.",
        "Norway signed deals with the governments of Ghana, Kenya and Malawi on deported migrants.",
    ],
)
def test_every_receiver_of_a_list_is_named(told: str) -> None:
    """A list of receivers makes a pair each with the sender that is named beside them."""
    pairs = {step.split()[0] for step in steps_of(told, "arrangement")}
    assert pairs == {"NOR-GHA", "NOR-KEN", "NOR-MWI"}


@pytest.mark.parametrize(
    "text",
    [
        "Norway signed a deal with a Central African country to take in deported migrants.",
        "Norway is looking for countries willing to take in deported migrants, its minister said in Ghana.",
        "Norway has agreed with third countries to deport migrants there.",
    ],
)
def test_an_unnamed_state_stays_unnamed(text: str) -> None:
    """No state of the page is put in the place of one that it leaves unnamed."""
    assert steps_of(text, "arrangement") == set()
