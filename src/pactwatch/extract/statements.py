"""Voiced attributions of a page → drafts of statements, and the voice of every claim inside one.

A statement is a claim of the pack's kind of speech. What generic collectives say makes none; nor
does what a page repeats. A claim whose words stand in what somebody said is that speaker's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pactwatch.domain import Kind
from pactwatch.extract.attributions import Attribution, find_attributions
from pactwatch.extract.describing import is_issued
from pactwatch.extract.drafts import Draft
from pactwatch.extract.filling import Filled
from pactwatch.extract.orphans import with_orphans
from pactwatch.extract.page import Page
from pactwatch.extract.specification import Specification
from pactwatch.extract.speech import load_speech
from pactwatch.extract.surroundings import set_scenes
from pactwatch.extract.turns import find_turns
from pactwatch.extract.voices import VoicedAttribution, resolve_voices
from pactwatch.extract.whose_body import with_their_states
from pactwatch.nouns import Basis, Range, Via, Voice, When

#: The class of the pack's vocabulary for those who only tell what others say, and for labels.
TELLER = "teller"
#: The class of those whose findings are rulings.
BENCH = "bench"
#: What a body is called once it has been named.
UNNAMED_BODIES = frozenset(
    "organisation organization group agency charity body forum network association union "
    "commission council centre center institute company watchdog".split()
)


def voices_of(page: Page) -> list[VoicedAttribution]:
    """Every attribution of a page, with who speaks in it."""

    def is_body(words: Range) -> bool:
        for s, marks in zip(page.sentences, page.marks, strict=True):
            if s.start <= words[0] < s.end:
                i = s.word_at(words[0])
                mark = marks.state_at(i) if i is not None else None
                return mark is not None and mark.how != "people"
        return False

    found = find_attributions(page.paragraphs, page.text)
    scenes = list(set_scenes(page.paragraphs, page.text))
    found += find_turns(scenes, found, load_speech())
    voiced = resolve_voices(found, page.paragraphs, page.text, is_body=is_body)
    voiced = with_orphans(voiced, page.paragraphs, page.text)
    return with_their_states(voiced, page)


def draft_statements(
    voiced: Sequence[VoicedAttribution], told: Sequence[Draft], page: Page, spec: Specification
) -> Iterator[Draft]:
    """Each statement as a draft of the pack's kind of speech; none where the pack has no such kind."""
    kind = spec.pack.speech_kind
    if kind is None:
        return
    tellers = set(spec.pack.vocabulary.classes.get(TELLER, ()))
    staged = any(_is_script(v) and _folded(v) in tellers for v in voiced)
    body: VoicedAttribution | None = None
    for voice in voiced:
        if voice.name is None or voice.name_at is None or not _is_anybodys(voice, page):
            continue
        if _folded(voice) in tellers or (staged and _is_script(voice)):
            continue
        if _is_headline(voice, page) or _is_holding(voice, page):
            continue
        if not _is_utterance(voice, page.text):
            continue
        if voice.kind == "body" and _folded(voice) in UNNAMED_BODIES:
            if body is not None and voice.name_at is not None:
                voice = replace(voice, name=body.name, name_at=body.name_at)
        elif voice.kind == "body":
            body = voice
        yield _statement(voice, kind, told, page, spec)


def _is_anybodys(voice: VoicedAttribution, page: Page) -> bool:
    """Whether somebody who could be asked speaks, a paper that names whose it is, or a medium.

    A medium speaks for itself where it is quoted, or nobody else speaks in what it reports.
    """
    if voice.is_statement or not voice.attribution.speech or voice.name_at is None:
        return voice.is_statement
    s = page.sentence_at(voice.name_at[0])
    last = s.word_at(voice.name_at[1] - 1) if s is not None else None
    if s is None or last is None:
        return False
    if voice.kind == "paper":
        return is_issued(s, last, load_speech())
    quoted = voice.attribution.manner == "direct"
    return voice.kind == "medium" and (quoted or not _tells_of_speech(voice, page))


