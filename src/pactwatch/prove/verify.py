"""Register and archive → proof. What enters: where they lie; what leaves: what was proved, or
ProofError that names the first thing that does not hold. Nothing is written.

In this order: the database, the ledger over its rows, the archive's chain, how each anchors the
other, then of each capture that its bytes are there and that its pages' texts follow from them, of
each claim that it quotes its page, and that what is derived follows from all that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pactwatch.archive import Proof, SealedArchive
from pactwatch.collect import Retold, clean_capture
from pactwatch.config import Settings
from pactwatch.domain import load_pack
from pactwatch.errors import ArchiveError, ProofError, RegisterError
from pactwatch.nouns import Capture, Claim, Document, Taken
from pactwatch.ports import Clock
from pactwatch.store import LedgerProof, RegisterToProve, open_register, open_to_prove
from pactwatch.workers import is_as_derived

#: What the cleaner makes of the bytes, and nothing else has a hand in.
CLEANED = ("text", "title", "outlet", "url", "published", "published_basis", "page_starts")


def say_nothing(_: str) -> None:
    """Where nobody listens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyRequest:
    """Which register and archive, and how they are to be read."""

    register: Path
    archive: Path | str
    index: Path
    settings: Settings
    clock: Clock
    since: str | None = None
    say: Callable[[str], None] = say_nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was proved, in sentences; `notes` are what is no fault and yet worth knowing."""

    head: str
    proved: tuple[str, ...]
    notes: tuple[str, ...]


def verify(request: VerifyRequest) -> Verified:
    """Prove everything; ProofError names the first thing that does not hold."""
    with _damage_told(request):
        return _verify(request)


def head_of(request: VerifyRequest) -> str:
    """The ledger's last hash, to be noted elsewhere: all rows are covered by it, and through its
    anchors the archive. ProofError where the ledger itself does not hold."""
    with _damage_told(request), open_to_prove(request.register) as register:
        return register.prove_ledger().head


@contextmanager
def _damage_told(request: VerifyRequest) -> Iterator[None]:
    """What cannot even be read does not hold: text that is no UTF-8, a row without its columns."""
    try:
        yield
    except (RegisterError, ArchiveError) as error:
        raise ProofError(str(error)) from error
    except (ValueError, LookupError, TypeError) as error:
        raise ProofError(
            f"{request.register}: damaged so that it cannot be read: {type(error).__name__}: {error}"
        ) from error


def _verify(request: VerifyRequest) -> Verified:
    proved: list[str] = []
    notes: list[str] = []
    with open_to_prove(request.register) as register:
        register.check_database()
        ledger = register.prove_ledger()
        proved.append(f"ledger: {ledger.rows:,} rows under {len(ledger.digests):,} seals")
        request.say("the database and its ledger hold; the archive is next")
        archive = SealedArchive(request.archive, index=request.index)
        chain = archive.prove()
        proved.append(f"archive: {len(chain.members):,} records in one chain")
        notes.extend(chain.notes)
        _prove_anchors(register, ledger, chain, notes)
        if request.since is not None:
            proved.append(_prove_since(request.since, ledger, chain))
        request.say("the chain holds; the pages are cleaned again")
        proved.append(_prove_pages(register, archive, chain, request.settings, notes))
        proved.extend(_prove_visits(register, archive, chain))
    proved.extend(_prove_claims(request, notes))
    return Verified(head=ledger.head, proved=tuple(proved), notes=tuple(notes))


def _prove_anchors(
    register: RegisterToProve, ledger: LedgerProof, chain: Proof, notes: list[str]
) -> None:
    """What the register says of the archive holds there, and the other way round."""
    seals, heads = set(chain.seals), chain.heads
    for sealed, head in register.anchors():
        if sealed not in seals or head not in heads:
            raise ProofError(
                f"the archive lacks what the register anchored in it (seal {sealed[:12]}…): "
                "records were taken out, or this is another register's archive"
            )
    known = set(ledger.digests)
    for sealed in chain.seals:
        if sealed not in known:
            raise ProofError(
                f"the archive seals a state of the register that it does not hold ({sealed[:12]}…):"
                " the register was put back to an older one, or this is another's archive"
            )
    taken = {one.record for one in register.captures()}
    taken.update(one.archived or "" for one in register.archived_visits())
    orphans = [record for record in chain.captures if record not in taken]
    if orphans:
        notes.append(
            f"{len(orphans):,} archived records have no row ({orphans[0]}, …): a run was killed "
            "between bytes and row; the same command takes them in. Nothing shown leans on them"
        )


def _prove_since(since: str, ledger: LedgerProof, chain: Proof) -> str:
    if since in ledger.digests:
        after = len(ledger.digests) - ledger.digests.index(since) - 1
        return f"the ledger goes on from {since[:12]}…: {after:,} seals since"
    heads = [member.sha256 for member in chain.members.values()]
    if since in heads:
        return (
            f"the chain goes on from {since[:12]}…: {len(heads) - heads.index(since) - 1:,} since"
        )
    raise ProofError(
        f"{since}: no hash of this ledger or chain: what was there when it was noted was exchanged "
        "or taken out since, or it was noted of another register"
    )


def _prove_pages(
    register: RegisterToProve,
    archive: SealedArchive,
    chain: Proof,
    settings: Settings,
    notes: list[str],
) -> str:
    """The bytes of every capture are there, and every page's text follows from them."""
    pages, again = 0, 0
    others: dict[tuple[str, str], int] = {}
    for taken in register.captures():
        if taken.record not in chain.members:
            raise ProofError(f"{taken.source}: its bytes ({taken.record}) are not in the archive")
        capture = archive.fetch(taken.record)
        _check_capture(taken, capture)
        cleaned = _clean_again(taken, capture, settings) if taken.pages else {}
        for page in taken.pages:
            pages += 1
            _check_page(page, taken)
            now = cleaned.get(page.source)
            if now is None or now.cleaner != page.cleaner:
                key = (page.cleaner, now.cleaner if now else "none that reads it")
                others[key] = others.get(key, 0) + 1
                continue
            again += 1
            _check_cleaned(page, now, is_whole=taken.told is not None)
    for (then, now_is), number in others.items():
        notes.append(
            f"{number:,} texts were cleaned by {then}; {now_is} is installed, so that it was not "
            "proved that they follow from their bytes; their hashes and spans hold"
        )
    return f"pages: {pages:,}, of which {again:,} cleaned again from their bytes"


