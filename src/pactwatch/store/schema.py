"""The tables of a register.

Inputs are only ever appended to, and each row is covered by a seal of the ledger (`store.ledger`).
Their `seq` grows with every row, so that the newest of each tells whether anything was added since
the derived tables were made. Derived tables follow from the inputs and can be made anew. A row of
theirs holds on the days from `from_day` on and before `until_day`, where these are told; those
without `until_day` are today's. `knot` says with which pages, named by the first of them, it was
made.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pactwatch.store import sql

#: The newest migration in `migrations/versions`; a test holds the two together.
REVISION = "0015"

#: SQLite's mark of whose file it is: "PACT".
APPLICATION_ID = 0x50414354

#: What new pages are compared with. Nothing of it is shown, and the ledger leaves it out: it follows
#: from the inputs, and `verify` derives the register from these, without it.
NEAR = ("leaf", "posting", "tie", "indexed")

#: Tables of derived nouns; each row holds one noun whole.
DERIVED = (
    "kinship",
    "wording",
    "story",
    "dated",
    "origin",
    "hub",
    "outline",
    "record",
    "speaker",
    "discrepancy",
    "contradiction",
    "fact",
)

#: Derived tables that pages list and count: no more than an index is read for it.
LISTED = ("discrepancy", "outline", "story")

#: Columns that tell when a row holds, as indexes end in them: a thing that was worked out anew a
#: hundred times has a hundred rows, and no other of them is read than the one that is asked for.
HELD = ("until_day", "from_day")

#: Tables by which pages find derived nouns, made anew with these, a knot at a time.
LOOKUPS = ("belonging", "called", "roll", "sheet", "worded")


@dataclass(frozen=True, slots=True)
class Tables:
    """Every table by its name."""

    metadata: sql.MetaData

    def __getitem__(self, name: str) -> sql.Table:
        return self.metadata.tables[name]


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """The tables as this version of the program knows them."""
    tables = sql.MetaData()
    _add_runs(tables)
    _add_inputs(tables)
    _add_documents(tables)
    _add_readings(tables)
    _add_verdicts(tables)
    _add_derived(tables)
    _add_ledger(tables)
    _add_watch(tables)
    _add_lookups(tables)
    _add_near(tables)
    return Tables(tables)


def _text(name: str) -> sql.Column[str]:
    return sql.Column(name, sql.Text, nullable=False)


def _maybe(name: str) -> sql.Column[str]:
    return sql.Column(name, sql.Text)


def _number(name: str) -> sql.Column[int]:
    return sql.Column(name, sql.Integer, nullable=False)


def _seq() -> sql.Column[int]:
    return sql.Column("seq", sql.Integer, primary_key=True, autoincrement=True)


def _to(name: str, target: str, *, required: bool = True) -> sql.Column[str]:
    return sql.Column(name, sql.ForeignKey(target), nullable=not required)


def _add_runs(tables: sql.MetaData) -> None:
    sql.Table("about", tables, sql.Column("key", sql.Text, primary_key=True), _text("value"))
    sql.Table(
        "run",
        tables,
        _seq(),
        sql.Column("id", sql.Text, nullable=False, unique=True),
        _text("started_at"),
        _text("versions"),
        _text("arguments"),
    )
    sql.Table(
        "run_end",
        tables,
        _seq(),
        sql.Column("run_id", sql.ForeignKey("run.id"), nullable=False, unique=True),
        _text("ended_at"),
    )


def _add_inputs(tables: sql.MetaData) -> None:
    sql.Table(
        "capture",
        tables,
        sql.Column("id", sql.Text, primary_key=True),  # the record in the archive
        _text("source"),
        _text("sha256"),
        _text("media_type"),
        _number("size"),
        _text("captured_at"),
        _to("run_id", "run.id"),
    )
    sql.Table(  # what people say of a capture or an address; the newest of a field speaks
        "metadata",
        tables,
        _seq(),
        _text("about"),
        _text("subject"),
        _text("field"),
        _text("value"),
        _text("basis"),
        _text("who"),
        _text("told_at"),
        _maybe("why"),
        _to("run_id", "run.id"),
        sql.Index("metadata_of_subject", "subject"),
    )
    sql.Table(  # one passing of a capture through the stages
        "intake",
        tables,
        _seq(),
        _to("capture_id", "capture.id"),
        _text("given"),
        _text("readers"),
        _to("run_id", "run.id"),
        sql.Index("intake_of_capture", "capture_id"),
    )
    sql.Table(  # written when all that a capture holds is in
        "intake_end",
        tables,
        _seq(),
        sql.Column("intake", sql.ForeignKey("intake.seq"), nullable=False, unique=True),
        _text("told"),
    )


def _add_documents(tables: sql.MetaData) -> None:
    sql.Table(
        "document",
        tables,
        sql.Column("id", sql.Text, primary_key=True),
        _text("sha256"),
        _text("text"),
        _to("run_id", "run.id"),
    )
    sql.Table(  # a document as one capture showed it
        "sighting",
        tables,
        _seq(),
        _to("intake", "intake.seq"),
        _to("doc_id", "document.id"),
        _text("source"),
        _maybe("url"),
        _maybe("outlet"),
        _maybe("title"),
        _maybe("published"),
        _maybe("published_basis"),
        _text("known"),
        _text("known_basis"),
        _maybe("language"),
        _text("media_type"),
        _text("cleaner"),
        _maybe("archived"),
        _text("page_starts"),
        _text("face"),
        sql.UniqueConstraint("intake", "doc_id", "source"),
        sql.Index("sighting_of_document", "doc_id"),
        sql.Index("sighting_at_url", "url"),
        sql.Index("sighting_from_source", "source"),
    )


def _add_readings(tables: sql.MetaData) -> None:
    sql.Table(
        "reading",
        tables,
        _seq(),
        _to("doc_id", "document.id"),
        _text("face"),
        _text("readers"),
        _number("in_domain"),
        _text("repeated"),
        _to("run_id", "run.id"),
        sql.UniqueConstraint("doc_id", "face", "readers"),
    )
    sql.Table(
        "claim",
        tables,
        _to("reading", "reading.seq"),
        _number("position"),
        _text("id"),
        _text("kind"),
        _to("doc_id", "document.id"),
        _number("start"),
        _number("end"),
        _maybe("said_by"),
        _maybe("via"),
        _text("basis"),
        _text("factuality"),
        _maybe("told_when"),
        _text("reader"),
        _text("why"),
        sql.PrimaryKeyConstraint("reading", "id"),
        sql.Index("claim_by_id", "id"),
    )
    of_claim = ("reading", "claim_id"), ("claim.reading", "claim.id")
    sql.Table(
        "claim_slot",
        tables,
        _number("reading"),
        _text("claim_id"),
        _number("position"),
        _text("name"),
        _text("value"),
        _number("start"),
        _number("end"),
        sql.PrimaryKeyConstraint("reading", "claim_id", "position"),
        sql.ForeignKeyConstraint(*of_claim),
    )
    sql.Table(  # the pieces of a claim, and where its page says it again
        "claim_range",
        tables,
        _number("reading"),
        _text("claim_id"),
        _text("part"),
        _number("position"),
        _number("start"),
        _number("end"),
        sql.PrimaryKeyConstraint("reading", "claim_id", "part", "position"),
        sql.ForeignKeyConstraint(*of_claim),
    )
    sql.Table(
        "link",
        tables,
        _to("reading", "reading.seq"),
        _number("position"),
        _text("claim_id"),
        _text("slot"),
        _text("to_claim"),
        sql.PrimaryKeyConstraint("reading", "position"),
    )


def _add_verdicts(tables: sql.MetaData) -> None:
    sql.Table(
        "issue",
        tables,
        sql.Column("id", sql.Text, primary_key=True),
        _text("source"),
        _text("stage"),
        _text("what"),
    )
    sql.Table(  # what came of an input: an issue, or none where all of it was read
        "attempt",
        tables,
        _seq(),
        _text("input"),
        _to("intake", "intake.seq", required=False),
        _to("issue_id", "issue.id", required=False),
        _to("run_id", "run.id"),
        sql.Index("attempt_of_input", "input"),
        sql.Index("attempt_with_issue", "issue_id"),
    )
    sql.Table(  # a piece of a crawl of which all is in, and what it came to
        "shard",
        tables,
        _seq(),
        _text("shard_id"),
        _text("terms"),
        _text("source"),
        _text("body"),
        _to("run_id", "run.id"),
        sql.Index("shard_by_id", "shard_id", "terms", unique=True),
    )
    sql.Table(
        "judgement",
        tables,
        _seq(),
        sql.Column("id", sql.Text, nullable=False, unique=True),
        _to("doc_id", "document.id"),
        _text("body"),
        _to("run_id", "run.id"),
        sql.Index("judgement_of_document", "doc_id"),
    )


def _add_derived(tables: sql.MetaData) -> None:
    sql.Table("asked", tables, _seq(), _text("asked_at"), _text("body"))
    sql.Table("derivation", tables, _seq(), _text("fingerprint"))
    sql.Table(  # with which pages each was reconciled, and a hash of what that hung on
        "knot",
        tables,
        sql.Column("doc_id", sql.Text, primary_key=True),
        _text("knot"),
        _text("sign"),
    )
    sql.Table(  # which inputs the register shows; `body` where it alters them
        "shown",
        tables,
        _seq(),
        _text("part"),
        _text("ref"),
        _maybe("body"),
        *_held(),
        sql.Index("shown_by_ref", "part", "ref"),
        sql.Index("shown_by_knot", "knot"),
    )
    for name in DERIVED:
        sql.Table(
            name,
            tables,
            _seq(),
            _text("id"),
            _maybe("kind"),
            _text("body"),
            *_held(),
            sql.Index(f"{name}_by_id", "id", *HELD),
            sql.Index(f"{name}_by_knot", "knot"),
            *(_listing(name) if name in LISTED else ()),
        )
    for name in ("claim_record", "claim_origin"):
        whole = name.removeprefix("claim_") + "_id"
        sql.Table(
            name,
            tables,
            _seq(),
            _text(whole),
            _number("position"),
            _text("claim_id"),
            *_held(),
            sql.Index(f"{name}_by_{whole}", whole),
            sql.Index(f"{name}_by_claim", "claim_id", *HELD),
            sql.Index(f"{name}_by_knot", "knot"),
        )


def _listing(name: str) -> tuple[sql.Index, ...]:
    """Today's rows in their order, and those of any day. Partial, so that no other search uses it."""
    is_now = sql.text("until_day IS NULL")
    return (
        sql.Index(f"{name}_now", "kind", "until_day", sqlite_where=is_now),
        sql.Index(f"{name}_held", "from_day", "until_day", "kind"),
    )


