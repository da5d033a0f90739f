"""Noun ↔ JSON text, for the columns that hold a noun or a value whole."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pactwatch.ids import canonical
from pactwatch.nouns import Value


def to_json(noun: object) -> str:
    """A noun, a value or a tuple of them as canonical JSON; equal ones give equal text."""
    return canonical(_plain(noun))


def from_json(shape: Any, text: str) -> Any:
    """JSON text → what `to_json` was given, if it had this shape (`Claim`, `tuple[Range, ...]`)."""
    make = _maker(shape)
    data = json.loads(text)
    return data if make is None else make(data)


@lru_cache(maxsize=8_192)
def value_from_json(text: str) -> Value:
    """A slot's value; made once, as nothing changes it and most claims have those of others."""
    value: Value = from_json(Value, text)
    return value


def _plain(noun: object) -> object:
    if dataclasses.is_dataclass(noun) and not isinstance(noun, type):
        return {f.name: _plain(getattr(noun, f.name)) for f in dataclasses.fields(noun)}
    if isinstance(noun, tuple):
        return [_plain(part) for part in noun]
    return noun


Make = Callable[[Any], Any]


@lru_cache(maxsize=512)
def _maker(shape: Any) -> Make | None:
    """What makes a value of this shape of JSON's own; None where nothing is to be made.

    Worked out once a shape, as a page of the browser is made of thousands of values.
    """
    if get_origin(shape) in (Union, UnionType):
        return _union_maker(get_args(shape))
    if dataclasses.is_dataclass(shape):
        return _noun_maker(shape)
    if get_origin(shape) is tuple:
        return _tuple_maker(get_args(shape))
    return None


def _noun_maker(shape: Any) -> Make:
    hints = get_type_hints(shape)
    makers = {name: make for name, hint in hints.items() if (make := _maker(hint)) is not None}

    def make_noun(data: Any) -> Any:
        for name, make in makers.items():
            if name in data:
                data[name] = make(data[name])
        return shape(**data)

    return make_noun


def _tuple_maker(arms: tuple[Any, ...]) -> Make:
    if arms[-1] is Ellipsis:
        make = _maker(arms[0])
        return tuple if make is None else lambda data: tuple(map(make, data))
    makers = [_maker(arm) for arm in arms]
    if not any(makers):
        return tuple
    return lambda data: tuple(
        part if make is None else make(part) for make, part in zip(makers, data, strict=True)
    )


def _union_maker(arms: tuple[Any, ...]) -> Make | None:
    """By JSON's own type: which member of a union a value is."""
    noun = next((_noun_maker(arm) for arm in arms if dataclasses.is_dataclass(arm)), None)
    row = next((_tuple_maker(get_args(arm)) for arm in arms if get_origin(arm) is tuple), None)
    if noun is None and row is None:
        return None

    def make_one(data: Any) -> Any:
        if isinstance(data, dict) and noun is not None:
            return noun(data)
        return row(data) if isinstance(data, list) and row is not None else data

    return make_one
