"""What `show` prints: readable at 80 columns, every value beside its quote, nothing obeyed."""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import claim, document, slot
from pactwatch.domain import load_pack
from pactwatch.errors import ConfigError
from pactwatch.nouns import Discrepancy, Hub, Record, Register, Stance, Step
from pactwatch.reconcile.outlines import make_outlines
from pactwatch.release import Export, screen
from pactwatch.release.asked import find_by_id, find_hubs
from pactwatch.release.terminal import columns, shorten, visible, wrap

PACK = load_pack("transfers")
HUB = PACK.hub


def export_of(*pairs: tuple[str, str], text: str | None = None, outlet: str = "Daily") -> Export:
    """A register with one page, and a hub of each pair that the page proves and disputes."""
    doc = document(text, outlet=outlet) if text else document(outlet=outlet)
    said = claim(doc, slots=(slot(doc, "by", doc.text[:9], doc.text[:9]),), why=("frame x",))
    record = Record(
        id="rec_0a",
        kind=PACK.kinds[1].name,
        slots=tuple((name, None) for name in PACK.kinds[1].slots),
        known_since="2025-05-06",
        grade="B",
        grade_why="2 independent origins",
        origins=2,
        claims=(said.id,),
    )
    first, second = HUB.pair
    step = Step(
        value=HUB.slots[HUB.progress or ""].choices[1],
        date="2025-05",
        known_since="2025-05-06",
        grade="C",
        grade_why="one named origin",
        origins=1,
        claims=(said.id,),
    )
    hubs = tuple(
        Hub(
            id=f"hub_{n}",
            kind=HUB.name,
            key=((first, pair[0]), (second, pair[1]), ("programme", None)),
            standing=step.value,
            history=(step,),
            members=((PACK.kinds[1].plural, (record.id,)),),
        )
        for n, pair in enumerate(pairs)
    )
    disputed = Discrepancy(
        id="dis_0",
        about=record.id,
        field="date",
        kind="date",
        certainty="conditional",
        condition="they agree only if the page was published in April",
        stances=tuple(
            Stance(value=value, claims=(said.id,), origins=1) for value in ("2025-03", "2025-04")
        ),
    )
    register = Register(
        as_of=None,
        documents=(doc,),
        claims=(said,),
        records=(record,),
        hubs=hubs,
        discrepancies=(disputed,),
    )
    shown = replace(register, outlines=make_outlines(register, PACK))
    return Export(register=shown, pack=PACK)


def text_of(lines: object) -> str:
    return "\n".join(line.text for line in lines)  # type: ignore[attr-defined]


def test_list_has_one_line_for_each_hub() -> None:
    """Codes, names, where it stands, grade and support stand on one line of 80 columns."""
    text = text_of(screen.list_hubs(export_of(("USA", "RWA"), ("GBR", "XKX")), width=80))
    assert "USA-RWA  United States to Rwanda" in text
    assert "GBR-XKX  United Kingdom to Kosovo" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "C: one named origin" in text


def test_hub_shows_quotes_with_outlet_and_day() -> None:
    """Each entry of the history stands over the words that tell it, and whose they are."""
    export = export_of(("USA", "RWA"))
    text = text_of(screen.show_hub(export, export.register.hubs[0], width=80))
    assert "May 2025, known since 6 May 2025 (C: one named origin)" in " ".join(text.split())
    assert "“Freedonia agreed on Monday" in text
    assert "Daily, undated, read 6 May 2025" in text
    assert max(map(len, text.splitlines())) <= 80


def test_disagreement_stands_side_by_side() -> None:
    """The sides of a disagreement share a line, with the condition on which it hangs."""
    export = export_of(("USA", "RWA"))
    text = text_of(screen.list_discrepancies(export, width=80))
    assert "March 2025 (1 origin)" in text
    sides = next(line for line in text.splitlines() if "March 2025" in line)
    assert "April 2025 (1 origin)" in sides
    assert "they agree only if" in text


