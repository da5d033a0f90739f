"""An id, or a pair of codes → the hub that is meant, or where it is: every page of a hub begins so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Path

from pactwatch.nouns import Outline
from pactwatch.serve.content import Content
from pactwatch.serve.failures import Missing, WayOn
from pactwatch.serve.room import Visit
from pactwatch.serve.telling import name_outline
from pactwatch.serve.wording import translate

Asked = Annotated[
    str, Path(max_length=120, description="An id, or a pair of codes such as AAA-BBB.")
]


def answer_of(here: Visit, asked: str, beneath: str, tell: Callable[[Outline], Content]) -> Content:
    """What a page tells of the hub that is asked for; `beneath`: its path beneath the hub's, which it
    has where the hub is elsewhere too."""
    found = find_hub(here, asked)
    if len(found) == 1 and found[0].id == asked:
        return tell(found[0])
    path, query = f"/{here.pack.hub.plural}/{found[0].id}{beneath}", {"as_of": here.day}
    if len(found) > 1:  # whoever asks chooses
        path, query = "/register", {**query, "q": asked.upper().replace("-", " ")}
    told = urlencode({name: value for name, value in query.items() if value})
    return Content(template="hub.html", title=asked, moved=f"{path}?{told}" if told else path)


def find_hub(here: Visit, asked: str) -> list[Outline]:
    """The hub of this id, or those of this pair; `Missing` where there is none."""
    pack = here.pack
    if asked in here.lines.by_id:
        return [here.lines.by_id[asked]]
    codes = asked.upper().split("-")
    found = here.lines.of_pair(codes)
    if found:
        return found
    now = here.room.lines(here.lookup.at(None)).by_id
    title = pack.hub.title.lower()
    if asked in now:
        raise Missing(
            translate("On {day} no page had told of this {kind} yet.").format(
                day=here.day, kind=title
            ),
            WayOn(href=f"/{pack.hub.plural}/{asked}", title=name_outline(pack, now[asked])),
        )
    near = here.lines.named(codes[0])[:5]
    ways = [WayOn(href=f"/{pack.hub.plural}/{n.id}", title=name_outline(pack, n)) for n in near]
    message = translate("The register has no {kind} {asked}.").format(kind=title, asked=asked)
    raise Missing(message, *ways)
