"""Noun ↔ JSON text, for the columns that hold a noun or a value whole."""

from __future__ import annotations

import dataclasses
import json
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pactwatch.ids import canonical

T = TypeVar("T")


def to_json(noun: object) -> str:
    """A noun, a value or a tuple of them as canonical JSON; equal ones give equal text."""
    return canonical(_plain(noun))


def from_json(shape: Any, text: str) -> Any:
    """JSON text → what `to_json` was given, if it had this shape (`Claim`, `tuple[Range, ...]`)."""
    return _shaped(shape, json.loads(text))


def _plain(noun: object) -> object:
    if dataclasses.is_dataclass(noun) and not isinstance(noun, type):
        return {f.name: _plain(getattr(noun, f.name)) for f in dataclasses.fields(noun)}
    if isinstance(noun, tuple):
        return [_plain(part) for part in noun]
    return noun


@lru_cache(maxsize=64)
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


def _shaped(shape: Any, data: Any) -> Any:
    if get_origin(shape) in (Union, UnionType):
        return _shaped(_arm(get_args(shape), data), data)
    if dataclasses.is_dataclass(shape):
        hints = _hints(shape)  # type: ignore[arg-type]
        return shape(**{key: _shaped(hints[key], value) for key, value in data.items()})  # type: ignore[operator]
    if get_origin(shape) is tuple:
        arms = get_args(shape)
        if arms[-1] is Ellipsis:
            return tuple(_shaped(arms[0], part) for part in data)
        return tuple(_shaped(arm, part) for arm, part in zip(arms, data, strict=True))
    return data


def _arm(arms: tuple[Any, ...], data: Any) -> Any:
    """Which member of a union the data has: told by JSON's own type."""
    match data:
        case None:
            return NoneType
        case dict():
            return next(arm for arm in arms if dataclasses.is_dataclass(arm))
        case list():
            return next(arm for arm in arms if get_origin(arm) is tuple)
        case _:
            return Literal
