"""Quotation without a cue of its own → the voice that goes on in it. What enters: a page's voiced
attributions, paragraphs and text; what leaves: the same voices with those of such quotations.

Newspapers break what one person says over several paragraphs and name the speaker once. A paragraph
that is nothing but quotation is spoken by whom the paragraph above ended with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pactwatch.extract.attributions import Attribution
from pactwatch.extract.parse import Sentence
from pactwatch.extract.quotes import Quote, Quotes, find_quotes
from pactwatch.extract.voiced import VoicedAttribution
from pactwatch.nouns import Range

#: Fewer words than these are a title or a scare quote.
LEAST = 4


def with_orphans(
    voiced: Sequence[VoicedAttribution], paragraphs: Sequence[Sequence[Sentence]], text: str
) -> list[VoicedAttribution]:
    """The voices of a page with those that go on in quotations of which no cue tells, in order."""
    filled = [p for p in paragraphs if p]
    quotes = find_quotes([(p[0].start, p[-1].end) for p in filled], text)
    found = list(voiced)
    for above, here in pairwise(filled):
        alone = list(_quotations(here, quotes))
        if not alone or any(_is_told(voice, quote.inner) for quote in alone for voice in found):
            continue
        before = _speaker_at_end(found, above)
        if before is not None:
            found += [_going_on(before, quote) for quote in alone]
    return sorted(found, key=lambda v: (v.attribution.start, v.attribution.content))


def _quotations(paragraph: Sequence[Sentence], quotes: Quotes) -> Iterator[Quote]:
    """The quotations of a paragraph that holds nothing else; none where any word stands outside."""
    outside = any(
        word.pos not in ("PUNCT", "SPACE") and quotes.at(s.start + word.start) is None
        for s in paragraph
        for word in s.words
    )
    for q in () if outside else quotes.between(paragraph[0].start, paragraph[-1].end):
        quote = quotes.all[q]
        words = sum(
            quote.inner[0] <= s.start + w.start < quote.inner[1] for s in paragraph for w in s.words
        )
        if words >= LEAST:
            yield quote


def _is_told(voice: VoicedAttribution, inner: Range) -> bool:
    """Whether an attribution outside of a quotation has some of it for its content."""
    cue = voice.attribution.cue
    own = cue is not None and inner[0] <= cue[0] < inner[1]
    return not own and any(a < inner[1] and inner[0] < b for a, b in voice.attribution.content)


def _speaker_at_end(
    voiced: Sequence[VoicedAttribution], above: Sequence[Sentence]
) -> VoicedAttribution | None:
    """Who speaks in the last sentence of a paragraph, in words of which somebody else's cue tells."""
    last = above[-1]
    spoken = [
        voice
        for voice in voiced
        if voice.attribution.speech
        and voice.name
        and (_reaches(voice.attribution, last) or _stands_in(voice.attribution.cue, last))
    ]
    outer = [v for v in spoken if not any(_holds(o, v) for o in spoken if o is not v)]
    return outer[-1] if outer else None


def _stands_in(cue: Range | None, s: Sentence) -> bool:
    return cue is not None and s.start <= cue[0] < s.end


def _reaches(found: Attribution, s: Sentence) -> bool:
    return any(a < s.end and s.start < b for a, b in found.content)


def _holds(outer: VoicedAttribution, inner: VoicedAttribution) -> bool:
    """Whether the cue of one stands in what the other says."""
    cue = inner.attribution.cue
    return cue is not None and any(a <= cue[0] < b for a, b in outer.attribution.content)


def _going_on(before: VoicedAttribution, quote: Quote) -> VoicedAttribution:
    return replace(
        before,
        attribution=replace(
            before.attribution,
            cue=None,
            verb="",
            content=(quote.inner,),
            manner="direct",
            continues=before.attribution.cue or before.attribution.continues,
            denies=False,
            form="orphan",
        ),
    )
