"""One word per idea: the glossary's unused synonyms stand in no name of the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pactwatch import config

ROOT = Path(config.__file__).parent
GLOSSARY = ROOT.parents[1] / "docs" / "glossary.md"

ROW = re.compile(r"^\| (?P<word>[a-z ]+) \| (?P<means>[^|]+) \| (?P<unused>[^|]+) \|$", re.M)


def unused_words() -> dict[str, str]:
    """Each synonym that we do not use, with the word that we do."""
    rows = ROW.finditer(GLOSSARY.read_text(encoding="utf-8"))
    return {
        unused.strip(): row["word"]
        for row in rows
        if row["word"] != "word"
        for unused in row["unused"].split(",")
    }


def names_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The names that a module gives: functions, classes, arguments, variables, fields."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, node.lineno
            case ast.ClassDef(name=name):
                yield re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name), node.lineno
            case ast.arg(arg=name):
                yield name, node.lineno
            case ast.Name(id=name, ctx=ast.Store()):
                yield name, node.lineno


def says(name: str, word: str) -> bool:
    """Whether a name is the word, or has it among its own words in a row."""
    plural = word[:-1] + "ies" if word.endswith("y") else word + "s"
    own = f"_{name.lower().strip('_')}_"
    return f"_{word}_" in own or f"_{plural}_" in own


def test_glossary_is_read() -> None:
    """The table is found, and no word is both used and unused."""
    unused = unused_words()
    assert len(unused) >= 60
    assert unused["publisher_name"] == "outlet"
    assert not set(unused) & set(unused.values())


def test_no_name_has_an_unused_synonym() -> None:
    """Names in the code use the glossary's word for an idea, and none of the synonyms beside it."""
    unused = unused_words()
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name} ({word}: say {unused[word]})"
        for path in sorted(ROOT.rglob("*.py"))
        for name, line in names_in(ast.parse(path.read_text(encoding="utf-8")))
        for word in unused
        if says(name, word)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["entity", "entities_by_id", "Entity", "_entity", "find_webpage"])
def test_synonym_is_seen_within_a_name(name: str) -> None:
    """A synonym is seen as one of a name's words, and not within a longer word."""
    tree = ast.parse(f"class {name}: ...")
    seen = [one for one, _ in names_in(tree)]
    synonyms = {"entity", "webpage"}
    assert any(says(one, word) for one in seen for word in synonyms)
    assert not says("identity", "entity")


def test_no_string_is_called_doc() -> None:
    """`doc` is a document: no argument of that name is a string."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.arg) and node.arg == "doc"
        if isinstance(node.annotation, ast.Name) and node.annotation.id == "str"
    ]
    assert not found
