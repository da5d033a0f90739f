"""Whose text a page is: agencies as they sign it."""

from __future__ import annotations

import pytest

from factory import document
from pactwatch.domain import load_pack
from pactwatch.group import group

AGENCIES = load_pack("transfers").agencies
BODY = "The harbour council voted late on Monday to build a second quay, its chairman said.\n" * 3


def agency_of(text: str, outlet: str | None = "Evening Star"):
    [kinship] = group((document(text, outlet=outlet),), (), agencies=AGENCIES).kinships
    return kinship.relation, kinship.agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"LARNOW, May 2 (Reuters) - {BODY}", "Reuters"),
        (f"A second quay\n\nLARNOW (AP) — {BODY}", "Associated Press"),
        (f"By Ann Lee, Associated Press\n\n{BODY}", "Associated Press"),
        (f"Agence France-Presse\n\n{BODY}", "Agence France-Presse"),
        (f"{BODY}\nCopyright 2025 The Associated Press. All rights reserved.", "Associated Press"),
        (f"LARNOW, 2 May (Northern Coast Wire) - {BODY}", "Northern Coast Wire"),
        (f"LARNOW, May 2 (NCA) - {BODY}", "NCA"),
    ],
)
def test_text_that_an_agency_signs_is_a_wire_text(text: str, agency: str):
    """Dateline, byline, a line of its own or the notice at the end name the newsroom."""
    assert agency_of(text) == ("wire", agency)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}He told Reuters that silt would choke the channel.",
        f"A crane in Larnow. (Ann Lee/Reuters)\n{BODY}",
        f"The party (Labour) - which lost - {BODY}",
        f"{BODY}The Associated Press contributed to this report.",
        f"Ann Lee (Independent) — {BODY}",
    ],
)
def test_text_that_only_names_an_agency_is_the_outlets_own(text: str):
    """A picture's credit, a medium that was told something or a party's name signs nothing."""
    assert agency_of(text) == ("own", None)


@pytest.mark.parametrize("outlet", ["Northern Coast Agency", "The Northern Coast Agency"])
def test_agency_that_signs_its_own_page_has_written_it(outlet: str):
    """Whoever publishes under the name or the letters that it signs with is the agency."""
    assert agency_of(f"LARNOW, May 2 (NCA) - {BODY}", outlet) == ("own", outlet)


def test_known_agency_needs_no_sign_on_its_own_page():
    """An outlet of the pack's list is the agency."""
    assert agency_of(BODY, "www.reuters.com") == ("own", "Reuters")
