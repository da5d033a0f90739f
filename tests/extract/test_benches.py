"""One court has several names on a page; it is told once, under the fullest."""

from __future__ import annotations

import pytest

from extract.conftest import ReadText

PAGES = [
    (
        "Norway signed a deal with Ghana to send asylum seekers there. Five Constitutional Court judges "
        "ruled that the transfer of the asylum seekers was unlawful.",
        {"Constitutional Court"},
    ),
    (
        "Court in Norway lets state send asylum seekers to Ghana\n\n"
        "Norway signed a deal with Ghana to send asylum seekers there. The Borgarting Court of Appeal "
        "allowed the transfers on Monday.",
        {"Borgarting Court of Appeal"},
    ),
    (
        "Top court freezes transfers of asylum seekers to Ghana\n\n"
        "Norway signed a deal with Ghana to send asylum seekers there. Norway's Supreme Court on Friday "
        "froze the transfers of asylum seekers to Ghana. The Norwegian Supreme Court said so in a note.",
        {"Norway's Supreme Court"},
    ),
    (
        "Norway signed a deal with Ghana to send asylum seekers there. The Oslo District Court blocked "
        "the removal of the asylum seekers on Monday. Judge Kari Lund blocked it for 14 days.",
        {"Oslo District Court"},
    ),
    (  # near miss: who allows is no judge of the court that blocked
        "Norway signed a deal with Ghana to send asylum seekers there. The Oslo District Court blocked "
        "the removal of the asylum seekers on Monday. Judge Kari Lund allowed the deportation of a man.",
        {"Oslo District Court", "Judge Kari Lund"},
    ),
    (  # near miss: courts of two states
        "Australia signed a deal with Nauru to send detainees there. Australia's Supreme Court found the "
        "transfers of detainees to Nauru unlawful. Nauru's Supreme Court found the transfers lawful.",
        {"Australia's Supreme Court", "Nauru's Supreme Court"},
    ),
    (  # courts of which none is named have ruled on no deal
        "Norway signed a deal with Ghana to send asylum seekers there. International courts found that "
        "the detention of asylum seekers was unlawful.",
        set(),
    ),
]


@pytest.mark.parametrize(("text", "named"), PAGES)
def test_one_bench_is_told_under_one_name(read: ReadText, text: str, named: set[str]) -> None:
    """A headline's court, a state's own court under two names and its judge are one; others are not."""
    claims = [c for c in read(text).claims if c.kind == "ruling"]
    assert {c.value("court") for c in claims} == named
