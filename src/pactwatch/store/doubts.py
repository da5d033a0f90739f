"""A snapshot of a register → what the desk asks of it: what may need a person, and what they said."""

from __future__ import annotations

from collections.abc import Iterable

from pactwatch.nouns import Discrepancy, Hub, Judgement, Kinship
from pactwatch.store import sql
from pactwatch.store.lookup import Lookup
from pactwatch.store.plain import from_json
from pactwatch.store.schema import load_tables
from pactwatch.store.views import load_judgements


class Doubts:
    """What one snapshot holds for the desk."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._connection = lookup.connection

    def hubs(self) -> tuple[Hub, ...]:
        """Every hub, by id."""
        return tuple(from_json(Hub, body) for body in self._bodies("hub"))

    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Every field on which sources disagree, by id."""
        return tuple(from_json(Discrepancy, body) for body in self._bodies("discrepancy"))

    def contradictions(self) -> tuple[tuple[str, str], ...]:
        """Which claims contradict which rows of the known facts."""
        found = (from_json(tuple[str, str], body) for body in self._bodies("contradiction"))
        return tuple(sorted(found))

    def unsure_pages(self, *, below: float) -> tuple[Kinship, ...]:
        """Pages with claims that are taken for another's words, though not surely."""
        table, sheet = load_tables()["kinship"], load_tables()["sheet"]
        query = (
            sql.select(table.c.body)
            .join_from(table, sheet, sheet.c.doc_id == table.c.id)
            .where(
                self._lookup.holds(table),
                sheet.c.claims > 0,
                sql.func.json_extract(table.c.body, "$.confidence") < below,
            )
            .order_by(table.c.id)
        )
        return tuple(from_json(Kinship, body) for body in self._connection.execute(query).scalars())

    def judgements(self) -> tuple[Judgement, ...]:
        """What people decided, in the order in which they did."""
        return load_judgements(self._connection)

    def newest_judgement(self) -> int:
        """Grows with every judgement."""
        table = load_tables()["judgement"]
        return self._connection.execute(sql.select(sql.func.max(table.c.seq))).scalar() or 0

    def pages_of(self, captures: Iterable[str]) -> tuple[str, ...]:
        """The documents that these captures showed, in the order in which they came in."""
        intake, sighting = load_tables()["intake"], load_tables()["sighting"]
        query = (
            sql.select(sighting.c.doc_id)
            .join_from(sighting, intake, intake.c.seq == sighting.c.intake)
            .where(intake.c.capture_id.in_(list(captures)))
            .order_by(sighting.c.seq)
        )
        return tuple(dict.fromkeys(self._connection.execute(query).scalars()))

    def _bodies(self, name: str) -> list[str]:
        table = load_tables()[name]
        query = sql.select(table.c.body).where(self._lookup.holds(table)).order_by(table.c.id)
        return list(self._connection.execute(query).scalars())
