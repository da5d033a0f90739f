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

from pactwatch.extract.when_words import (
    DAY_OF,
    FEASTS,
    MONTH_OF,
    ORDINALS,
    SEASON_OF,
    SHIFT_OF,
    UNIT_OF,
    compile_rule,
    number_of,
)

Match = re.Match[str]
Builder = Callable[[Match], str | None]


@dataclass(frozen=True, slots=True)
class Found:
    """Where an expression stands, and its form."""

    start: int
    end: int
    form: str


def _group(m: Match, name: str) -> str:
    """What a group holds, in small letters and single spaces; empty where the rule has none."""
    found = m.groupdict().get(name)
    return " ".join(found.lower().split()) if found else ""


def _month(m: Match) -> str:
    return f"{MONTH_OF[_group(m, 'month')[:3]]:02}"


def _day(m: Match, name: str = "day") -> str:
    return f"{int(re.sub('[a-z]', '', _group(m, name))):02}"


def _shift(m: Match) -> int:
    return SHIFT_OF[_group(m, "relative").removeprefix("the ")]


#: What is told of a month or year as a whole; "early", "mid" and "late" lie within it for certain.
ROUGHLY = ("about", "around", "circa")


def _about(m: Match) -> str:
    vague = _group(m, "around").startswith((*ROUGHLY, "turn", "the turn"))
    return "~" if vague or _group(m, "about") else ""


def _in_year(m: Match, rest: str) -> str:
    """A part of a year: of the one told, the one counted, or one that is left open."""
    if year := _group(m, "year"):
        return f"{year}-{rest}"
    if _group(m, "that"):
        return f"Y+0-{rest}@(?)"
    return f"Y{_shift(m):+}-{rest}" if _group(m, "relative") else f"XXXX-{rest}^"


def _recurring(m: Match, rest: str) -> str:
    """What comes every year, as people say "last October": the latest one, whichever the year."""
    if not _group(m, "relative"):
        return f"XXXX-{rest}^{_about(m)}"
    shift = _shift(m)
    return f"XXXX-{rest}{'<' if shift < 0 else '>'}" if shift else f"Y+0-{rest}"


def _calendar_day(m: Match) -> str:
    rests = [f"{_month(m)}-{_day(m, name)}" for name in ("day", "day2") if _group(m, name)]
    return "/".join(_in_year(m, rest) for rest in rests)


def _iso(m: Match) -> str:
    return f"{m['year']}-{m['m']}-{m['day']}"


def _figures(m: Match) -> str | None:
    """Day and month in figures, only where no other order is possible."""
    a, b = sorted((int(m["a"]), int(m["b"])))
    return f"{m['year']}-{a:02}-{b:02}" if a == b or b > 12 else None


def _worded_day(m: Match) -> str:
    """The sixteenth of July, the twenty-second of August."""
    word = _group(m, "nth")
    tens, _, ones = word.rpartition("-")
    nth = ORDINALS.index(ones) + 1 if ones in ORDINALS else 30
    return _in_year(m, f"{_month(m)}-{nth + 20 * (tens == 'twenty') + 30 * (tens == 'thirty'):02}")


def _last_day(m: Match) -> str:
    return _recurring(m, f"{_month(m)}-{_day(m)}")


def _month_of_year(m: Match) -> str:
    return _in_year(m, _month(m)) + _about(m)


def _bare_month(m: Match) -> str:
    return _recurring(m, _month(m))


def _lone_month(m: Match) -> str | None:
    """A month alone; one that is also a verb or a name only after a word that leads to a day."""
    name = m["month"].rstrip(".").lower()
    led = _BEFORE_MONTH.search(m.string, max(0, m.start() - 12), m.start())
    if name in ("may", "march", "april", "june", "august") and not led:
        follows = m.string[m.end() : m.end() + 2]
        return None if name in ("may", "march") or re.match(" [A-Z]", follows) else _bare_month(m)
    return _bare_month(m)


