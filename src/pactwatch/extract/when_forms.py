"""Match of a rule of time → its form: one builder a way of saying when.

What enters: the match of a rule of `when_rules`. What leaves: its form, or None where its words name
no day. A form's `^` stands where the side on which it lies is still to be told by the tense; an
origin `?` for the day that the text told before.
"""

from __future__ import annotations

import re

from pactwatch.extract.when_words import (
    DAY_OF,
    FEASTS,
    MONTH_OF,
    ORDINALS,
    SEASON_OF,
    SHIFT_OF,
    UNIT_OF,
    number_of,
)

Match = re.Match[str]


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


def read_calendar_day(m: Match) -> str:
    rests = [f"{_month(m)}-{_day(m, name)}" for name in ("day", "day2") if _group(m, name)]
    return "/".join(_in_year(m, rest) for rest in rests)


def read_iso(m: Match) -> str:
    return f"{m['year']}-{m['m']}-{m['day']}"


def read_figures(m: Match) -> str | None:
    """Day and month in figures, only where no other order is possible."""
    a, b = sorted((int(m["a"]), int(m["b"])))
    return f"{m['year']}-{a:02}-{b:02}" if a == b or b > 12 else None


def read_worded_day(m: Match) -> str:
    """The sixteenth of July, the twenty-second of August."""
    word = _group(m, "nth")
    tens, _, ones = word.rpartition("-")
    nth = ORDINALS.index(ones) + 1 if ones in ORDINALS else 30
    return _in_year(m, f"{_month(m)}-{nth + 20 * (tens == 'twenty') + 30 * (tens == 'thirty'):02}")


def read_last_day(m: Match) -> str:
    return _recurring(m, f"{_month(m)}-{_day(m)}")


def read_month_of_year(m: Match) -> str:
    return _in_year(m, _month(m)) + _about(m)


def read_bare_month(m: Match) -> str:
    return _recurring(m, _month(m))


def read_lone_month(m: Match) -> str | None:
    """A month alone; one that is also a verb or a name only after a word that leads to a day."""
    name = m["month"].rstrip(".").lower()
    led = _BEFORE_MONTH.search(m.string, max(0, m.start() - 12), m.start())
    if name in ("may", "march", "april", "june", "august") and not led:
        follows = m.string[m.end() : m.end() + 2]
        return (
            None if name in ("may", "march") or re.match(" [A-Z]", follows) else read_bare_month(m)
        )
    return read_bare_month(m)


def read_year(m: Match) -> str:
    return f"{m['year']}{_about(m)}"


def read_years(m: Match) -> str | None:
    last = m["last"] if len(m["last"]) == 4 else m["year"][:2] + m["last"]
    return f"{m['year']}/{last}" if last > m["year"] else None


def read_weekday(m: Match) -> str | None:
    if _NO_ONE_DAY.search(m.string, max(0, m.start() - 8), m.start()):
        return None
    day = DAY_OF[_group(m, "weekday")[:3]]
    sides = {"last": "<", "past": "<=", "this": ">=", "next": ">", "coming": ">="}
    relative = _group(m, "relative").removeprefix("the ")
    if relative in ("following", "previous"):
        return f"WD-{day}{'<' if relative == 'previous' else '>'}@(?)"  # of the day told before
    return f"WD-{day}{sides.get(relative, '^')}"


def read_day_of_week(m: Match) -> str:
    return f"W{_shift(m):+}-{DAY_OF[_group(m, 'weekday')[:3]]}"


def read_named_day(m: Match) -> str | None:
    words = _group(m, "named")
    if m["named"][0].isupper() and _IN_NAME.search(m.string, max(0, m.start() - 20), m.start()):
        return None  # "USA TODAY"
    if "before yesterday" in words:
        return "D-2"
    if "after tomorrow" in words:
        return "D+2"
    return "D-1" if words in ("yesterday", "last night") else f"D{int(words == 'tomorrow'):+}"


def read_calendar_unit(m: Match) -> str:
    unit, shift = _group(m, "unit"), _shift(m)
    if unit == "weekend":
        return f"W{shift:+}-WE" if shift else "WD-WE^"
    return f"{UNIT_OF[unit]}{shift:+}" + ("~" if _about(m) and unit in ("month", "year") else "")


def read_bare_unit(m: Match) -> str:
    unit = _group(m, "unit")
    return "WD-WE^" if unit == "weekend" else f"{UNIT_OF[unit]}+0" + "~" * (unit != "week")


