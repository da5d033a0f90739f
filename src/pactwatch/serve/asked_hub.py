"""An id, or a pair of codes → the hub that is meant, or where it is: every page of a hub begins so."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Path

from pactwatch.nouns import Outline
from pactwatch.release.asked import place_name
from pactwatch.serve.content import Content
from pactwatch.serve.failures import Missing, WayOn
from pactwatch.serve.room import Visit
from pactwatch.serve.telling import name_outline
from pactwatch.serve.wording import say_day, translate

NEAR = 6  #: of either state that are named where there is none of both

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
                day=say_day(here.day), kind=title
            ),
            WayOn(href=f"/{pack.hub.plural}/{asked}", title=name_outline(pack, now[asked])),
        )
    if len(codes) != len(pack.hub.pair):
        message = translate(
            "No {kind} has the id {id}; one that had it may have been read otherwise, or judged, since."
        )
        way = WayOn(href="/desk/history", title=translate("What was judged"))
        raise Missing(message.format(kind=title, id=asked), way)
    pair = " to ".join(place_name(pack, code) for code in codes)
    message = translate("The register has no {kind} {pair}: no page that was read tells of one.")
    raise Missing(message.format(kind=title, pair=pair), *_ways_near(here, codes))


def _ways_near(here: Visit, codes: Sequence[str]) -> Iterator[WayOn]:
    """The ways to hubs that have one of these states, and to the texts that name all."""
    near = {one.id: one for code in codes if code for one in here.lines.named("", state=code)}
    for one in itertools.islice(near.values(), NEAR):
        yield WayOn(href=f"/{here.pack.hub.plural}/{one.id}", title=name_outline(here.pack, one))
    words = " ".join(place_name(here.pack, code) for code in codes if code)
    title = translate("Search the texts: {words}").format(words=words)
    yield WayOn(href=f"/search?{urlencode({'q': words})}", title=title)
