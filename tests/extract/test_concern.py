"""Concern: whether a page as a whole concerns the domain or only looks like it."""

from __future__ import annotations

from functools import lru_cache

import pytest

from factory import document
from pactwatch.config import Settings
from pactwatch.divide import divide_document
from pactwatch.domain import ConcernFile, WordGroup, load_pack
from pactwatch.extract.concern import Concern
from pactwatch.extract.page import Page, read_page
from pactwatch.extract.parse import Parser
from pactwatch.extract.specification import specify

OTHERS = (
    "Norway deported 30 migrants from third countries to Ghana under an agreement with Accra. "
    "None of the deportees had ties to the country."
)
OWN = (
    "Norway deported 30 Ghanaians to Ghana, where their families met them. The returnees were "
    "repatriated on a chartered flight, and are glad to be back home."
)


@lru_cache(maxsize=4)
def page(text: str) -> Page:
    pack = load_pack("transfers")
    return read_page(divide_document(document(text)), Parser(Settings().pipeline), specify(pack))


def test_others_sent_on_concern_the_domain_and_own_people_do_not() -> None:
    """People who go to a state that is not theirs make a page of the domain; people who go home don't."""
    concern = Concern(load_pack("transfers").concern)
    assert concern.judge(page(OTHERS)).concerns
    assert not concern.judge(page(OWN)).concerns


def test_a_score_is_the_sum_of_its_shares() -> None:
    """Each share can be read, the weightiest first, and nothing else goes into the score."""
    rules = load_pack("transfers").concern
    verdict = Concern(rules).judge(page(OTHERS))
    sizes = [abs(share) for _, share in verdict.shares]
    assert sizes == sorted(sizes, reverse=True)
    assert verdict.score == pytest.approx(rules.bias + sum(s for _, s in verdict.shares))
    assert all(name in verdict.words for name, _ in verdict.shares)


def test_words_are_found_at_the_start_of_words() -> None:
    """A beginning counts wherever a word begins with it, and nowhere within one."""
    rules = ConcernFile(least=0.1, groups={"moves": WordGroup(weight=1.0, words=("port",))})
    assert not Concern(rules).judge(page(OWN)).concerns
    rules = ConcernFile(least=0.1, groups={"moves": WordGroup(weight=1.0, words=("deport",))})
    assert Concern(rules).judge(page(OWN)).concerns


def test_a_pack_without_groups_keeps_every_page() -> None:
    """Without the file a pack's readers read what they are given."""
    assert Concern(ConcernFile()).judge(page(OWN)).concerns


def test_what_hangs_on_a_deal_shows_the_domain_from_a_bound_on() -> None:
    """A pack may ask more of a page whose only claims are of kinds that other fields have too."""
    groups = {"moves": WordGroup(weight=1.0, words=("deport",))}
    low, high = (
        Concern(ConcernFile(alone={"protest": bound}, groups=groups)).judge(page(OTHERS))
        for bound in (0.5, 9.0)
    )
    assert low.silent == frozenset()
    assert high.silent == {"protest"}


def test_a_page_may_be_sure_to_concern_the_domain() -> None:
    """From the pack's upper bound on a page concerns it, whatever can be read; without one none does."""
    groups = {"moves": WordGroup(weight=1.0, words=("deport",))}
    assert Concern(ConcernFile(sure=0.5, groups=groups)).judge(page(OTHERS)).is_sure
    assert not Concern(ConcernFile(sure=9.0, groups=groups)).judge(page(OTHERS)).is_sure
    assert not Concern(ConcernFile(groups=groups)).judge(page(OTHERS)).is_sure