def read_gone(m: Match) -> str:
    """Three days ago, in two weeks; from the day told before where words say earlier or later."""
    count, unit, way = number_of(m["number"]), _group(m, "unit"), _group(m, "way")
    if unit in TIMES:
        times, unit = TIMES[unit]
        count *= times
    about = "~" if _about(m) and unit == "day" else ""
    return _from_there(f"P{{}}{count}{UNIT_OF[unit]}{about}", way)


#: Units that are several of another.
TIMES = {"decade": (10, "year"), "fortnight": (2, "week")}


def read_half_years(m: Match) -> str:
    """Half a year ago, a year and a half ago."""
    years = number_of(_group(m, "more") or _group(m, "and") or "zero")
    return _from_there(f"P{{}}{years * 12 + 6}M", _group(m, "way"))


def _from_there(form: str, way: str) -> str:
    """A time gone by, with its sign, and the day told before as its origin where words say so."""
    form = form.format("-" if way in ("ago", "earlier", "before", "previously") else "+")
    told = way in ("earlier", "later", "before", "after", "previously")
    return f"{form}@(?)" if told else form


def read_that_month(m: Match) -> str:
    """ "Signed that June": of the year told before."""
    return f"Y+0-{_month(m)}@(?)"


def read_end_of_month(m: Match) -> str:
    """The last day of May, the first day of May 2024."""
    if _group(m, "which") == "first":
        return _in_year(m, f"{_month(m)}-01")
    last = f"-{LAST_DAYS[int(_month(m)) - 1]}" if _month(m) != "02" else ""  # which differs
    return _in_year(m, _month(m) + last)


def read_end_of_year(m: Match) -> str:
    """The last day of 2021, of last year."""
    return _in_year(m, "01-01" if _group(m, "which") == "first" else "12-31")


def read_end_of_told(m: Match) -> str:
    """The last day of the month, that year: of the one told before; `LD` is a month's last day."""
    first = _group(m, "which") == "first"
    if _group(m, "unit") == "month":
        return f"M+0-{'01' if first else 'LD'}@(?)"
    return f"Y+0-{'01-01' if first else '12-31'}@(?)"


#: The last day of each month; February's as it mostly is.
LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def read_within(m: Match) -> str:
    """ "Before the year was out": within the year told before."""
    return f"{UNIT_OF[_group(m, 'unit')]}+0@(?)"


def read_told_before(m: Match) -> str:
    """That day, the following month, the year before: counted from the day told before."""
    word = _group(m, "which") or _group(m, "that") or _group(m, "way")
    before = word in ("previous", "before", "earlier")
    shift = 0 if word in ("that", "same", "very") else -1 if before else 1
    return f"{UNIT_OF.get(_group(m, 'unit'), 'D')}{shift:+}@(?)"


def read_season(m: Match) -> str:
    season = str(SEASON_OF[_group(m, "season")])
    if _group(m, "year") or _group(m, "of"):
        return _in_year(m, season) + _about(m)
    return _recurring(m, season)


def read_quarter(m: Match) -> str:
    nth, kind = _group(m, "nth") or _group(m, "nth2"), "H" if _group(m, "kind") == "half" else "Q"
    last = 2 if kind == "H" else 4
    count = (
        int(nth[0]) if nth[0].isdigit() else ORDINALS.index(nth) + 1 if nth in ORDINALS else last
    )
    return _in_year(m, f"{kind}{count}")


def read_week_of(m: Match) -> str:
    return f"W+0@({read_calendar_day(m)})"


def read_day_of_month(m: Match) -> str:
    if _group(m, "told"):
        return f"M+0-{_day(m)}@(?)"
    if _group(m, "relative"):
        return f"M{_shift(m):+}-{_day(m)}"
    return f"XXXX-XX-{_day(m)}^"


def read_feast(m: Match) -> str:
    words = _group(m, "feast").replace("’", "'")
    rest = next(rest for name, rest in FEASTS.items() if words.startswith(name))
    return f"{m['year']}-{rest}" if _group(m, "year") else _recurring(m, rest)


def read_decade(m: Match) -> str:
    return f"{m['century'] or ('20' if m['tens'] in '01' else '19')}{m['tens']}X"


_IN_NAME = re.compile(r"\b[A-Z]\w+[^\S\n]$")
_NO_ONE_DAY = re.compile(
    r"\b(?:every|each|[Ee]very|[Ee]ach|Black|Bloody|Super|Good|Ash|Palm|Holy|Cyber|Giving)\s$"
)
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|during|of|from|between|to|before|after|through|for|as of|and|or|"
    r"early|late|mid|on|a|an|the|every|that|this|its|their|his|her)[\s-]+$",
    re.IGNORECASE,
)