def _prove_visits(register: RegisterToProve, archive: SealedArchive, chain: Proof) -> Iterator[str]:
    """The bytes of every feed and robots.txt that a watch was answered are those that it noted."""
    visits = {visit.archived or "": visit for visit in register.archived_visits()}
    for record, visit in visits.items():
        if record not in chain.members:
            raise ProofError(f"{visit.address}: its bytes ({record}) are not in the archive")
        capture = archive.fetch(record)
        if (capture.source, capture.sha256) != (visit.address, visit.sha256):
            raise ProofError(
                f"{visit.address}: the register says that its bytes have the SHA-256 "
                f"{visit.sha256}, and the archived record {record} is {capture.source} with "
                f"{capture.sha256}"
            )
    if visits:
        yield f"feeds and robots.txt: {len(visits):,}, each with its bytes"


def _check_capture(taken: Taken, capture: Capture) -> None:
    same = {
        "source": (taken.source, capture.source),
        "SHA-256": (taken.sha256, capture.sha256),
        "size": (taken.size, len(capture.data)),
        "media type": (taken.media_type, capture.media_type),
        "time": (taken.captured_at, capture.captured_at),
        "id": (taken.record, capture.record),
    }
    for name, (told, found) in same.items():
        if told != found:
            raise ProofError(
                f"{taken.source}: the register says {told!r} of its {name}, and the archived record "
                f"{taken.record} says {found!r}"
            )


def _clean_again(taken: Taken, capture: Capture, settings: Settings) -> dict[str, Document]:
    told = {source: given for source, _, given in taken.told or ()}
    given = Retold(told=told, otherwise=taken.given)
    found = clean_capture(capture, given, settings)
    return {one.source: one for one in found if isinstance(one, Document)}


def _check_page(page: Document, taken: Taken) -> None:
    if page.archived != taken.record:
        raise ProofError(f"{page.source}: {page.id} names other bytes than those of its capture")
    if page.id != Document.id_of(url=page.url, outlet=page.outlet, text=page.text):
        raise ProofError(f"{page.source}: {page.id} is not the id of its address and text")


def _check_cleaned(page: Document, now: Document, *, is_whole: bool) -> None:
    """A page is what its bytes come to; where its intake was broken off, its text at least."""
    for name in CLEANED if is_whole else ("text",):
        if getattr(page, name) != getattr(now, name):
            raise ProofError(
                f"{page.source}: the {name} of {page.id} does not follow from its bytes, though "
                f"{page.cleaner} cleaned them then and now"
            )


def _prove_claims(request: VerifyRequest, notes: list[str]) -> Iterator[str]:
    """Every claim quotes its page, and what is derived follows from pages and claims."""
    pack = load_pack(request.settings.pack)
    with open_register(request.register, write=False, clock=request.clock) as store:
        texts = {doc.id: doc for doc in store.documents()}
        claims = [claim for reading in store.current_readings() for claim in reading.claims]
        for claim in claims:
            _check_claim(claim, texts[claim.doc_id])
        yield f"claims: {len(claims):,}, each equal to its slice"
        match is_as_derived(store, pack):
            case True:
                yield "what is shown follows from the pages and claims: derived again, it is equal"
            case False:
                raise ProofError(
                    "what is shown does not follow from the pages and claims: derived again, it is "
                    "another"
                )
            case None:
                notes.append(
                    "what was last derived is of other inputs, another pack or another version of "
                    "this program; it is not shown, but derived anew whenever somebody looks"
                )


def _check_claim(claim: Claim, doc: Document) -> None:
    ranges = [*claim.spans, *claim.mentions, *((slot.start, slot.end) for slot in claim.slots)]
    ranges += [(v.start, v.end) for v in (claim.said_by, claim.via, claim.when) if v is not None]
    for start, end in ranges:
        if not 0 <= start < end <= len(doc.text):
            raise ProofError(f"{claim.id}: [{start}:{end}] lies outside the text of {doc.id}")
    if doc.text[claim.span.start : claim.span.end] != claim.span.quote:
        raise ProofError(f"{claim.id}: its words do not stand in {doc.id}")