def _held() -> tuple[sql.Column[str], ...]:
    """Between which days a row holds, and with which pages it was made."""
    return _maybe("from_day"), _maybe("until_day"), _text("knot")


def _add_ledger(tables: sql.MetaData) -> None:
    sql.Table("seal", tables, _seq(), _text("digest"), _text("body"))  # see `store.ledger`
    sql.Table(  # the sum of all rows of what comes and goes, see `store.sums`
        "tally", tables, sql.Column("name", sql.Text, primary_key=True), _text("total")
    )
    sql.Table(  # what was sealed into the archive, and the archive's last hash after that
        "anchor", tables, _seq(), _text("sealed"), _text("head"), _text("anchored_at")
    )


def _add_watch(tables: sql.MetaData) -> None:
    sql.Table(  # what came of an address when it was last asked for; the newest speaks
        "visit",
        tables,
        _seq(),
        _text("address"),
        _text("body"),
        _to("run_id", "run.id"),
        sql.Index("visit_of_address", "address"),
    )
    sql.Table(  # what people say of an outlet; the newest speaks
        "card", tables, _seq(), _text("outlet"), _text("body"), _to("run_id", "run.id")
    )


def _add_lookups(tables: sql.MetaData) -> None:
    """By what pages are found, beside what is derived; made anew with it."""
    sql.Table(  # which hub, speaker, story or wording a record or document belongs to, and as what
        "belonging",
        tables,
        _text("whole"),
        _text("whole_id"),
        _text("part_id"),
        _maybe("as_what"),
        *_held(),
        sql.Index("belonging_by_part", "part_id", "whole", *HELD),
        sql.Index("belonging_by_knot", "knot"),
    )
    sql.Table(  # the id that a record has, or had, while this claim came first
        "called",
        tables,
        sql.Column("record_id", sql.Text, primary_key=True),
        _text("claim_id"),
    )
    sql.Table(  # who speaks, by name in small letters, and of how many records
        "roll",
        tables,
        _text("speaker_id"),
        _text("name"),
        _text("names"),
        _number("records"),
        *_held(),
        sql.Index("roll_by_name", "name", "speaker_id"),
        sql.Index(
            "roll_now",
            "name",
            "speaker_id",
            "names",
            "until_day",
            sqlite_where=sql.text("until_day IS NULL"),
        ),
        sql.Index("roll_by_knot", "knot"),
    )
    sql.Table(  # a document in one line; `known_by` is the last day of `known`
        "sheet",
        tables,
        sql.Column("doc_id", sql.Text, primary_key=True),
        sql.Column("reading", sql.Integer),
        _text("known_by"),
        _maybe("published"),
        _number("in_domain"),
        _number("claims"),
        _text("face"),
        _text("body"),
        sql.Index("sheet_by_day", "known_by", "doc_id"),
        sql.Index("sheet_by_reading", "reading"),
        sql.Index(
            "sheet_undated",
            "known_by",
            "doc_id",
            sqlite_where=sql.text("published IS NULL AND in_domain = 1"),
        ),
    )
    sql.Table(  # which row of the search holds the words of a page or claim, and a hash of them
        "worded",
        tables,
        _text("part"),
        _number("place"),
        _text("page"),
        _text("ref"),
        _text("mark"),
        _text("told"),
        sql.PrimaryKeyConstraint("part", "place"),
        sql.Index("worded_of_page", "page", "part"),
    )


