"""What a person says of ids that they see → judgements, which point to text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pactwatch.domain import Pack
from pactwatch.errors import ConfigError
from pactwatch.ids import content_id
from pactwatch.nouns import Claim, Document, Judgement, Register, Span, Spot, Verdict
from pactwatch.reconcile.verdicts import DAY_SLOT, seen_in

TWO: tuple[Verdict, ...] = ("merge", "join")  #: verdicts on two things
ALONE: tuple[Verdict, ...] = ("split", "part")  #: verdicts on one claim

Place = tuple[Span, str, str | None]  #: words, the kind told there (or none), what was seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A verdict as a person gives it. `words` are those of a page, or a name, to be withheld."""

    verdict: Verdict
    ids: tuple[str, ...]
    slot: str | None = None
    value: str | None = None
    words: str | None = None
    name: str | None = None
    reason: str
    by: str
    at: str  #: ISO 8601 in UTC


def make_judgements(register: Register, pack: Pack, saying: Saying) -> tuple[Judgement, ...]:
    """A saying → its judgements; ConfigError where it cannot be meant so."""
    match saying.verdict:
        case "withdraw":
            return (_withdraw(register, saying),)
        case "withhold":
            places = list(_withheld(register, saying))
            return tuple(_make(saying, place, value=saying.name) for place in places)
        case verdict if verdict in TWO:
            first, second = _claims_of(register, saying, 2)
            if verdict == "merge" and first[0].kind != second[0].kind:
                raise ConfigError(f"merge: a {first[0].kind} and a {second[0].kind} are never one")
            place, other = _place(first[0], None), _spot(second[0])
            return (_make(saying, place, other=other),)
    [claims] = _claims_of(register, saying, 1)
    if saying.verdict in ALONE and len(claims) > 1:
        raise ConfigError(f"{saying.verdict}: expected the id of one claim, such as {claims[0].id}")
    _check_value(pack, saying, claims[0].kind)
    if saying.slot is not None:
        telling = [claim for claim in claims if seen_in(claim, saying.slot) is not None]
        claims = telling or claims[:1]
    if saying.verdict == "correct":
        claims = claims[:1]
    return tuple(_make(saying, _place(one, saying.slot), value=saying.value) for one in claims)


def _make(
    saying: Saying,
    place: Place,
    *,
    value: str | None = None,
    other: Spot | None = None,
    withdraws: str | None = None,
) -> Judgement:
    span, kind, seen = place
    told = [saying.verdict, span.doc_id, list(span.range), kind, saying.slot, seen, value]
    also = [other and [other.doc_id, other.start, other.end], withdraws]
    return Judgement(
        id=content_id("jdg", *told, *also, saying.reason, saying.by, saying.at),
        doc_id=span.doc_id,
        span=span,
        kind=kind,
        slot=saying.slot,
        seen=seen,
        verdict=saying.verdict,
        value=value,
        reason=saying.reason,
        by=saying.by,
        day=saying.at[:10],
        other=other,
        withdraws=withdraws,
        at=saying.at,
    )


def _place(claim: Claim, slot: str | None) -> Place:
    return claim.span, claim.kind, seen_in(claim, slot)


def _spot(claim: Claim) -> Spot:
    return Spot(
        doc_id=claim.doc_id,
        start=claim.span.start,
        end=claim.span.end,
        kind=claim.kind,
        seen=seen_in(claim, None),
    )


def _claims_of(register: Register, saying: Saying, count: int) -> list[list[Claim]]:
    """For each id the claims that it means: one claim, or those of a record."""
    if len(saying.ids) != count:
        raise ConfigError(
            f"{saying.verdict}: expected {count} id{'s' * (count > 1)} of claims or records, got "
            f"{len(saying.ids)}"
        )
    claims = {claim.id: claim for claim in register.claims}
    records = {record.id: record.claims for record in register.records}
    found = []
    for asked in saying.ids:
        ids = (asked,) if asked in claims else records.get(asked, ())
        if not ids:
            raise ConfigError(
                f"{asked}: no claim or record has this id; `pactwatch show` and `export` give them"
            )
        found.append([claims[one] for one in ids])
    return found


def _check_value(pack: Pack, saying: Saying, kind_name: str) -> None:
    kind = pack.kind(kind_name)
    if (saying.verdict == "correct") != (saying.value is not None):
        raise ConfigError(f"{saying.verdict}: --value is given with correct, and only with it")
    if saying.verdict == "correct" and saying.slot is None:
        raise ConfigError("correct: say which value with --slot NAME")
    known = (*kind.slots, DAY_SLOT)
    if saying.slot is not None and saying.slot not in known:
        raise ConfigError(f"--slot {saying.slot!r}: a {kind.name} has {', '.join(known)}")
    rule = kind.slots.get(saying.slot or "")
    if saying.value is None or rule is None:
        return
    if rule.choices and saying.value not in rule.choices:
        raise ConfigError(f"--value {saying.value!r}: expected one of {', '.join(rule.choices)}")
    if rule.type == "state" and pack.states.state(saying.value) is None:
        raise ConfigError(f"--value {saying.value!r}: expected the code of a state, such as RWA")


def _withdraw(register: Register, saying: Saying) -> Judgement:
    known = {one.id: one for one in register.judgements}
    if len(saying.ids) != 1 or saying.ids[0] not in known:
        raise ConfigError(
            "withdraw: expected the id of one judgement, such as those that `judge` prints and "
            "`export` lists"
        )
    one = known[saying.ids[0]]
    return _make(saying, (one.span, one.kind, one.seen), withdraws=one.id)


def _withheld(register: Register, saying: Saying) -> Iterator[Place]:
    """The words to be masked: a name where it first stands, a claim, or words of a page."""
    documents = {doc.id: doc for doc in register.documents}
    if saying.name is not None:
        for doc in register.documents:
            start = doc.text.casefold().find(saying.name.casefold())
            if start >= 0 and start + len(saying.name) <= len(doc.text):
                yield Span.cut(doc, start, start + len(saying.name)), "", None
                return
        raise ConfigError(f"--name {saying.name!r}: stands on no page of the register")
    for asked in saying.ids:
        if asked in documents and saying.words:
            yield from ((span, "", None) for span in _find_words(documents[asked], saying.words))
        else:
            [[claim]] = _claims_of(register, saying, 1)
            doc = documents[claim.doc_id]
            spans = _find_words(doc, saying.words) if saying.words else [claim.span]
            yield from ((span, "", None) for span in spans)
    if not saying.ids:
        raise ConfigError("withhold: expected --name NAME, a claim, or a page and its --words")


def _find_words(doc: Document, words: str) -> list[Span]:
    """Every place where words stand on a page."""
    found, start = [], doc.text.find(words)
    while start >= 0:
        found.append(Span.cut(doc, start, start + len(words)))
        start = doc.text.find(words, start + len(words))
    if not found:
        raise ConfigError(f"--words {words!r}: do not stand on {doc.source}")
    return found
