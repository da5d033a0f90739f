"""English words → forms of days: the table of rules, one row a way of saying when.

What enters: text. What leaves: `Found`, the place of an expression and its form (see
`pactwatch.days`). A form's `^` stands where the side on which it lies is still to be told by the
tense; an origin `?` stands for the day that the text told before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from pactwatch.extract import when_forms as forms
from pactwatch.extract.when_words import ORDINALS, compile_rule

Builder = Callable[[forms.Match], str | None]


@dataclass(frozen=True, slots=True)
class Found:
    """Where an expression stands, and its form."""

    start: int
    end: int
    form: str


_OLD = r"(?i:\b(?:(?:earlier|later|early|late|mid)(?: |-))?"

#: Name, pattern, builder. Of expressions that overlap the one that begins first stays, then the
#: longest, then the one whose rule stands first.
RULES: tuple[tuple[str, str, Builder], ...] = (
    (
        "2025-05-04",
        r"(?<![\w.-])(?P<year>(?:19|20)\d\d)(?P<s>[-/])(?P<m>0[1-9]|1[0-2])(?P=s)"
        r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d|[-/]\d)",
        forms.read_iso,
    ),
    (
        "25/12/2025",
        r"(?<![\w./-])(?P<a>\d\d?)(?P<s>[/.])(?P<b>\d\d?)(?P=s)(?P<year>(?:19|20)\d\d)(?!\d|[/.]\d)",
        forms.read_figures,
    ),
    (
        "May 4",
        r"(?<!\b[Ii]n\x20)<led><month> <day>(?:<through><day2>)?<ofyear>?",
        forms.read_calendar_day,
    ),
    (
        "in May 4",
        r"(?<=\b[Ii]n\x20)<month> <day>(?:<through><day2>)?<ofyear>",
        forms.read_calendar_day,
    ),
    (
        "4 May",
        r"(?<![\d.,$£€-])<led>(?:the )?\b<day>(?:<through><day2>)? (?:of )?<month><ofyear>?",
        forms.read_calendar_day,
    ),
    (
        "the sixteenth of July",
        rf"(?i:\bthe (?P<nth>(?:twenty-|thirty-)?(?:{'|'.join(ORDINALS)})|thirtieth) (?:day )?of) "
        r"<month><ofyear>?",
        forms.read_worded_day,
    ),
    ("early May 2025", r"<around>?<month><ofyear>", forms.read_month_of_year),
    ("last May 4", r"<relative> <month> <day>", forms.read_last_day),
    ("that June", r"(?i:\bthat (?:same |very )?)<fullmonth>", forms.read_that_month),
    ("the last day of May", r"<endday> <month><ofyear>?", forms.read_end_of_month),
    ("the last day of 2021", r"<endday> <year>", forms.read_end_of_year),
    ("the last day of last year", r"<endday> <relative> year\b", forms.read_end_of_year),
    (
        "the last day of the month",
        r"<endday> (?i:(?P<told>the|that|the same) (?P<unit>month|year))\b",
        forms.read_end_of_told,
    ),
    (
        "before the year was out",
        r"(?i:\bbefore (?:the|that) (?P<unit>year|month|week) (?:was|had|came) "
        r"(?:out|over|ended|to an end)\b)",
        forms.read_within,
    ),
    ("last May", r"<relative> <fullmonth>", forms.read_bare_month),
    ("early May", r"<around><fullmonth>", forms.read_bare_month),
    (
        "in May",
        r"(?:(?<=\b[Ii]n\x20)|(?<=\b[Ss]ince\x20))<fullmonth>(?!['’]s [A-Z])",
        forms.read_lone_month,
    ),
    (
        "May",
        r"<fullmonth>(?!['’]s [A-Z])(?! [A-Z][a-z]+,? (?:said|says|was|has|told|is|who)\b)",
        forms.read_lone_month,
    ),
    (
        "2019-25",
        r"(?<![\w.,$£€#-])<year>[-–](?P<last>(?:19|20)?\d\d)(?!\d|[-.,/]\d|[A-Za-z])",
        forms.read_years,
    ),
    ("late 2024", r"<around><year>", forms.read_year),
    (
        "2024",
        r"(?:(?<=\bpost-)|(?<=\bpre-)|(?<![\w.,:$£€#/+-]))(?<!No\.\x20)(?<![$£€]\x20)<year>"
        r"(?!<maybe>%| (?i:people|men|women|km|miles)\b)",
        forms.read_year,
    ),
    ("last Friday", r"<relative> <fullweekday><part>", forms.read_weekday),
    (
        "Friday",
        r"(?:\b(?i:early|late|earlier|later) )?<fullweekday>(?:['’]s)?<part>",
        forms.read_weekday,
    ),
    ("Friday of last week", r"<fullweekday>(?: of)? <relative> week\b", forms.read_day_of_week),
    ("last week Friday", r"<relative> week(?: on|,)? <fullweekday><part>", forms.read_day_of_week),
    (
        "yesterday",
        rf"{_OLD}(?P<named>the day before yesterday|the day after tomorrow|today|yesterday|"
        r"tomorrow|tonight|last night|this (?:morning|afternoon|evening)))\b<part>",
        forms.read_named_day,
    ),
    (
        "last month",
        rf"(?<!\b[Tt]he\x20){_OLD})<relative> (?P<unit>week|month|year|quarter|weekend)\b",
        forms.read_calendar_unit,
    ),
    ("the last quarter", r"\bthe <relative> (?P<unit>quarter)\b", forms.read_calendar_unit),
    (
        "the end of last year",
        r"<around><relative> (?P<unit>week|month|year|quarter|weekend)\b",
        forms.read_calendar_unit,
    ),
    (
        "the end of the year",
        r"<around>(?<=the\x20)(?P<unit>week|month|year)\b",
        forms.read_bare_unit,
    ),
    (
        "the weekend",
        r"\b(?:over|on|at|during|this) (?:the )?(?P<unit>weekend)\b",
        forms.read_bare_unit,
    ),
    (
        "two weeks ago",
        r"<about>\b<number>(?: |-)(?P<unit>day|week|fortnight|month|year|decade)s? <way>",
        forms.read_gone,
    ),
    (
        "half a year ago",
        r"<about>\b(?i:half an? year|(?P<more>an?|one|two) years? and a half|"
        r"(?P<and>one|two) and a half years) <way>",
        forms.read_half_years,
    ),
    (
        "in two weeks' time",
        r"\bin <about><number> (?P<unit>day|week|month|year)s?['’]s? time\b",
        forms.read_gone,
    ),
    (
        "the next day",
        r"(?i:\b(?:(?:earlier|later) )?(?:(?:that|the) (?P<which>same|very|previous|following|"
        r"next)|(?P<that>that)) (?P<unit>day|week|month|year|"
        r"morning|afternoon|evening|night))\b<part>",
        forms.read_told_before,
    ),
    (
        "the day before",
        r"(?i:\bthe (?P<unit>day|week|month|year) (?P<way>before|after|earlier))"
        r"(?=<maybe>(?:[.,;:)]|$))",
        forms.read_told_before,
    ),
    (
        "summer 2025",
        r"<around>?(?i:\b(?:the )?(?P<season>spring|summer|autumn|fall|winter))(?P<of><ofyear>)",
        forms.read_season,
    ),
    (
        "last summer",
        r"<relative> (?P<season>spring|summer|autumn|fall|winter)\b",
        forms.read_season,
    ),
    (
        "in the summer",
        r"(?<=\b[Ii]n\x20)(?:the )?(?P<season>spring|summer|autumn|winter)\b",
        forms.read_season,
    ),
    (
        "first quarter",
        r"(?i:\b(?:the )?(?P<nth>first|second|third|fourth|final|last)"
        r"(?: |-)(?P<kind>quarter|half))<ofyear>",
        forms.read_quarter,
    ),
    (
        "third quarter",
        r"(?i:\b(?:the (?P<nth>first|second|third|fourth|final) |"
        r"(?P<nth2>first|second|third|fourth)-)"
        r"(?P<kind>quarter))\b",
        forms.read_quarter,
    ),
    ("Q3 2025", r"\b[Qq](?P<nth>[1-4])(?P<kind>)(?:<,>(?: of)? <year>)?(?!\w)", forms.read_quarter),
    (
        "the week of May 4",
        r"(?i:\bthe week (?:of|beginning|starting)) <month> <day><ofyear>?",
        forms.read_week_of,
    ),
    ("the 20th of this month", r"\bthe <day> of <relative> month\b", forms.read_day_of_month),
    (
        "the 20th of that month",
        r"\bthe <day> of (?P<told>that|the same|the) month\b",
        forms.read_day_of_month,
    ),
    (
        "on the 20th",
        r"(?<=\b[OoBb][ny]\x20)the (?P<day>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th))\b<nothing>",
        forms.read_day_of_month,
    ),
    (
        "Christmas",
        r"(?:<relative> )?(?i:\b(?P<feast>Christmas (?:Eve|Day)|Boxing Day|Good Friday|"
        r"Thanksgiving(?: Day)?|Easter (?:Sunday|Monday)|"
        r"New Year['’]s(?: Eve| Day)|Fourth of July|Valentine['’]s Day))(?!\w)(?:<,> <year>)?",
        forms.read_feast,
    ),
    (
        "1990s",
        r"(?<!\w)(?:(?:early|late|mid)(?: |-))?(?:the ['’]?|(?=1|2))"
        r"(?P<century>19|20)?(?P<tens>\d)0s\b",
        forms.read_decade,
    ),
)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Builder], ...]:
    """The rules, compiled where they are first used: it takes long, and `--help` must not."""
    return tuple((compile_rule(rule), build) for _, rule, build in RULES)


def find_forms(text: str) -> Iterator[Found]:
    """Text → every expression that a rule reads, overlapping ones too, rule by rule."""
    for pattern, build in _compiled():
        for match in pattern.finditer(text):
            form = build(match)
            if form is not None:
                yield Found(match.start(), match.end(), form)