def _add_near(tables: sql.MetaData) -> None:
    """With what new pages are compared, see `store.neighbours`."""
    sql.Table(  # what is kept of a page; `keys` are those by which copies and tales are found
        "leaf",
        tables,
        sql.Column("page", sql.Integer, primary_key=True),
        sql.Column("doc_id", sql.Text, nullable=False, unique=True),
        _number("size"),
        *(sql.Column(f"{name}_keys", sql.LargeBinary, nullable=False) for name in ("copy", "tale")),
        _text("body"),
    )
    sql.Table(
        "posting",
        tables,
        *(sql.Column(name, sql.BigInteger) for name in ("key", "rank")),
        _number("page"),
        sql.PrimaryKeyConstraint("key", "rank", "page"),
        sqlite_with_rowid=False,
    )
    sql.Table(  # by what pages hang together; `doc_id` of what goes with a page
        "tie",
        tables,
        _text("key"),
        _text("value"),
        _text("doc_id"),
        sql.PrimaryKeyConstraint("key", "value"),
        sql.Index("tie_of_document", "doc_id"),
        sqlite_with_rowid=False,
    )
    sql.Table(  # for which inputs these stand, and with what pack and program they were made
        "indexed",
        tables,
        _seq(),
        _text("fingerprint"),
        _text("basis"),
        _text("newest"),
    )