@pytest.mark.parametrize(
    "asked",
    ["USA-RWA", "usa-rwa", "United States to Rwanda", "US → Rwanda", "the U.S. -> RWA", "Rwanda"],
)
def test_pair_is_found_by_code_and_by_name(asked: str) -> None:
    """A person names a pair as they would; one state names all the pairs it is in."""
    export = export_of(("USA", "RWA"), ("GBR", "XKX"))
    assert [hub.id for hub in find_hubs(export, asked)] == ["hub_0"]


def test_direction_is_part_of_a_pair() -> None:
    """Rwanda to the United States is not the United States to Rwanda."""
    with pytest.raises(ConfigError, match="USA-RWA"):
        find_hubs(export_of(("USA", "RWA")), "RWA-USA")


def test_name_with_a_hyphen_is_one_state() -> None:
    """Guinea-Bissau is one side of a pair, not two."""
    export = export_of(("PRT", "GNB"), ("GIN", "PRT"))
    assert [hub.id for hub in find_hubs(export, "Portugal-Guinea-Bissau")] == ["hub_0"]
    assert [hub.id for hub in find_hubs(export, "Guinea-Bissau")] == ["hub_0"]


def test_id_is_found_by_its_beginning() -> None:
    """An id may be cut short where it stays the only one; else the person is told."""
    export = export_of(("USA", "RWA"), ("GBR", "XKX"))
    said = export.register.claims[0]
    assert find_by_id(export, said.id[:8]) == said
    with pytest.raises(ConfigError, match="several"):
        find_by_id(replace(export, register=replace(
            export.register, claims=(said, replace(said, id=said.id + "0"))
        )), said.id[:8])  # fmt: skip


def test_claim_says_why_it_was_made() -> None:
    """`--why` gives the quote, the words behind each value, and the rule."""
    export = export_of(("USA", "RWA"))
    text = text_of(screen.show_claim(export, export.register.claims[0], width=80))
    assert "by: Freedonia, from “Freedonia”" in text
    assert "why: frame x" in text


HOSTILE = "\x1b[2J\u202eeel\x07\u2028[bold]x[/]\r\x9b31m"


def test_no_view_lets_commands_through() -> None:
    """Whatever a page and its outlet hold, no view prints what a terminal would obey."""
    export = export_of(("USA", "RWA"), text=f"A{HOSTILE}nd so on and on. " * 3, outlet=HOSTILE)
    register = export.register
    lines = [
        *screen.list_hubs(export, width=80),
        *screen.show_hub(export, register.hubs[0], width=80),
        *screen.show_record(export, register.records[0], width=80),
        *screen.show_claim(export, register.claims[0], width=80),
        *screen.show_document(export, register.documents[0], width=80),
        *screen.list_discrepancies(export, width=80),
        *screen.list_documents(export, width=80),
    ]
    assert not [char for line in lines for char in line.text if unicodedata.category(char) in
                ("Cc", "Cf", "Cs", "Zl", "Zp")]  # fmt: skip
    assert any("[bold]x[/]" in line.text for line in lines)


@given(text=st.text(), width=st.integers(40, 100))
def test_any_text_is_wrapped_visibly(text: str, width: int) -> None:
    """Any text becomes lines within the width, without controls, and loses no visible character."""
    lines = list(wrap(text, width=width, indent=2, hang=2))
    assert all(len(line.text) <= width for line in lines)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(visible(text).split())
    assert all(len(line.text) <= width for line in columns([[text], [text]], width=width))
    assert len(shorten(text, width)) <= width


@given(
    st.text(alphabet="ab -—\u2009\u00a0\t\n\u200bé…“” ", max_size=80),
    st.integers(1, 40), st.integers(0, 6), st.integers(0, 6),
)  # fmt: skip
def test_lines_are_folded_as_textwrap_folds_them(
    text: str, width: int, indent: int, hang: int
) -> None:
    """The quick way gives the lines that `textwrap` gives."""
    lines = [line.text for line in wrap(text, width=width, indent=indent, hang=hang)]
    assert lines == textwrap.wrap(
        visible(text), max(width, indent + hang + 20), initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang), break_on_hyphens=False,
    )  # fmt: skip
    cells = [line.text for line in columns([[text]], width=width)]
    assert cells == textwrap.wrap(visible(text), max(width, 12), break_on_hyphens=False)
