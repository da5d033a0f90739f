"""The engine knows no domain: no kind, slot or choice of a pack stands in its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import pactwatch
from pactwatch.domain import load_pack

ROOT = Path(pactwatch.__file__).parent

#: Slots that every domain has.
GENERIC = {"by", "about", "value", "unit", "number", "date"}

#: Names of the pack that are also the engine's own, anywhere in it, and why.
ALLOWED = {
    "published": "a page's publication day: `Document.published`, `documents[].published`",
    "denied": "one of the contract's factualities, of whatever kind the claim is",
    "role": "who speaks has a role: `Voice.role`, `said_by.role`, `Speech.role`",
    "speaker": "the noun `Speaker`, exported under `speakers` by every pack",
    "to": "where a `Link` leads, and a preposition of English",
    "standing": "what a hub's history has come to: `Hub.standing`",
    "none": "an English word, and the name of an absent reader, cleaner or cue",
    "status": "one of the contract's kinds of discrepancy",
    "cause": "one of the contract's kinds of discrepancy",
    "total": "a sum",
    "counts": "numbers that were counted",
    "transfers": "the name of the pack that is read unless another is named",
    "direct": "how words are quoted; Speech names the slot that takes it",
    "indirect": "the same",
    "mixed": "the same",
}

#: The same within one folder or file.
ALLOWED_IN = {
    ("blocks", "divide/"): "blocks of text",
    ("blocks", "reconcile/"): "what is compared with each other, as record linkage calls it",
    ("cap", "nouns/"): "prefix of the ids of captures",
    ("case", "extract/"): "a label of spaCy's dependencies",
    ("event", "store/"): "SQLAlchemy's module of this name",
    ("ended", "store/"): "the table of ended runs",
    ("statements", "prove/"): "the public benchmark of this name",
    ("terms", "store/"): "under what a capture is taken in: what is given of it, and its readers",
    ("terms", "workers/"): "the same",
    ("statements", "cli/"): "the option `--statements`, which shows the pack's kind of utterance",
    ("held", "collect/"): "how many bytes an archive holds",
    ("held", "extract/specification.py"): "the set of what was found",
    ("refused", "collect/"): "why an input was refused",
    ("step", "domain/"): "a step on the way to a node of a YAML tree",
    ("proposed", "extract/factuality.py"): "an English word that makes a noun a plan",
    ("programme", "extract/factuality.py"): "an English word for a plan",
}


def names_of_pack(name: str) -> set[str]:
    """Kinds, their plurals, slots and choices of a pack, the generic ones aside."""
    found: set[str] = set()
    for kind in load_pack(name).kinds:
        found |= {kind.name, kind.plural, *kind.slots}
        for rule in kind.slots.values():
            found |= set(rule.choices)
    return found - GENERIC


def words_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Identifiers, attributes, arguments and string literals of a module, with their lines."""
    docstrings = {id(node) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        match node:
            case ast.Constant(value=str() as text) if id(node) not in docstrings:
                yield text, line
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                yield name, line
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                yield name, line
            case ast.keyword(arg=str() as name):
                yield name, node.value.lineno
            case ast.MatchAs(name=str() as name) | ast.MatchStar(name=str() as name):
                yield name, line
            case ast.MatchClass(kwd_attrs=attributes):
                yield from ((name, line) for name in attributes)
            case ast.alias(name=name, asname=other):
                yield from ((one, line) for one in (*name.split("."), other) if one)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                yield from ((name, line) for name in names)


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    """Strings that stand as statements: docstrings, wherever they are."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def engine_files() -> list[Path]:
    """The engine's Python, the domains aside."""
    return sorted(p for p in ROOT.rglob("*.py") if "domains" not in p.relative_to(ROOT).parts)


def engine_words() -> list[tuple[str, str]]:
    """Every word of the engine's code, and where it stands."""
    return [
        (word, f"{path.relative_to(ROOT)}:{line}")
        for path in engine_files()
        for word, line in words_in(ast.parse(path.read_text(encoding="utf-8")))
    ]


def is_allowed(word: str, where: str) -> bool:
    """A word of the engine's own, everywhere or at this place."""
    return word in ALLOWED or any(
        word == one and where.startswith(place) for one, place in ALLOWED_IN
    )


def test_engine_names_nothing_of_the_pack() -> None:
    """No name of the transfers pack is an identifier, attribute, argument or whole string."""
    names = names_of_pack("transfers")
    found = [
        f"{where}: {word!r}"
        for word, where in engine_words()
        if word in names and not is_allowed(word, where)
    ]
    assert not found, "ask the pack for these instead:\n" + "\n".join(found)


def test_allowances_are_names_of_the_pack() -> None:
    """An allowance is for a name that the pack has, and is given once."""
    assert set(ALLOWED) <= names_of_pack("transfers")
    assert {word for word, _ in ALLOWED_IN} <= names_of_pack("transfers") - set(ALLOWED)


def test_engine_is_looked_at() -> None:
    """The search sees the rooms: an empty search would prove nothing."""
    assert len(engine_files()) >= 20
    assert any(word == "content_id" for word, _ in engine_words())


@pytest.mark.parametrize(
    "code",
    [
        "sending = 1", "claim.receiving", "f(programme=2)", "def operational(): ...",
        "x = {'nationalities': 1}", "def f(directness): ...", "import transfers",
        "match x:\n    case y as speaker: ...", "x = f'{a}{\"ruling\"}'", "lambda statements: 1",
    ],
)  # fmt: skip
def test_search_sees_a_name(code: str) -> None:
    """A name is seen in whatever part of the code it stands."""
    found = {word for word, _ in words_in(ast.parse(code))}
    assert found & names_of_pack("transfers")


def test_search_passes_over_prose() -> None:
    """A docstring, or a message that holds such a word among others, is no use of the name."""
    tree = ast.parse('def f():\n    """term"""\n    raise ValueError("no term was told")')
    assert not {word for word, _ in words_in(tree)} & names_of_pack("transfers")


def test_templates_name_nothing_of_the_pack() -> None:
    """A page template asks the pack too: none of its expressions holds a name of the pack."""
    names = names_of_pack("transfers") - set(ALLOWED)
    for path in (p for p in ROOT.rglob("*") if p.suffix in {".html", ".j2", ".jinja", ".sql"}):
        if "domains" in path.relative_to(ROOT).parts:
            continue
        words = set(path.read_text(encoding="utf-8").replace(".", " ").split())
        assert not words & names, f"{path}: {sorted(words & names)}"


def test_no_room_for_everything() -> None:
    """A line that fits no room shows that a room is missing; there is no drawer for the rest."""
    drawers = {"utils", "common", "misc", "helpers", "core", "manager", "util", "helper"}
    assert not [p for p in ROOT.rglob("*") if p.stem in drawers]


def test_no_import_of_our_own_inside_a_function() -> None:
    """Our own code is imported at the top, so that the linter of rooms sees it."""
    inside = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in engine_files()
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pactwatch"))
        or (
            isinstance(node, ast.Import) and any(a.name.startswith("pactwatch") for a in node.names)
        )
    ]
    assert not inside


def test_only_config_reads_the_environment() -> None:
    """`config.py` reads the environment once; everybody else is handed the settings."""
    readers = {"environ", "getenv"}
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in engine_files()
        if path.name != "config.py"
        for word, line in words_in(ast.parse(path.read_text(encoding="utf-8")))
        if word in readers
    ]
    assert not found


def test_spans_are_cut_only_from_their_document() -> None:
    """`Span(...)` is called nowhere: only `Span.cut`, so that a quote equals its slice."""
    called = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in engine_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Span"
    ]
    assert not called


#: What opens connections, or speaks to who does.
OUTWARD = {
    "scrapy",
    "twisted",
    "socket",
    "ssl",
    "urllib.request",
    "http.client",
    "requests",
    "httpx",
}


def test_only_collect_opens_connections() -> None:
    """Who asks the world for something, does it through `collect/`, where addresses are checked."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in engine_files()
        if path.relative_to(ROOT).parts[0] != "collect"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom)
            else [one.name for one in node.names] if isinstance(node, ast.Import) else []
        )
        if name in OUTWARD or name.split(".")[0] in OUTWARD
    ]  # fmt: skip
    assert not found
