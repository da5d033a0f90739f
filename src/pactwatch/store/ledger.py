"""The ledger: each transaction that adds rows ends with a seal over them, which carries the hash of
the seal before. So every row is covered, and one that is changed, missing or put in shows.

What enters: a connection at the end of a transaction; what leaves: the seal's row. Rows of `SEALED`
are only ever appended; those of `REPLACED` come and go, and are covered as they are now: by a sum
over their rows that is kept and moves with each of them. What the search leans on follows from its
texts, which are covered row by row, and is checked against them.
`prove_ledger` walks it all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pactwatch.errors import ProofError
from pactwatch.ids import canonical, sha256_of
from pactwatch.store import sql
from pactwatch.store.derived_tables import DERIVED, LOOKUPS
from pactwatch.store.search import WORDS, find_altered_index, find_altered_words
from pactwatch.store.sums import Watch, add_up, as_text, heard_of, listen, many_rows, pass_on

#: Tables whose rows are appended and never changed.
SEALED = (
    "about",
    "run",
    "run_end",
    "capture",
    "metadata",
    "intake",
    "intake_end",
    "document",
    "sighting",
    "reading",
    "claim",
    "claim_slot",
    "claim_range",
    "link",
    "issue",
    "attempt",
    "shard",
    "judgement",
    "anchor",
    "visit",
    "card",
)

#: Tables whose rows come and go, by the group that is covered as one. `search` is how the search
#: finds its way in its index, one row to some thousand words; the index itself is in `INDEX`.
REPLACED: Mapping[str, tuple[str, ...]] = {
    "derived": ("derivation", "knot", "shown", "claim_record", "claim_origin", *DERIVED, *LOOKUPS),
    "asked": ("asked",),
    "search": tuple(f"{name}_{part}" for name in WORDS for part in ("idx", "config")),
}
#: What the database makes of the texts that are searched (`…_content`, which `worded` covers row by
#: row): checked against them, as a hash over it all would cost with every page as much as all pages.
INDEX = tuple(f"{name}_{part}" for name in WORDS for part in ("data", "docsize"))
SUMMED = ("derived", "asked")  #: groups that are covered by a sum

LAYOUT = "pactwatch_layout"  #: under which a connection keeps the digest of its tables' layout
FIRST = "none"  #: what the first seal names as the one before it

Marks = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerProof:
    """What a ledger that holds has come to."""

    head: str
    digests: tuple[str, ...]  #: of the seals, oldest first
    rows: int


def mark_rows(connection: sql.Connection) -> Marks:
    """Where each sealed table ends now."""
    parts = ", ".join(f"(SELECT coalesce(max(rowid), 0) FROM {name}) AS {name}" for name in SEALED)
    row = connection.exec_driver_sql(f"SELECT {parts}").one()
    return dict(zip(SEALED, row, strict=True))


def begin_rows(connection: sql.Connection, replaced: Sequence[str] = ()) -> Marks:
    """Begin a transaction in which rows are added, and those of some groups come and go."""
    _note_schema(connection)
    for group in replaced:
        if group in SUMMED:
            listen(connection, group, REPLACED[group])
    return mark_rows(connection)


def seal_rows(connection: sql.Connection, since: Marks, replaced: Sequence[str] = ()) -> None:
    """Seal the rows that were added since, and the groups that were replaced; nothing if none.

    `since` is what `begin_rows` gave for the same groups.
    """
    _seal(connection, since, {group: _cover(connection, group) for group in replaced})


def _seal(
    connection: sql.Connection,
    since: Marks,
    replaced: Mapping[str, str],
    watch: Watch = pass_on,
    **told: bool,
) -> None:
    until = mark_rows(connection)
    added: dict[str, list[Any]] = {}
    for name in SEALED:
        if until[name] > since[name]:
            query = f"SELECT * FROM {name} WHERE rowid > ? ORDER BY rowid"
            rows = many_rows(connection.exec_driver_sql(query, (since[name],)))
            added[name] = list(_digest(watch(rows)))
    if not added and not replaced:
        return
    before = _last_seal(connection)
    body = canonical(
        {
            "added": added,
            "before": before[0] if before else FIRST,
            "replaced": {**(before[1]["replaced"] if before else {}), **replaced},
            "schema": _schema_of(connection),
            **told,
        }
    )
    connection.exec_driver_sql(
        "INSERT INTO seal (digest, body) VALUES (?, ?)", (sha256_of(body.encode()), body)
    )


def seal_anew(connection: sql.Connection, watch: Watch = pass_on) -> None:
    """Seal all rows, as after a migration that altered tables: from here on they are covered."""
    covers = {}
    for group, tables in REPLACED.items():
        if group in SUMMED:
            covers[group] = _keep_sum(connection, group, add_up(connection, tables, watch))
        else:
            covers[group] = _cover(connection, group)
    _seal(connection, dict.fromkeys(SEALED, 0), covers, watch)


def seal_kept(connection: sql.Connection, since: Marks) -> None:
    """Seal tables that were laid out anew with their rows as they were: what was covered stays so."""
    _seal(connection, since, {}, anew=False)


def count_rows(connection: sql.Connection) -> int:
    """Over how many rows `seal_anew` goes, or somewhat more where rows were taken out."""
    tables = [*SEALED, *(table for group in SUMMED for table in REPLACED[group])]
    parts = " + ".join(f"(SELECT coalesce(max(rowid), 0) FROM {name})" for name in tables)
    return int(connection.exec_driver_sql(f"SELECT {parts}").scalar_one())


def _cover(connection: sql.Connection, group: str) -> str:
    """What covers a group, after what came and went in this transaction."""
    if group not in SUMMED:
        # FTS5 writes its index out at a savepoint, else only at the commit
        connection.exec_driver_sql("SAVEPOINT words")
        connection.exec_driver_sql("RELEASE words")
        return _digest_group(connection, group)
    return _keep_sum(connection, group, _kept_sum(connection, group) + heard_of(connection, group))


def _kept_sum(connection: sql.Connection, group: str) -> int:
    query = "SELECT total FROM tally WHERE name = ?"
    total = connection.exec_driver_sql(query, (group,)).scalar()
    return int(total, 16) if total else 0


def _keep_sum(connection: sql.Connection, group: str, total: int) -> str:
    text = as_text(total)
    connection.exec_driver_sql("INSERT OR REPLACE INTO tally VALUES (?, ?)", (group, text))
    return sha256_of(text.encode())


def head_of(connection: sql.Connection) -> str:
    """The digest of the newest seal."""
    last = _last_seal(connection)
    return last[0] if last else FIRST


def _last_seal(connection: sql.Connection) -> tuple[str, dict[str, Any]] | None:
    row = connection.exec_driver_sql(
        "SELECT digest, body FROM seal ORDER BY seq DESC LIMIT 1"
    ).first()
    return None if row is None else (row[0], json.loads(row[1]))


def _digest(rows: Iterable[Sequence[Any]]) -> tuple[int, str]:
    """How many rows, and the SHA-256 of all that they say."""
    digest, count = hashlib.sha256(), 0
    for row in rows:
        digest.update(f"{_SPELL(tuple(row))}\n".encode("ascii"))
        count += 1
    return count, digest.hexdigest()


def _hex(value: object) -> object:
    """Bytes stand in no column; where damage made some, they are another value than any text."""
    return {"bytes": value.hex()} if isinstance(value, bytes) else repr(value)


_SPELL = json.JSONEncoder(ensure_ascii=True, default=_hex).encode  #: made once: rows are many


def _digest_group(connection: sql.Connection, group: str) -> str:
    tables = (
        (n, connection.exec_driver_sql(f"SELECT * FROM {n} ORDER BY 1, 2")) for n in REPLACED[group]
    )
    return _digest((name, *row) for name, rows in tables for row in rows)[1]


def _note_schema(connection: sql.Connection) -> None:
    """Keep the digest of how the tables are laid out, for as long as the database says they are.

    Noted where a transaction begins, of what is committed: the database numbers each layout that
    stays, while a number given to one that is taken back is given again.
    """
    version = _schema_version(connection)
    if connection.info.get(LAYOUT, (None, ""))[0] != version:
        connection.info[LAYOUT] = (version, _digest_schema(connection))


def _schema_of(connection: sql.Connection) -> str:
    """The digest of how the tables are laid out now; made anew where this transaction altered it."""
    version, digest = connection.info.get(LAYOUT, (None, ""))
    return str(digest) if version == _schema_version(connection) else _digest_schema(connection)


def _schema_version(connection: sql.Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA main.schema_version").scalar_one())


def _digest_schema(connection: sql.Connection) -> str:
    rows = connection.exec_driver_sql(
        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    )
    return _digest(rows)[1]


# -- proof -------------------------------------------------------------------------------------


def prove_ledger(connection: sql.Connection) -> LedgerProof:
    """Every row is that which a seal covers, and each seal follows the one before; ProofError names
    the first that does not."""
    seals = list(_walk_seals(connection))
    if not seals:
        raise ProofError("the ledger is empty: no row of this register is covered by a hash")
    start = max((n for n, (_, body) in enumerate(seals) if _is_anew(body)), default=0)
    tables = {name: _rows_of(connection, name) for name in SEALED}
    counted = 0
    for number, (_, body) in enumerate(seals[start:], start + 1):
        for name, (count, told) in body["added"].items():
            rows = [row for _, row in zip(range(count), tables[name], strict=False)]
            counted += len(rows)
            if _digest(rows) != (count, told):
                raise ProofError(_altered(name, rows, count, f"seal {number} of {len(seals)}"))
    for name, rest in tables.items():
        if (row := next(rest, None)) is not None:
            raise ProofError(
                f"table {name}: row {_name_of(row)} is covered by no seal: it was put in"
            )
    last = seals[-1][1]
    if last["schema"] != _digest_schema(connection):
        raise ProofError("the tables are not laid out as they were when they were last written to")
    _prove_replaced(connection, last["replaced"])
    digests = tuple(digest for digest, _ in seals)
    return LedgerProof(head=digests[-1], digests=digests, rows=counted)


def _prove_replaced(connection: sql.Connection, told: Mapping[str, str]) -> None:
    """Every group is as it was written, and so is what covers it."""
    kept = {row.name: row.total for row in connection.exec_driver_sql("SELECT * FROM tally")}
    covers = {group: as_text(add_up(connection, REPLACED[group])) for group in SUMMED}
    if set(kept) != set(covers):
        raise ProofError("table tally: a sum over rows that come and go was taken out or put in")
    for group, cover in told.items():
        if group not in REPLACED:  # an older version's, which are covered otherwise now
            continue
        if group in SUMMED:
            is_kept = sha256_of(covers[group].encode()) == cover and kept[group] == covers[group]
        else:
            is_kept = _digest_group(connection, group) == cover
        if not is_kept:
            raise ProofError(
                f"the tables of what is {group} ({', '.join(REPLACED[group][:3])}, …) are not as "
                "they were written: a row of them was changed, taken out or put in"
            )
    if (altered := find_altered_words(connection)) is not None:
        raise ProofError(
            f"table {altered[0]}: what is searched for {altered[1]} is not what was written there"
        )
    if (table := find_altered_index(connection)) is not None:
        raise ProofError(f"table {table}: its index of words is not that of its texts")


def _walk_seals(connection: sql.Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    before = FIRST
    rows = connection.exec_driver_sql("SELECT seq, digest, body FROM seal ORDER BY seq")
    for number, (seq, digest, text) in enumerate(rows, 1):
        is_text = isinstance(text, str) and digest == sha256_of(text.encode("utf-8", "replace"))
        if not is_text or seq != number:
            raise ProofError(f"seal {number} of the ledger was altered")
        body = json.loads(text)
        if body["before"] != before:
            raise ProofError(
                f"seal {number} of the ledger does not follow the one before it: a seal was "
                "taken out, put in or exchanged"
            )
        yield digest, body
        before = digest


def _is_anew(body: dict[str, Any]) -> bool:
    """Whether a seal covers all rows from the first on: where `about` was written, unless the seal
    itself denies it."""
    return bool(body.get("anew", "about" in body["added"]))


def _rows_of(connection: sql.Connection, name: str) -> Iterator[Sequence[Any]]:
    return many_rows(connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY rowid"))


def _altered(name: str, rows: list[Sequence[Any]], count: int, seal: str) -> str:
    which = ", ".join(_name_of(row) for row in rows[:3]) + (", …" if len(rows) > 3 else "")
    return (
        f"table {name}: among {count} rows that were written together ({which or 'none left'}) one "
        f"was changed, taken out or put in since ({seal})"
    )


def _name_of(row: Sequence[Any]) -> str:
    return "/".join(str(part)[:40] for part in row[:2])
