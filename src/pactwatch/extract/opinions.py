"""Voiced attributions of a page → drafts of the frames that what is said, and by whom, fits.

A frame of speech names verbs, cues, and classes of who speaks; what generic collectives say counts
here, as it makes no statement. Who must stand outside of the deal is no government of its states.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pactwatch.domain import Frame
from pactwatch.extract.arguments import arguments
from pactwatch.extract.bearing import BACK, TIES, pair_at
from pactwatch.extract.choices import places_of
from pactwatch.extract.drafts import Draft
from pactwatch.extract.filling import Filled, names_in
from pactwatch.extract.fitting import has_cues
from pactwatch.extract.hit import VOICE
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.outsiders import (
    CRITIC,
    are_of,
    has_left_office,
    is_critic,
    speaks_outside,
)
from pactwatch.extract.page import Page
from pactwatch.extract.pair import Pair
from pactwatch.extract.parse import Sentence
from pactwatch.extract.specification import Specification
from pactwatch.extract.statements import basis_of, trimmed, via_of, voice_of
from pactwatch.extract.voices import VoicedAttribution
from pactwatch.nouns import Range

#: Classes of those who may speak; those who judge; how many first words tell whom a reproach is for.
ACTORS = ("actor", "generic", "critic", "government", "descriptive")
BENCH = "bench"
FIRST = 3
#: The class of the pack's vocabulary for those who are for a deal, and what they do.
APPROVAL = "approval"
#: Verbs of the mind with which critics are told to judge.
HOLDING = frozenset(
    "think believe fear feel worry doubt suspect view want charge see regard consider deem".split()
)
#: Classes of words that tell of a deal or of those who are moved under it, and what points back to it.
ABOUT = tuple(name for name in TIES if name not in ("people", "bench", "suit"))
OURS = BACK | {"we"}  # a critic who says "we are deeply concerned" is so over what the page tells
THINGS = BACK - {"he", "she", "him", "her"}
#: Kinds of voice that may be wrong about who speaks: they need to be known as critics.
UNSURE = ("unknown", "medium", "unnamed")


def draft_opinions(
    voiced: Sequence[VoicedAttribution], page: Page, spec: Specification
) -> Iterator[Draft]:
    """Each attribution as a draft of the first frame of speech of each kind that it fits."""
    for voice in voiced:
        if voice.name is None or voice.name_at is None or not voice.attribution.content:
            continue
        seen: set[str] = set()
        for frame in spec.speech_frames:
            if frame.kind not in seen and _fits(voice, frame, page):
                seen.add(frame.kind)
                yield from _one_each(_draft(voice, frame, page, spec), frame, page)


def _one_each(draft: Draft, frame: Frame, page: Page) -> Iterator[Draft]:
    """A draft for each of the outsiders who speak with one voice."""
    slot = frame.outsider
    s = page.sentence_at(draft.slots[slot][1]) if slot is not None and slot in draft.slots else None
    if slot is None or s is None:
        yield draft
        return
    for filled in names_in(s, draft.slots[slot]):
        yield replace(draft, slots=draft.slots | {slot: filled}, why=list(draft.why))


def _fits(voice: VoicedAttribution, frame: Frame, page: Page) -> bool:
    if frame.outsider and _is_side(voice, page):
        return False
    places = _places(voice)
    critic = is_critic(page, *places)
    unsure = bool(frame.outsider) and voice.kind in UNSURE and not has_left_office(page, *places)
    if not critic and (CRITIC in frame.who.get(VOICE, ()) or unsure):
        return False
    asked = [c for c in frame.who.get(VOICE, ()) if c != CRITIC]
    barred = frame.not_who.get(VOICE, ())
    if (asked and not are_of(page, asked, *places)) or are_of(page, barred, *places):
        return False
    if frame.outsider and not speaks_outside(page, _codes(_pair(voice, page)), *places):
        return False
    if voice.attribution.silent or voice.attribution.negated:
        return False
    if frame.outsider and (not _can_speak(voice, page) or _blames_critics(voice, page)):
        return False
    if frame.outsider and _approves(voice, page):
        return False
    if not (voice.attribution.speech or (critic and voice.attribution.verb in HOLDING)):
        return False
    verb = voice.attribution.verb
    if frame.trigger.verbs and frame.cues:
        return verb in frame.trigger.verbs and _cued(voice, frame, page)
    if frame.trigger.verbs and verb in frame.trigger.verbs:
        return not frame.not_cues or _cued(voice, frame, page, both=True)
    return bool(frame.cues or not frame.trigger.verbs) and _cued(voice, frame, page)


def _is_side(voice: VoicedAttribution, page: Page) -> bool:
    """Whether one of the pair's own states speaks, by its name."""
    s = page.sentence_at(voice.name_at[0]) if voice.name_at is not None else None
    last = s.word_at(voice.name_at[1] - 1) if s is not None and voice.name_at else None
    if s is None or last is None:
        return False
    mark = page.marks[page.index_of(s)].state_at(last)
    whole = mark is not None and s.range_of(mark.first, mark.last) == voice.name_at
    return whole and mark is not None and mark.code in _codes(_pair(voice, page))


