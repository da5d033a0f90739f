"""Which pieces of crawls are in. What enters: shards and what came of them; what leaves: the same."""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.ids import content_id
from pactwatch.nouns import Issue, Shard
from pactwatch.store import sql
from pactwatch.store.plain import from_json, to_json
from pactwatch.store.schema import load_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardDone:
    """What a shard came to: how many records it holds, those dropped by stage and reason, issues."""

    records: int
    dropped: tuple[tuple[str, str, int], ...]
    issues: tuple[Issue, ...]


def find_shard(connection: sql.Connection, shard: Shard, terms: str) -> ShardDone | None:
    """What a shard came to under these terms, or None where it is not in."""
    table = load_tables()["shard"]
    body = connection.execute(
        sql.select(table.c.body).where(
            table.c.shard_id == shard.id, table.c.terms == content_id("trm", terms)
        )
    ).scalar()
    return None if body is None else from_json(ShardDone, body)


def add_shard(
    connection: sql.Connection, shard: Shard, terms: str, *, done: ShardDone, run_id: str
) -> None:
    """All that a shard holds is in."""
    connection.execute(
        sql.insert(load_tables()["shard"]).values(
            shard_id=shard.id,
            terms=content_id("trm", terms),
            source=shard.source,
            body=to_json(done),
            run_id=run_id,
        )
    )


def begin_input(connection: sql.Connection, source: str, run_id: str) -> None:
    """An input is read from its start: what was amiss with it before stands no more."""
    connection.execute(
        sql.insert(load_tables()["attempt"]).values(
            input=source, intake=None, issue_id=None, run_id=run_id
        )
    )