def _year(m: Match) -> str:
    return f"{m['year']}{_about(m)}"


def _years(m: Match) -> str | None:
    last = m["last"] if len(m["last"]) == 4 else m["year"][:2] + m["last"]
    return f"{m['year']}/{last}" if last > m["year"] else None


def _weekday(m: Match) -> str | None:
    if _NO_ONE_DAY.search(m.string, max(0, m.start() - 8), m.start()):
        return None
    day = DAY_OF[_group(m, "weekday")[:3]]
    sides = {"last": "<", "past": "<=", "previous": "<", "this": ">=", "next": ">", "coming": ">="}
    relative = _group(m, "relative").removeprefix("the ")
    return f"WD-{day}{sides.get(relative, '^')}"


def _day_of_week(m: Match) -> str:
    return f"W{_shift(m):+}-{DAY_OF[_group(m, 'weekday')[:3]]}"


def _named_day(m: Match) -> str | None:
    words = _group(m, "named")
    if m["named"][0].isupper() and _IN_NAME.search(m.string, max(0, m.start() - 20), m.start()):
        return None  # "USA TODAY"
    if "before yesterday" in words:
        return "D-2"
    if "after tomorrow" in words:
        return "D+2"
    return "D-1" if words in ("yesterday", "last night") else f"D{int(words == 'tomorrow'):+}"


def _calendar_unit(m: Match) -> str:
    unit, shift = _group(m, "unit"), _shift(m)
    if unit == "weekend":
        return f"W{shift:+}-WE" if shift else "WD-WE^"
    return f"{UNIT_OF[unit]}{shift:+}" + ("~" if _about(m) and unit in ("month", "year") else "")


def _bare_unit(m: Match) -> str:
    unit = _group(m, "unit")
    return "WD-WE^" if unit == "weekend" else f"{UNIT_OF[unit]}+0" + "~" * (unit != "week")


def _gone(m: Match) -> str:
    """Three days ago, in two weeks; from the day told before where words say earlier or later."""
    count, unit, way = number_of(m["number"]), _group(m, "unit"), _group(m, "way")
    if unit == "decade":
        count, unit = count * 10, "year"
    back = way in ("ago", "earlier", "before", "previously")
    form = f"P{'-' if back else '+'}{count}{UNIT_OF[unit]}"
    form += "~" if _about(m) and unit == "day" else ""
    return f"{form}@(?)" if way in ("earlier", "later", "before", "after", "previously") else form


def _told_before(m: Match) -> str:
    """That day, the following month, the year before: counted from the day told before."""
    word = _group(m, "which") or _group(m, "that") or _group(m, "way")
    before = word in ("previous", "before", "earlier")
    shift = 0 if word in ("that", "same", "very") else -1 if before else 1
    return f"{UNIT_OF.get(_group(m, 'unit'), 'D')}{shift:+}@(?)"


def _season(m: Match) -> str:
    season = str(SEASON_OF[_group(m, "season")])
    if _group(m, "year") or _group(m, "of"):
        return _in_year(m, season) + _about(m)
    return _recurring(m, season)


def _quarter(m: Match) -> str:
    nth, kind = _group(m, "nth") or _group(m, "nth2"), "H" if _group(m, "kind") == "half" else "Q"
    last = 2 if kind == "H" else 4
    count = (
        int(nth[0]) if nth[0].isdigit() else ORDINALS.index(nth) + 1 if nth in ORDINALS else last
    )
    return _in_year(m, f"{kind}{count}")


def _week_of(m: Match) -> str:
    return f"W+0@({_calendar_day(m)})"


def _day_of_month(m: Match) -> str:
    if _group(m, "relative"):
        return f"M{_shift(m):+}-{_day(m)}"
    return f"XXXX-XX-{_day(m)}^"


