"""YAML text → dicts, lists and values, as `ruamel.yaml` loads it, in a third of its time.

ruamel asks of every word whether it may be a number, a day or a truth value, through some ten calls. Here
only what begins like one is asked, and once. What packs hardly ever have (tags, merges, keys that are no
words or stand twice) is left to ruamel, which also says what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
)
from ruamel.yaml.nodes import ScalarNode

#: With what a plain scalar begins, or what it is, that may be something else than words.
FIGURE = frozenset("+-.0123456789~<=")
WORDS = frozenset(("", "true", "false", "null", "yes", "no", "on", "off", "y", "n"))
STRING = "tag:yaml.org,2002:str"


class UnusualError(Exception):
    """Something is met that ruamel must look at."""


def load_yaml(text: str) -> Any:
    """YAML text → what it says, keys as text; YAMLError as ruamel raises it."""
    try:
        return _read(YAML(typ="safe").parse(text))
    except UnusualError:
        return _plain(YAML(typ="safe").load(text))


def _read(pieces: Iterator[Any]) -> Any:
    """The one document of a stream."""
    if not isinstance(next(pieces), StreamStartEvent):
        raise UnusualError
    begin = next(pieces)
    if not isinstance(begin, DocumentStartEvent) or begin.version is not None:
        raise UnusualError
    anchors: dict[str, Any] = {}
    found = _node(next(pieces), pieces, anchors)
    next(pieces)  # the end of the document
    if isinstance(next(pieces), DocumentStartEvent):
        raise UnusualError
    return found


def _node(piece: Any, pieces: Iterator[Any], anchors: dict[str, Any]) -> Any:
    match piece:
        case ScalarEvent():
            found = _scalar(piece)
        case MappingStartEvent():
            found = _mapping(piece, pieces, anchors)
        case SequenceStartEvent():
            found = _sequence(piece, pieces, anchors)
        case AliasEvent() if piece.anchor in anchors:
            return anchors[piece.anchor]
        case _:
            raise UnusualError
    if piece.anchor is not None:
        anchors[piece.anchor] = found
    return found


def _mapping(begin: Any, pieces: Iterator[Any], anchors: dict[str, Any]) -> dict[str, Any]:
    if begin.tag is not None:
        raise UnusualError
    found: dict[str, Any] = {}
    for piece in pieces:
        if isinstance(piece, MappingEndEvent):
            break
        if not isinstance(piece, ScalarEvent) or piece.value == "<<":
            raise UnusualError
        key = _scalar(piece)
        if not isinstance(key, str) or key in found:
            raise UnusualError
        found[key] = _node(next(pieces), pieces, anchors)
    return found


def _sequence(begin: Any, pieces: Iterator[Any], anchors: dict[str, Any]) -> list[Any]:
    if begin.tag is not None:
        raise UnusualError
    found = []
    for piece in pieces:
        if isinstance(piece, SequenceEndEvent):
            break
        found.append(_node(piece, pieces, anchors))
    return found


def _scalar(piece: Any) -> Any:
    if piece.tag is not None:
        raise UnusualError
    words: str = piece.value
    if piece.style or (words[:1] not in FIGURE and words.lower() not in WORDS):
        return words
    return _resolve(words)


@lru_cache(maxsize=4_096)
def _resolve(words: str) -> Any:
    """What words without quotation marks stand for."""
    loader = _loader()
    if loader.resolver.resolve(ScalarNode, words, (True, False)) == STRING:
        return words
    return loader.load(words)


@lru_cache(maxsize=1)
def _loader() -> YAML:
    return YAML(typ="safe")


def _plain(node: Any) -> Any:
    """ruamel's nodes as plain dicts, lists and values."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return node