def _places(voice: VoicedAttribution) -> tuple[Range | None, ...]:
    """Where the page tells who speaks."""
    return (voice.name_at, voice.office_at, voice.organisation_at, *voice.attribution.source)


def _cued(voice: VoicedAttribution, frame: Frame, page: Page, *, both: bool = False) -> bool:
    """Whether the words said hold one of the frame's cues; with `both`, that none is barred."""
    start, end = _range(voice)
    critic = is_critic(page, *_places(voice))
    asked = frame.model_copy(update={"cues": ()}) if both else frame
    for s in page.sentences:
        if not (s.start < end and start < s.end):
            continue
        inside = [i for i, w in enumerate(s.words) if start <= s.start + w.start < end]
        if not inside or (
            frame.outsider and not both and not _is_on_topic(page, s, inside, critic=critic)
        ):
            continue
        if has_cues(s, asked, inside[0], inside[-1]) and _is_meant(
            s, page.marks[page.index_of(s)], asked, inside
        ):
            return True
    return False


def _is_on_topic(page: Page, s: Sentence, inside: Sequence[int], *, critic: bool) -> bool:
    """Whether what is said speaks of a deal or of moving people, or of what was told before.

    A critic who speaks of the people themselves or of the case means what is done to them.
    """
    marks = page.marks[page.index_of(s)]
    main = page.context.main if page.context is not None else None
    sides = main.codes if main is not None else ()
    return any(
        marks.is_a(k, *(TIES if critic else ABOUT))
        or (s.words[k].lemma in (OURS if critic else THINGS) and s.words[k].pos in ("PRON", "DET"))
        or ((mark := marks.state_at(k)) is not None and mark.code in sides)
        for k in inside
    )


#: Words that turn a reproach into its denial, and how many words before it they may stand.
NOT = frozenset({"not", "n't", "no", "never", "neither", "nor", "without", "nothing", "deny"})
NEAR = 4


def _is_meant(s: Sentence, marks: Marks, frame: Frame, inside: Sequence[int]) -> bool:
    """Whether one of the cues stands without a word that denies it: "there is no violation"."""
    if not frame.cues:
        return True
    places = (
        place
        for cue in frame.cues
        for place in places_of(s, cue)
        if not _is_of_people(s, marks, place)
    )
    return any(
        not any(s.words[k].lemma in NOT for k in range(max(inside[0], first - NEAR), first))
        for first, last in places
        if inside[0] <= first and last <= inside[-1]
    )


def _is_of_people(s: Sentence, marks: Marks, place: tuple[int, int]) -> bool:
    """ "Illegal migrants", "they broke the law", "she is worried": of people or a way, and no reproach.

    Nor is what is said in passing of a thing: "were sent there under an opaque deal".
    """
    word = s.words[place[1]]
    if word.dep == "amod":
        return (
            marks.is_a(word.head, PEOPLE)
            or s.words[word.head].lemma in WAYS
            or (s.words[word.head].dep == "pobj" and s.words[word.head].lemma not in PLIGHT)
        )
    verb = word.head if word.dep == "neg" else place[1]
    subjects = arguments(s, verb).get("subject", ())
    if word.dep == "neg":
        return any(s.words[j].lemma in PERSONS or marks.is_a(j, PEOPLE) for j in subjects)
    if word.dep in ("acomp", "ROOT", "attr") and word.lemma in FEELINGS:
        subjects = [c for c in s.children[word.head] if s.words[c].dep in ("nsubj", "nsubjpass")]
        return any(s.words[j].lemma in PERSONS or marks.is_a(j, PEOPLE) for j in subjects)
    acts = word.pos == "VERB" and any(s.words[c].dep == "dobj" for c in s.children[place[1]])
    return acts and any(marks.is_a(j, PEOPLE) and not marks.is_a(j, *SPEAKERS) for j in subjects)