def _tells_of_speech(voice: VoicedAttribution, page: Page) -> bool:
    """Whether somebody says something in what a medium reports: then it is theirs."""
    speech = load_speech()
    return any(
        w.lemma in speech.verbs | speech.holding and w.pos == "VERB"
        for start, end in voice.attribution.content
        for s in page.sentences
        if s.start < end and start < s.end
        for w in s.words
        if start <= s.start + w.start < end
    )


#: Fewer words than these, unquoted, are no utterance of anybody's ("denied the accusations").
LEAST = 4
#: The same behind a verb that says what it does: "called the decision biased".
JUDGED = 3
#: Words with which a clause is cut off from who or what it is about: a parse went wrong.
CUT = frozenset(
    "had has have was were is are should would could will may might can must cannot whom which".split()
)
#: What stands behind a verb that says nothing more: "said no to it", "warned of it", "announced it".
LEFT = frozenset("no yes it not and with after of on for".split())
#: Verbs that give a thing its name or its worth; what they are told of is nobody's utterance.
NAMING = frozenset("call criticise criticize find sign make conclude consider deem".split())
#: Forms in which what stands with the cue is no clause of the speaker's.
NO_CLAUSE = frozenset({"advcl", "dobj.of.pcomp", "dobj.of.pobj", "prep.pcomp", "n.up.advcl"})
#: Words that open a clause.
OPENING = frozenset({"that", "whether", "how", "why", "what", "when", "where", "who", "if"})


def _is_headline(voice: VoicedAttribution, page: Page) -> bool:
    """What a headline says, the text below it says again in full; a page's cut-off end is none."""
    at = voice.attribution.start
    below = any(p.start > at and p.kind not in ("title", "chrome") for p in page.passages)
    return below and any(p.kind == "title" and p.start <= at < p.end for p in page.passages)


def _is_holding(voice: VoicedAttribution, page: Page) -> bool:
    """What a court holds is its ruling; what it says beside, or in quotation marks, a statement."""
    holds = voice.attribution.verb in load_speech().holding
    if voice.attribution.manner != "indirect" or voice.name_at is None or not holds:
        return False
    s = page.sentence_at(voice.name_at[0])
    if s is None:
        return False
    marks = page.marks[page.index_of(s)]
    inside = [
        i for i, w in enumerate(s.words) if voice.name_at[0] <= s.start + w.start < voice.name_at[1]
    ]
    return any(marks.is_a(i, BENCH) for i in inside)


def _is_utterance(voice: VoicedAttribution, text: str) -> bool:
    """Whether what hangs on the cue was said: unquoted, a clause, or a thing on which a word fell.

    "Signed the letter" and "told the ministry to pay" report no words of anybody.
    """
    found = voice.attribution
    if found.manner != "indirect":
        return True
    values = found.verb in load_speech().valuing
    content = " ".join(text[a:b] for a, b in found.content).split()
    if len(content) < (JUDGED if values else LEAST):
        return False
    first = content[0].lower()
    if first in CUT or (found.form == "rest" and first in LEFT) or found.form in NO_CLAUSE:
        return False
    if found.verb in NAMING and (found.form.startswith(("dobj", "oprd")) or first == "it"):
        return False
    match found.form:
        case "dobj" | "dobj+" | "dobj+1" | "dobj.relcl" | "dative" | "oprd" | "n.to.pobj":
            return values or content[0].lower() in OPENING
        case "xcomp" | "n.acl":
            return values or content[0].lower() not in ("to", "not")
        case "n.on.pcomp":  # "an agreement on taking them"
            return False
    return True


def _folded(voice: VoicedAttribution) -> str:
    return (voice.name or "").lower().removeprefix("the ").strip()


def _is_script(voice: VoicedAttribution) -> bool:
    """ "PRESENTER: …": the line of a script."""
    return voice.attribution.form.startswith("script")


