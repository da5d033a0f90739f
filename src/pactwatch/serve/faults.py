"""What a request has at fault → words for whoever typed it, and the same page without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError

from pactwatch.serve.failures import Refused, WayOn
from pactwatch.serve.wording import mark, translate

#: Sort of fault → how it is told. What it has, and what was expected, stand beside its name.
SAID = {
    "literal_error": mark("{name}: “{given}” is not among {expected}"),
    "greater_than_equal": mark("{name}: “{given}” is too small, expected {ge} or more"),
    "less_than_equal": mark("{name}: “{given}” is too large, expected {le} or less"),
    "int_parsing": mark("{name}: “{given}” is no number"),
    "string_too_long": mark("{name}: too long, expected {max_length} characters at most"),
    "value_error": mark("{name}: {error}"),
}
OTHERWISE = mark("{name}: {message}")
SHOWN = 80  #: characters of what was typed


def refusal_of(error: RequestValidationError) -> Refused:
    """What the framework finds at fault, each parameter in words."""
    found = error.errors()
    names = dict.fromkeys(str(one["loc"][-1]) for one in found if one["loc"][0] == "query")
    return Refused("; ".join(map(_say, found)) + ".", at_fault=names)


def _say(found: Mapping[str, Any]) -> str:
    told = {
        **found.get("ctx", {}),
        "name": ".".join(map(str, found["loc"][1:])).replace("_", " ").capitalize(),
        "given": str(found.get("input", ""))[:SHOWN],
        "message": found["msg"],
    }
    if found["type"] == "literal_error":
        told["expected"] = str(told["expected"]).removeprefix("'', ").replace("'", "")
    return translate(SAID.get(found["type"], OTHERWISE)).format(**told)


def way_without(request: Request, at_fault: Sequence[str]) -> tuple[WayOn, ...]:
    """The page that was asked for, without the parameters at fault; none where there are none."""
    if not any(one in request.query_params for one in at_fault):
        return ()
    match at_fault:
        case ("as_of",):
            title = translate("The same as it is known now")
        case ("page",):
            title = translate("The list from its beginning")
        case _:
            title = translate("The same page without this")
    return (
        WayOn(
            href=str(request.url.remove_query_params(at_fault).replace(scheme="", netloc="")),
            title=title,
        ),
    )