def _feast(m: Match) -> str:
    words = _group(m, "feast").replace("’", "'")
    rest = next(rest for name, rest in FEASTS.items() if words.startswith(name))
    return f"{m['year']}-{rest}" if _group(m, "year") else _recurring(m, rest)


def _decade(m: Match) -> str:
    return f"{m['century'] or ('20' if m['tens'] in '01' else '19')}{m['tens']}X"


_OLD = r"(?i:\b(?:(?:earlier|later|early|late|mid)(?: |-))?"
_IN_NAME = re.compile(r"\b[A-Z]\w+[^\S\n]$")
_NO_ONE_DAY = re.compile(
    r"\b(?:every|each|[Ee]very|[Ee]ach|Black|Bloody|Super|Good|Ash|Palm|Holy|Cyber|Giving)\s$"
)
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|during|of|from|between|to|before|after|through|for|as of|and|or|"
    r"early|late|mid|on|a|an|the|every|that|this|its|their|his|her)[\s-]+$",
    re.IGNORECASE,
)

#: Name, pattern, builder. Of expressions that overlap the one that begins first stays, then the
#: longest, then the one whose rule stands first.
RULES: tuple[tuple[str, str, Builder], ...] = (
    (
        "2025-05-04",
        r"(?<![\w.-])(?P<year>(?:19|20)\d\d)(?P<s>[-/])(?P<m>0[1-9]|1[0-2])(?P=s)"
        r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d|[-/]\d)",
        _iso,
    ),
    (
        "25/12/2025",
        r"(?<![\w./-])(?P<a>\d\d?)(?P<s>[/.])(?P<b>\d\d?)(?P=s)(?P<year>(?:19|20)\d\d)(?!\d|[/.]\d)",
        _figures,
    ),
    ("May 4", r"(?<!\b[Ii]n\x20)<led><month> <day>(?:<through><day2>)?<ofyear>?", _calendar_day),
    ("in May 4", r"(?<=\b[Ii]n\x20)<month> <day>(?:<through><day2>)?<ofyear>", _calendar_day),
    (
        "4 May",
        r"(?<![\d.,$£€-])<led>(?:the )?\b<day>(?:<through><day2>)? (?:of )?<month><ofyear>?",
        _calendar_day,
    ),
    (
        "the sixteenth of July",
        rf"(?i:\bthe (?P<nth>(?:twenty-|thirty-)?(?:{'|'.join(ORDINALS)})|thirtieth) (?:day )?of) "
        r"<month><ofyear>?",
        _worded_day,
    ),
    ("early May 2025", r"<around>?<month><ofyear>", _month_of_year),
    ("last May 4", r"<relative> <month> <day>", _last_day),
    ("last May", r"<relative> <fullmonth>", _bare_month),
    ("early May", r"<around><fullmonth>", _bare_month),
    (
        "May",
        r"<fullmonth>(?!['’]s [A-Z])(?! [A-Z][a-z]+,? (?:said|says|was|has|told|is|who)\b)",
        _lone_month,
    ),
    (
        "2019-25",
        r"(?<![\w.,$£€#-])<year>[-–](?P<last>(?:19|20)?\d\d)(?!\d|[-.,/]\d|[A-Za-z])",
        _years,
    ),
    ("late 2024", r"<around><year>", _year),
    (
        "2024",
        r"(?:(?<=\bpost-)|(?<=\bpre-)|(?<![\w.,:$£€#/+-]))(?<!No\.\x20)(?<![$£€]\x20)<year>"
        r"(?!<maybe>%| (?i:people|men|women|km|miles)\b)",
        _year,
    ),
    ("last Friday", r"<relative> <fullweekday><part>", _weekday),
    ("Friday", r"(?:\b(?i:early|late|earlier|later) )?<fullweekday>(?:['’]s)?<part>", _weekday),
    ("Friday of last week", r"<fullweekday>(?: of)? <relative> week\b", _day_of_week),
    (
        "yesterday",
        rf"{_OLD}(?P<named>the day before yesterday|the day after tomorrow|today|yesterday|"
        r"tomorrow|tonight|last night|this (?:morning|afternoon|evening)))\b<part>",
        _named_day,
    ),
    (
        "last month",
        rf"(?<!\b[Tt]he\x20){_OLD})<relative> (?P<unit>week|month|year|quarter|weekend)\b",
        _calendar_unit,
    ),
    ("the last quarter", r"\bthe <relative> (?P<unit>quarter)\b", _calendar_unit),
    (
        "the end of last year",
        r"<around><relative> (?P<unit>week|month|year|quarter|weekend)\b",
        _calendar_unit,
    ),
    ("the end of the year", r"<around>(?<=the\x20)(?P<unit>week|month|year)\b", _bare_unit),
    ("the weekend", r"\b(?:over|on|at|during|this) (?:the )?(?P<unit>weekend)\b", _bare_unit),
    (
        "two weeks ago",
        r"<about>\b<number>(?: |-)(?P<unit>day|week|month|year|decade)s? <way>",
        _gone,
    ),
    (
        "in two weeks' time",
        r"\bin <about><number> (?P<unit>day|week|month|year)s?['’]s? time\b",
        _gone,
    ),
    (
        "the next day",
        r"(?i:\b(?:(?:earlier|later) )?(?:(?:that|the) (?P<which>same|very|previous|following|"
        r"next)|(?P<that>that)) (?P<unit>day|week|month|year|"
        r"morning|afternoon|evening|night))\b<part>",
        _told_before,
    ),
    (
        "the day before",
        r"(?i:\bthe (?P<unit>day|week|month|year) (?P<way>before|after|earlier))"
        r"(?=<maybe>(?:[.,;:)]|$))",
        _told_before,
    ),
    (
        "summer 2025",
        r"<around>?(?i:\b(?:the )?(?P<season>spring|summer|autumn|fall|winter))(?P<of><ofyear>)",
        _season,
    ),
    ("last summer", r"<relative> (?P<season>spring|summer|autumn|fall|winter)\b", _season),
    (
        "in the summer",
        r"(?<=\b[Ii]n\x20)(?:the )?(?P<season>spring|summer|autumn|winter)\b",
        _season,
    ),
    (
        "first quarter",
        r"(?i:\b(?:the )?(?P<nth>first|second|third|fourth|final|last)"
        r"(?: |-)(?P<kind>quarter|half))<ofyear>",
        _quarter,
    ),
    (
        "third quarter",
        r"(?i:\b(?:the (?P<nth>first|second|third|fourth|final) |"
        r"(?P<nth2>first|second|third|fourth)-)"
        r"(?P<kind>quarter))\b",
        _quarter,
    ),
    ("Q3 2025", r"\b[Qq](?P<nth>[1-4])(?P<kind>)(?:<,>(?: of)? <year>)?(?!\w)", _quarter),
    (
        "the week of May 4",
        r"(?i:\bthe week (?:of|beginning|starting)) <month> <day><ofyear>?",
        _week_of,
    ),
    ("the 20th of this month", r"\bthe <day> of <relative> month\b", _day_of_month),
    (
        "on the 20th",
        r"(?<=\b[OoBb][ny]\x20)the (?P<day>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th))\b<nothing>",
        _day_of_month,
    ),
    (
        "Christmas",
        r"(?:<relative> )?(?i:\b(?P<feast>Christmas (?:Eve|Day)|Boxing Day|Good Friday|"
        r"Thanksgiving(?: Day)?|Easter (?:Sunday|Monday)|"
        r"New Year['’]s(?: Eve| Day)|Fourth of July|Valentine['’]s Day))(?!\w)(?:<,> <year>)?",
        _feast,
    ),
    (
        "1990s",
        r"(?<!\w)(?:(?:early|late|mid)(?: |-))?(?:the ['’]?|(?=1|2))"
        r"(?P<century>19|20)?(?P<tens>\d)0s\b",
        _decade,
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