def _statement(
    voice: VoicedAttribution, kind: Kind, told: Sequence[Draft], page: Page, spec: Specification
) -> Draft:
    assert kind.speech is not None and voice.name is not None and voice.name_at is not None
    pieces = trimmed(voice.attribution.content, page.text)
    start, end = pieces[0][0], pieces[-1][1]
    cue = voice.attribution.cue
    manner_at = cue if cue is not None and cue[1] - cue[0] > 1 else pieces[0]  # no bare colon
    slots: dict[str, Filled] = {
        kind.speech.who: (voice.name, *voice.name_at),
        kind.speech.manner: (voice.attribution.manner, *manner_at),
    }
    if voice.office is not None and voice.office_at is not None:
        slots[kind.speech.role] = (voice.office, *voice.office_at)
    inside = [d for d in told if any(a <= d.at < b for a, b in pieces)]
    for draft in inside:
        for slot in spec.pair:
            if slot in draft.slots and slot in kind.slots:
                slots.setdefault(slot, draft.slots[slot])
    when = next(iter(_dates_beside(voice, page)), None)
    return Draft(
        kind=kind,
        at=start,
        until=end,
        start=start,
        end=end,
        told="asserted",
        slots=slots,
        frame="attribution",
        why=[f"“{voice.attribution.verb or '…'}” by {voice.name}", voice.attribution.form],
        when=when,
        spans=list(pieces),
        said_by=voice_of(voice),
        via=via_of(voice),
        basis=basis_of(voice),
    )


def _dates_beside(voice: VoicedAttribution, page: Page) -> list[When]:
    """Dates in the cue's sentence, outside of what is said."""
    cue = voice.attribution.cue
    if cue is None:
        return []
    s = page.sentence_at(cue[0])
    if s is None:
        return []
    pieces = voice.attribution.content
    return [
        when
        for when in page.dates_in(s.start, s.end)
        if not any(a <= when.start < b for a, b in pieces)
    ]


def trimmed(pieces: Sequence[Range], text: str) -> tuple[Range, ...]:
    """The pieces without the quotation marks, commas and spaces at their borders."""
    found = []
    for start, end in pieces:
        while start < end and text[start] in " \n\t,;:“\"'‘":
            start += 1
        while end > start and text[end - 1] in ' \n\t,;:”"“':
            end -= 1
        if start < end:
            found.append((start, end))
    return tuple(found) or ((pieces[0][0], pieces[0][1]),)


def give_voices(drafts: Sequence[Draft], voiced: Sequence[VoicedAttribution]) -> None:
    """Give each draft the voice in whose words it stands; then it is reported, not asserted."""
    for draft in drafts:
        for voice in voiced:
            if voice.name is None or not voice.attribution.speech:
                continue
            if voice.kind in ("person", "body", "unnamed", "medium", "paper") and any(
                a <= draft.at < b for a, b in voice.attribution.content
            ):
                draft.said_by = voice_of(voice)
                draft.via = via_of(voice)
                draft.basis = basis_of(voice)
                if voice.attribution.denies and _is_meant(draft, voice.attribution):
                    draft.told = "denied"
                elif draft.told == "asserted":
                    draft.told = "reported"


#: Forms in which what is denied is a thing: "rejected the orders for 12 men taken to Nauru".
OF_THINGS = ("dobj", "oprd", "dative")
#: Within how many characters of its beginning a denied thing is named: "denied the transfer of 12".
NEAR = 30


def _is_meant(draft: Draft, denial: Attribution) -> bool:
    """Whether a denial is of what a draft tells, and of no thing that is only described by it."""
    if not denial.form.startswith(OF_THINGS):
        return True
    return any(a <= draft.at < min(b, a + NEAR) for a, b in denial.content)


def voice_of(voice: VoicedAttribution) -> Voice | None:
    """Who speaks, as a claim carries it."""
    if voice.name is None or voice.name_at is None:
        return None
    return Voice(
        name=voice.name,
        role=voice.office,
        organisation=voice.organisation,
        start=voice.name_at[0],
        end=voice.name_at[1],
    )


def via_of(voice: VoicedAttribution) -> Via | None:
    """The medium through which it comes."""
    if voice.via is None or voice.via_at is None:
        return None
    return Via(name=voice.via, start=voice.via_at[0], end=voice.via_at[1])


def basis_of(voice: VoicedAttribution) -> Basis:
    """What a claim in these words rests on."""
    match voice.kind:
        case "unnamed":
            return "unnamed_official"
        case "medium":
            return "other_medium"
        case "paper":
            return "document"
        case _:
            return "named_official"
