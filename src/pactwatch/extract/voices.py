"""Attribution → who speaks, for a register: the fullest name that the page gives, office, body and
medium, each with the words that tell it. What enters: attributions with the parsed page; what
leaves: one `VoicedAttribution` for each, in the same order.

Pronouns and short names are resolved within the page, and nowhere else. Persons without a name
keep their description; collectives without one are marked, for what they say is nobody's statement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pactwatch.extract.attributions import Attribution
from pactwatch.extract.cast import read_cast
from pactwatch.extract.media import find_medium
from pactwatch.extract.parse import Sentence
from pactwatch.extract.speech import load_speech
from pactwatch.extract.voiced import Told, VoicedAttribution, VoiceKind
from pactwatch.extract.whose import Voices
from pactwatch.nouns import Range

__all__ = ["VoiceKind", "VoicedAttribution", "resolve_voices"]


def resolve_voices(
    attributions: Sequence[Attribution],
    paragraphs: Sequence[Sequence[Sentence]],
    text: str,  # noqa: ARG001 - the page's text belongs to the page; offsets count in it
    *,
    is_body: Callable[[Range], bool] = lambda _: False,
) -> list[VoicedAttribution]:
    """Attributions with their page → who speaks in each.

    `is_body` says of a range whether it names a body or state, where the caller knows names that
    the language alone does not tell ("Kigali").
    """
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    speech = load_speech()
    page = Voices(
        sentences, speech, read_cast(sentences, speech, is_body=is_body), is_body, Told([])
    )
    found: dict[int, VoicedAttribution] = {}
    for i in sorted(range(len(attributions)), key=lambda i: _place(attributions[i])):
        found[i] = page.voice(attributions[i])
        if found[i].attribution.speech:
            page.told.voiced.append(found[i])
    return _with_media([found[i] for i in range(len(attributions))], page)


def _place(found: Attribution) -> tuple[int, int]:
    return (found.sentence, found.cue[0] if found.cue else found.start)


def _with_media(voiced: Sequence[VoicedAttribution], page: Voices) -> list[VoicedAttribution]:
    """The same voices with the medium through which each comes."""
    reports = [v for v in voiced if v.kind == "medium" and v.attribution.speech]
    media = {
        v.attribution.cue: find_medium(v.attribution, page.sentences, page.speech)
        or _reported_by(v, reports)
        for v in voiced
        if v.kind != "medium" and v.attribution.speech and v.attribution.cue is not None
    }
    found = []
    for v in voiced:
        cue = v.attribution.cue or v.attribution.continues
        via, via_at = (media.get(cue) if cue else None) or (None, None)
        found.append(replace(v, via=via, via_at=via_at))
    return found


def _reported_by(
    v: VoicedAttribution, reports: Sequence[VoicedAttribution]
) -> tuple[str, Range] | None:
    """The medium whose report holds the cue of this attribution."""
    at = v.attribution.cue[0] if v.attribution.cue else v.attribution.start
    for report in reports:
        inside = any(start <= at < end for start, end in report.attribution.content)
        if inside and report.name and report.name_at:
            return report.name, report.name_at
    return None
