"""What the tests of reading stand on: the readers and the parser that ship, loaded once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factory import document
from pactwatch.config import Settings
from pactwatch.divide import divide_document
from pactwatch.domain import Pack, load_pack
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.page import Page, read_page
from pactwatch.extract.parse import Parser, Sentence
from pactwatch.extract.readers import Readers, load_readers
from pactwatch.extract.specification import Specification, specify
from pactwatch.nouns import Reading

ReadText = Callable[..., Reading]
ParseText = Callable[[str], Sentence]
MarkText = Callable[[str], tuple[Sentence, Marks]]
PageOf = Callable[[str], Page]


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The pack that ships."""
    return load_pack("transfers")


@pytest.fixture(scope="session")
def readers(pack: Pack) -> Readers:
    """The readers that the default settings name."""
    return load_readers(pack, Settings())


@pytest.fixture(scope="session")
def spec(pack: Pack) -> Specification:
    """What the readers look up in the pack."""
    return specify(pack)


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The parser of the default settings."""
    return Parser(Settings().pipeline)


@pytest.fixture(scope="session")
def parse(parser: Parser) -> ParseText:
    """One sentence, parsed, at offset 0."""
    return lambda text: parser.parse([(text, 0)])[0]


@pytest.fixture(scope="session")
def mark(parse: ParseText, spec: Specification) -> MarkText:
    """One sentence with its marks."""

    def marked(text: str) -> tuple[Sentence, Marks]:
        s = parse(text)
        return s, spec.lexicon.mark(s)

    return marked


@pytest.fixture(scope="session")
def page_of(parser: Parser, spec: Specification) -> PageOf:
    """A text as the readers see it: parsed, marked, its phrases and directions found."""
    return lambda text: read_page(divide_document(document(text)), parser, spec)


@pytest.fixture(scope="session")
def read(readers: Readers) -> ReadText:
    """The reading of a text."""

    def reading_of(text: str, **fields: object) -> Reading:
        found = readers.read(divide_document(document(text, **fields)))
        assert isinstance(found, Reading)
        return found

    return reading_of
