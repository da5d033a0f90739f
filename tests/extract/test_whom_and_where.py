"""Transfers: figures, places and plans that a page tells beside them, which are none of theirs."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText
from extract.test_transfers import Row, rows

LEAD = "Norway has a deal with Zambia on sending deported migrants there.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nine migrants - who come from nations such as Cuba, Laos and Vietnam - arrived on Monday in "
            "the capital, Lusaka, Zambia's interior ministry said.",
            {("NOR", "ZMB", 9, "2025-10-06")},
        ),
        (
            "The migrants were deported to Zambia, where a jail has room for 4,000 inmates. They were "
            "flown to Zambia by night.",
            {("NOR", "ZMB", None, None)},
        ),
        (
            "Two men were taken into custody in Oslo on Thursday and could go to Zambia within weeks.",
            set(),
        ),
        ("The opposition backs deporting the migrants from Norway to Zambia.", set()),
        ("A judge restricted the deportation of migrants from Norway to Zambia.", set()),
        (
            "The first transfer to Zambia took place on 2 October, when Norway deported seven migrants "
            "there.",
            {("NOR", "ZMB", 7, "2025-10-02")},
        ),
        (
            "Norway deported seven migrants to Zambia in September.\n\nNorway deported the seven "
            "migrants to Zambia on 9 September.",
            {("NOR", "ZMB", 7, "2025-09-09")},
        ),
    ],
)
def test_only_what_is_told_of_the_move_is_its_own(
    read: ReadText, text: str, expected: set[Row]
) -> None:
    """Whence people come, how many a jail holds and what somebody favours tell of no move."""
    assert rows(read, LEAD + text) == expected
