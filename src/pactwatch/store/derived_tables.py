"""Tables that follow from the inputs: what is derived, by what pages find it, what is compared."""

from __future__ import annotations

from pactwatch.store import sql
from pactwatch.store.columns import holding, maybe, number, seq, text

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
#: Those of tables that link end in what they lead to, which spares the row.
HELD = ("until_day", "from_day")

#: Tables by which pages find derived nouns, made anew with these, a knot at a time.
LOOKUPS = ("belonging", "called", "roll", "sheet", "worded")


def add_derived(tables: sql.MetaData) -> None:
    sql.Table("asked", tables, seq(), text("asked_at"), text("body"))
    sql.Table("derivation", tables, seq(), text("fingerprint"))
    sql.Table(  # with which pages each was reconciled, and a hash of what that hung on
        "knot",
        tables,
        sql.Column("doc_id", sql.Text, primary_key=True),
        text("knot"),
        text("sign"),
        sql.Index("knot_by_knot", "knot"),
    )
    sql.Table(  # which inputs the register shows; `body` where it alters them
        "shown",
        tables,
        seq(),
        text("part"),
        text("ref"),
        maybe("body"),
        *holding(),
        sql.Index("shown_by_ref", "part", "ref"),
        sql.Index(
            "shown_altered", "part", "ref", sqlite_where=sql.text("body IS NOT NULL")
        ),  # few are
        sql.Index("shown_by_knot", "knot"),
    )
    for name in DERIVED:
        sql.Table(
            name,
            tables,
            seq(),
            text("id"),
            maybe("kind"),
            text("body"),
            *holding(),
            sql.Index(f"{name}_by_id", "id", *HELD),
            sql.Index(f"{name}_by_knot", "knot"),
            *(_listing(name) if name in LISTED else ()),
            sqlite_autoincrement=name == "outline",  # readers keep its rows by number
        )
    for name in ("claim_record", "claim_origin"):
        whole = name.removeprefix("claim_") + "_id"
        sql.Table(
            name,
            tables,
            seq(),
            text(whole),
            number("position"),
            text("claim_id"),
            *holding(),
            sql.Index(f"{name}_by_{whole}", whole),
            sql.Index(f"{name}_by_claim", "claim_id", *HELD, whole),
            sql.Index(f"{name}_by_knot", "knot"),
        )


def _listing(name: str) -> tuple[sql.Index, ...]:
    """Today's rows in their order, and those of any day. Partial, so that no other search uses it."""
    is_now = sql.text("until_day IS NULL")
    return (
        sql.Index(f"{name}_now", "kind", "until_day", sqlite_where=is_now),
        sql.Index(f"{name}_held", "from_day", "until_day", "kind"),
    )


def add_lookups(tables: sql.MetaData) -> None:
    """By what pages are found, beside what is derived; made anew with it."""
    sql.Table(  # which hub, speaker, story or wording a record or document belongs to, and as what
        "belonging",
        tables,
        text("whole"),
        text("whole_id"),
        text("part_id"),
        maybe("as_what"),
        *holding(),
        sql.Index("belonging_by_part", "part_id", "whole", *HELD, "whole_id", "as_what"),
        sql.Index("belonging_by_knot", "knot"),
    )
    sql.Table(  # the id that a record has, or had, while this claim came first
        "called",
        tables,
        sql.Column("record_id", sql.Text, primary_key=True),
        text("claim_id"),
    )
    sql.Table(  # who speaks, by name in small letters, and of how many records
        "roll",
        tables,
        text("speaker_id"),
        text("name"),
        text("names"),
        number("records"),
        *holding(),
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
        text("known_by"),
        maybe("published"),
        number("in_domain"),
        number("claims"),
        text("face"),
        text("body"),
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
        text("part"),
        number("place"),
        text("page"),
        text("ref"),
        text("mark"),
        text("told"),
        sql.PrimaryKeyConstraint("part", "place"),
        sql.Index("worded_of_page", "page", "part"),
    )


def add_near(tables: sql.MetaData) -> None:
    """With what new pages are compared, see `store.neighbours`."""
    sql.Table(  # what is kept of a page; `keys` are those by which copies and tales are found
        "leaf",
        tables,
        sql.Column("page", sql.Integer, primary_key=True),
        sql.Column("doc_id", sql.Text, nullable=False, unique=True),
        number("size"),
        *(sql.Column(f"{name}_keys", sql.LargeBinary, nullable=False) for name in ("copy", "tale")),
        text("body"),
    )
    sql.Table(
        "posting",
        tables,
        *(sql.Column(name, sql.BigInteger) for name in ("key", "rank")),
        number("page"),
        sql.PrimaryKeyConstraint("key", "rank", "page"),
        sqlite_with_rowid=False,
    )
    sql.Table(  # by what pages hang together; `doc_id` of what goes with a page
        "tie",
        tables,
        text("key"),
        text("value"),
        text("doc_id"),
        sql.PrimaryKeyConstraint("key", "value"),
        sql.Index("tie_of_document", "doc_id"),
        sqlite_with_rowid=False,
    )
    sql.Table(  # for which inputs these stand, and with what pack and program they were made
        "indexed",
        tables,
        seq(),
        text("fingerprint"),
        text("basis"),
        text("newest"),
    )
