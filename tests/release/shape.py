"""A JSON value against a JSON Schema: the few keywords that our schema uses, all others refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (type(None),),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}
KNOWN = {
    *("$schema", "$defs", "$ref", "title", "type", "properties", "required", "items", "enum"),
    *("additionalProperties", "const", "pattern", "minItems", "maxItems", "anyOf"),
}


def faults(value: Any, rule: dict[str, Any], root: dict[str, Any], at: str = "$") -> Iterator[str]:
    """Where a value breaks a rule: a path, and what was expected there."""
    assert set(rule) <= KNOWN, f"{at}: the schema uses {set(rule) - KNOWN}"
    if "$ref" in rule:
        rule = root["$defs"][rule["$ref"].removeprefix("#/$defs/")]
    if not _has_type(value, rule):
        yield f"{at}: {value!r} is no {rule['type']}"
        return
    if "const" in rule and value != rule["const"]:
        yield f"{at}: {value!r} is not {rule['const']!r}"
    if "enum" in rule and value not in rule["enum"]:
        yield f"{at}: {value!r} is none of {rule['enum']}"
    if isinstance(value, str) and not re.search(rule.get("pattern", ""), value):
        yield f"{at}: {value!r} does not fit {rule['pattern']}"
    if isinstance(value, dict):
        yield from _faults_of_object(value, rule, root, at)
    if isinstance(value, list):
        if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)):
            yield f"{at}: {len(value)} items"
        for i, item in enumerate(value):
            yield from faults(item, rule.get("items", {}), root, f"{at}[{i}]")
    choices = rule.get("anyOf", [])
    if choices and all(any(faults(value, choice, root, at)) for choice in choices):
        yield f"{at}: fits none of {len(choices)} shapes"


def _has_type(value: Any, rule: dict[str, Any]) -> bool:
    names = rule.get("type", list(TYPES))
    names = [names] if isinstance(names, str) else names
    wanted = tuple(kind for name in names for kind in TYPES[name])
    return isinstance(value, wanted) and (not isinstance(value, bool) or bool in wanted)


def _faults_of_object(
    value: dict[str, Any], rule: dict[str, Any], root: dict[str, Any], at: str
) -> Iterator[str]:
    for key in rule.get("required", []):
        if key not in value:
            yield f"{at}: lacks {key!r}"
    other = rule.get("additionalProperties", {})
    for key, item in value.items():
        known = rule.get("properties", {}).get(key)
        if known is not None:
            yield from faults(item, known, root, f"{at}.{key}")
        elif other is False:
            yield f"{at}: {key!r} is not in the contract"
        else:
            yield from faults(item, other, root, f"{at}.{key}")
