"""Days as EDTF level 1 strings: reading, anchoring, comparing, and saying them in words.

What enters: a day (`2025-05-04`, `2025-08~`, `2024-07/..`, `XXXX-03` where the year is not told),
or the form that a reader gives to words such as "last Friday". What leaves: days, or what two days
say about each other. Pure functions; nothing here knows today's date.

A form is written as follows, and holds no day that its words do not hold:

    2025-05-04, 2025-05, 2025, 2025-22 (summer), 2025-Q3, 2025-H1     as told
    XXXX-03, XXXX-03-15, XXXX-22, XXXX-Q3, XXXX-XX-20, WD-5, WD-WE   no year, no month, no week told
    D-1, W+0, M-1, Q-1, Y-1    yesterday, this week, last month, last quarter, last year
    W-1-5, W-1-WE, M-1-05, Y-1-03, Y+0-22    a part of it: Friday of last week, March of last year
    P-3D, P-2W, P+1M    time gone by: three days ago, two weeks ago, in a month

Of what is not told `<` and `>` say that it lies before or after the publication day, as in "last
October"; `<=` and `>=` that the tense looks back or ahead, which gives way where that is many
months off and the other side is near; `<<` that it has happened, however long ago. `XXXX-EA`,
`GF`, `EM`, `TG` are Easter, Good Friday, Easter Monday and Thanksgiving. `~` means about, `A/B`
from A to B, `A/..` since A; `A@(B)` that A is counted from B and not from the publication day,
`A@(?)` from a day that the text does not tell.
`XXXX-12@(2025-06)` is a month that the text tells after another: where nobody knows when the page
was published, the first one from there on.
"""

from pactwatch.days.compare import Meeting, day_in_words, days_meet, is_later, sort_key
from pactwatch.days.form import DEEPEST, DateBasis, anchor, is_form
from pactwatch.days.point import Day, is_day, parse_day, span_of

__all__ = [
    "DEEPEST",
    "DateBasis",
    "Day",
    "Meeting",
    "anchor",
    "day_in_words",
    "days_meet",
    "is_day",
    "is_form",
    "is_later",
    "parse_day",
    "sort_key",
    "span_of",
]
