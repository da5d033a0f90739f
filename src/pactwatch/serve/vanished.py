"""Ids that a story or a speaker had before → where that is now; or a page that says what
became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pactwatch.nouns import Speaker, Story
from pactwatch.serve.failures import Gone, Missing, WayOn
from pactwatch.serve.room import Visit
from pactwatch.serve.wording import say_day, translate

SHOWN = 12  #: ways on that one page offers


def find_former_story(here: Visit, story_id: str) -> str:
    """Where the pages of a story stand that has this id no more; `Gone` or `Missing` where that is not
    one story."""
    every = WayOn(href="/stories", title=translate("Stories"))
    before: Story | None = here.lookup.former("story", story_id)
    if before is None:
        message = translate("No story has the id {id}: as pages come in, stories grow into others.")
        raise Missing(message.format(id=story_id), every)
    _refuse_later(here, f"/stories/{story_id}", here.lookup.at(None).stories([story_id]))
    ids = _wholes(here, "story", before.documents)
    if len(ids) == 1:
        return _at(here, f"/stories/{ids[0]}")
    if ids:
        now = here.lookup.stories(ids).values()
        ways = [WayOn(href=f"/stories/{one.id}", title=one.title) for one in now]
        message = translate("Its pages are told apart by now; they stand in these stories:")
        raise Gone(message, *ways[:SHOWN])
    sheets = here.lookup.sheets_of(before.documents).values()
    ways = [WayOn(href=f"/documents/{one.doc_id}", title=one.headline) for one in sheets]
    message = translate("Its pages are not taken for reports of one event any more. They are:")
    raise Gone(message, *ways[:SHOWN], every)


def find_former_speaker(here: Visit, speaker_id: str) -> str:
    """Under whom that stands which somebody said who has this id no more; `Gone` or `Missing` where
    that is not one person or body."""
    every = WayOn(href="/speakers", title=translate("People and bodies"))
    before: Speaker | None = here.lookup.former("speaker", speaker_id)
    if before is None:
        message = translate("Nobody with the id {id} is quoted.")
        raise Missing(message.format(id=speaker_id), every)
    _refuse_later(here, f"/speakers/{speaker_id}", here.lookup.at(None).speakers([speaker_id]))
    ids = _wholes(here, "speaker", before.records)
    if len(ids) == 1:
        return _at(here, f"/speakers/{ids[0]}")
    now = here.lookup.speakers(ids).values()
    name = before.names[0] if before.names else translate("not named")
    ways = [
        WayOn(href=f"/speakers/{one.id}", title=one.names[0] if one.names else one.id)
        for one in now
    ]
    if ways:
        message = translate("What {name} said is told of these by now:").format(name=name)
    else:
        message = translate(
            "{name} is not quoted any more: their words are read otherwise, or were rejected."
        ).format(name=name)
    raise Gone(message, *ways[:SHOWN], every)


def missing_dispute(here: Visit, dispute_id: str) -> Missing:
    """Why no disagreement has this id."""
    href = f"/disagreements?only={dispute_id}"
    _refuse_later(here, href, here.lookup.at(None).disputes([dispute_id]))
    message = translate(
        "No disagreement has the id {id}; one that had it may have been read otherwise, or judged, "
        "since."
    )
    return Missing(
        message.format(id=dispute_id),
        WayOn(href="/disagreements", title=translate("Disagreements")),
        WayOn(href="/desk/history", title=translate("What was judged")),
    )


def _refuse_later(here: Visit, href: str, now: object) -> None:
    """`Missing` where there is such a thing today, but was none yet on the day asked for."""
    if here.day is not None and now:
        message = translate("On {day} it was not known yet.").format(day=say_day(here.day))
        raise Missing(message, WayOn(href=href, title=translate("As it is known now")))


def _wholes(here: Visit, whole: str, parts: Iterable[str]) -> Sequence[str]:
    """The ids of those to which some parts belong on the day asked for."""
    return sorted({one for one, _, _ in here.lookup.wholes(whole, parts)})


def _at(here: Visit, path: str) -> str:
    return f"{path}?as_of={here.day}" if here.day else path