#: Who is moved; who may be meant by a word of that class and acts for others.
PEOPLE, SPEAKERS = "people", ("actor", "generic", "critic", "government")
#: How people come who are not sent, and what they feel.
WAYS = frozenset("crossing journey route trip voyage sea boat road passage criminal".split())
FEELINGS = frozenset(
    "worried alarmed afraid scared anxious regretful desperate uneasy shocked".split()
)
PERSONS = frozenset({"he", "she", "they"})
#: In what people are kept, and how they are dealt with.
PLIGHT = frozenset("condition circumstance cell prison jail camp manner way fashion haste".split())

#: Who only passes on what others found.
PASSING_ON = frozenset({"report", "publish", "broadcast"})


def _can_speak(voice: VoicedAttribution, page: Page) -> bool:
    """Whether the name is somebody's: no paper that reports, and no "separate affair"."""
    if voice.attribution.verb in PASSING_ON:
        return False
    if voice.kind != "unknown" or voice.name_at is None:
        return True
    s = page.sentence_at(voice.name_at[0])
    if s is None:
        return False
    marks = page.marks[page.index_of(s)]
    inside = (
        k for k, w in enumerate(s.words) if voice.name_at[0] <= s.start + w.start < voice.name_at[1]
    )
    return any(s.words[k].pos == "PROPN" or marks.is_a(k, *ACTORS) for k in inside)


def _blames_critics(voice: VoicedAttribution, page: Page) -> bool:
    """ "Accused the judges of being activists": it is the deal's opponents who are blamed."""
    if voice.attribution.verb not in ("accuse", "blame", "criticise", "criticize", "attack"):
        return False
    start = _range(voice)[0]
    s = page.sentence_at(start)
    if s is None:
        return False
    first = s.word_at(start)
    marks = page.marks[page.index_of(s)]
    return first is not None and any(
        marks.is_a(k, BENCH, CRITIC) for k in range(first, min(first + FIRST, len(s.words)))
    )


def _approves(voice: VoicedAttribution, page: Page) -> bool:
    """Whether the words beside what is said tell that the speaker is for it: "welcomed the deal"."""
    start, end = _range(voice)
    cue = voice.attribution.cue
    s = page.sentence_at(cue[0] if cue else start)
    if s is None:
        return False
    if page.text[start:end].lower().startswith("yes"):
        return True
    marks = page.marks[page.index_of(s)]
    outside = [i for i, w in enumerate(s.words) if not start <= s.start + w.start < end]
    return any(
        marks.is_a(i, APPROVAL)
        and not any(s.words[k].lemma in NOT for k in range(max(0, i - NEAR), i))
        for i in outside
    )


def _range(voice: VoicedAttribution) -> Range:
    return voice.attribution.content[0][0], voice.attribution.content[-1][1]


def _pair(voice: VoicedAttribution, page: Page) -> Pair | None:
    start = _range(voice)[0]
    s = page.sentence_at(start)
    pair = pair_at(page, s, s.word_at(start) or 0) if s is not None else None
    main = page.context.main if page.context is not None else None
    if pair is None or main is None or voice.name_at is None or s is None:
        return pair
    own = {
        mark.code
        for mark in page.marks[page.index_of(s)].states
        if voice.name_at[0] <= s.start + s.words[mark.first].start < voice.name_at[1]
    }
    return main if own & set(pair.codes) - set(main.codes) else pair  # "China said of the deal"


def _codes(pair: Pair | None) -> tuple[str, ...]:
    return tuple(code for code in pair.codes if code) if pair is not None else ()


def _draft(voice: VoicedAttribution, frame: Frame, page: Page, spec: Specification) -> Draft:
    assert voice.name is not None and voice.name_at is not None
    kind = spec.pack.kind(frame.kind)
    pieces = trimmed(voice.attribution.content, page.text)
    start, end = pieces[0][0], pieces[-1][1]
    filled: dict[str, Filled] = {
        VOICE: (voice.name, *voice.name_at),
        "content": (page.text[start:end], start, end),
    }
    slots: dict[str, Filled] = {
        slot: filled[role]
        for slot, roles in frame.fills.items()
        for role in roles
        if role in filled
    }
    pair = _pair(voice, page)
    if pair is not None:
        for slot, side in zip(spec.pair, (pair.first, pair.second), strict=True):
            if side is not None and slot in kind.slots:
                slots[slot] = (side.code, side.start, side.end)
    s = page.sentence_at(start)
    return Draft(
        kind=kind,
        at=start,
        until=end,
        start=s.start if s else start,
        end=s.end if s else end,
        told="asserted",
        slots=slots,
        frame=frame.name,
        why=[f"“{voice.attribution.verb or '…'}” by {voice.name}"],
        answers=any(slot in kind.slots_of("claim") for slot in frame.needs),
        said_by=voice_of(voice),
        via=via_of(voice),
        basis=basis_of(voice),
    )
