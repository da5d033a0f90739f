"""Readers are chosen by a setting, and more can be installed beside the program's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from factory import document
from pactwatch.config import Settings, load_settings
from pactwatch.divide import divide_document
from pactwatch.domain import Pack
from pactwatch.errors import ConfigError, ItemError
from pactwatch.extract.readers import Readers, load_readers
from pactwatch.nouns import Claim, DividedDocument, Issue, Link, Reading, Slot, Span

TEXT = "La Norvège a expulsé 30 migrants vers le Ghana."


class FirstWord:
    """Tells of each French page that its first word is a place where people are held."""

    name = "first-word"
    version = "first-word@1"
    languages = frozenset({"fr"})
    kinds = frozenset({"transfer"})
    links: tuple[Link, ...] = ()

    def read(self, divided: DividedDocument) -> Reading:
        doc = divided.document
        span = Span.cut(doc, 0, doc.text.index(" "))
        slots = (Slot(name="held", value=span.quote, start=span.start, end=span.end),)
        claim = Claim(
            id=Claim.id_of(
                doc_id=doc.id, kind="transfer", spans=((span.start, span.end),), slots=slots
            ),
            kind="transfer",
            doc_id=doc.id,
            span=span,
            slots=slots,
            reader=self.version,
        )
        return Reading(
            doc_id=doc.id,
            readers=self.version,
            in_domain=False,
            claims=(claim,),
            links=self.links,
        )


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package that declares a reader, as pip leaves it."""
    folder = tmp_path / "firstword-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: firstword\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[pactwatch.readers]\nfirst-word = firstword:make\n")
    (tmp_path / "firstword.py").write_text(
        "class Made:\n"
        "    name = version = 'first-word@1'\n"
        "    languages = frozenset({'fr'})\n"
        "    kinds = frozenset()\n"
        "def make(pack, settings, parses):\n"
        "    return Made()\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    yield


@pytest.mark.usefixtures("installed")
def test_an_installed_reader_is_chosen_by_its_name(pack: Pack) -> None:
    """What a package declares under the entry point group can be named in the setting."""
    readers = load_readers(pack, replace(Settings(), readers=("first-word", "frames")))
    assert readers.version.startswith("first-word@1 + frames@")


@pytest.mark.usefixtures("installed")
def test_an_unknown_reader_is_refused_with_those_that_there_are(pack: Pack) -> None:
    """The message names the setting, the wrong name and what could stand there."""
    with pytest.raises(
        ConfigError, match=r"PACTWATCH_READERS: no reader 'frams'.*first-word, fram"
    ):
        load_readers(pack, replace(Settings(), readers=("frams",)))


def test_the_setting_takes_names_between_commas() -> None:
    """Names may stand between commas, spaces or both; nothing said is the default."""
    assert load_settings({"PACTWATCH_READERS": "frames, first-word"}).readers == (
        "frames",
        "first-word",
    )
    assert load_settings({}).readers == ("frames",)


def test_each_page_is_read_by_those_who_have_its_language(pack: Pack, readers: Readers) -> None:
    """A French page is read by the reader for French; without it, an issue says so."""
    page = divide_document(document(TEXT, language="fr"))
    assert isinstance(readers.read(page), Issue)
    found = Readers(pack, [FirstWord()]).read(page)
    assert isinstance(found, Reading)
    assert [claim.span.quote for claim in found.claims] == ["La"]


def test_what_several_readers_find_is_one_reading(pack: Pack) -> None:
    """The same claim of two readers stands once, and the first one's stays."""
    again = FirstWord()
    again.version = "other@1"
    found = Readers(pack, [FirstWord(), again]).read(divide_document(document(TEXT, language="fr")))
    assert isinstance(found, Reading)
    assert [claim.reader for claim in found.claims] == ["first-word@1"]
    assert found.readers == "first-word@1 + other@1"


def test_a_reader_tells_only_what_it_declares(pack: Pack) -> None:
    """A claim of a kind that the reader doesn't declare is refused by name."""
    silent = FirstWord()
    silent.kinds = frozenset()
    with pytest.raises(ItemError, match="'first-word' tells transfer"):
        Readers(pack, [silent]).read(divide_document(document(TEXT, language="fr")))


def test_a_reader_links_only_its_own_claims(pack: Pack) -> None:
    """A link to a claim that is not there would leave a record pointing nowhere."""
    loose = FirstWord()
    loose.links = (Link(claim_id="clm_x", slot="about", to="clm_y"),)
    with pytest.raises(ItemError, match="links a claim"):
        Readers(pack, [loose]).read(divide_document(document(TEXT, language="fr")))
