"""What English expressions of time are made of: names, numbers, and the patterns that read them.

What enters: a rule as `when_rules` writes it. What leaves: its regular expression, and the tables
that say what the words in its groups mean. In a rule `<name>` stands for a piece of the table below
and a space for a gap with at most one line end in it. Months and weekdays have a capital letter.
"""

from __future__ import annotations

import re


def _list(words: str) -> list[str]:
    return words.split()


_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_SHORT_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
_SHORT_DAYS = "Mon Tues Tue Wed Thurs Thur Thu Fri Sat Sun"
MONTH_OF = {name[:3].lower(): i for i, name in enumerate(_MONTHS.split(), 1)}
DAY_OF = {name[:3].lower(): i for i, name in enumerate(_DAYS.split(), 1)}
SEASON_OF = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SMALL = _list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = _list("twenty thirty forty fifty sixty seventy eighty ninety")
NUMBER_OF = {"a": 1, "an": 1, "a couple of": 2, "a dozen": 12}
NUMBER_OF |= {word: i for i, word in enumerate(_SMALL)}
NUMBER_OF |= {word: (i + 2) * 10 for i, word in enumerate(_TENS)}
ORDINALS = _list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
SHIFT_OF = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "same": 0}
SHIFT_OF |= {"next": 1, "coming": 1, "following": 1, "upcoming": 1}
UNIT_OF = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}

#: Feasts on the same day wherever they are kept, Thanksgiving aside, which is the United States'.
FEASTS = {"christmas eve": "12-24", "christmas": "12-25", "boxing day": "12-26"}
FEASTS |= {"new year's eve": "12-31", "new year's": "01-01", "fourth of july": "07-04"}
FEASTS |= {"valentine's day": "02-14", "thanksgiving": "TG", "good friday": "GF"}
FEASTS |= {"easter sunday": "EA", "easter monday": "EM"}

_GAP = r"(?:[^\S\n]+\n?[^\S\n]*|\n[^\S\n]*)"
_MAYBE = r"[^\S\n]*"
_NO_NUMBER = rf"(?!\d|[.,:]\d|{_MAYBE}(?:%|percent|per cent|million|billion|thousand))"


def _either(words: str) -> str:
    """Any of the words, capitalised or in capitals."""
    return "|".join([*words.split(), *words.upper().split()])


_NTH = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_WORD_NUMBER = "|".join([*_SMALL[1:], *_TENS])

PIECES = {
    "month": rf"\b(?P<month>{_either(_MONTHS)}|(?:{_either(_SHORT_MONTHS)})\.?)(?![A-Za-z])",
    "fullmonth": rf"\b(?P<month>{_either(_MONTHS)}|(?:{_either(_SHORT_MONTHS)})\.)(?![A-Za-z])",
    "weekday": rf"\b(?P<weekday>{_either(_DAYS)}|(?:{_either(_SHORT_DAYS)})\.?)(?![A-Za-z])",
    "fullweekday": rf"\b(?P<weekday>{_either(_DAYS)})(?![A-Za-z])",
    "day": rf"(?P<day>{_NTH}){_NO_NUMBER}",
    "day2": rf"(?P<day2>{_NTH}){_NO_NUMBER}",
    "year": r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d|[.,:]\d|[A-Za-z])",
    "relative": (
        r"\b(?i:(?P<relative>last|this|next|(?:the )?(?:current|coming|following|previous|past)))"
    ),
    "number": (
        r"(?i:(?P<number>\d{1,3}|a couple of|a dozen|an?|"
        rf"(?:{'|'.join(_TENS)})-(?:{'|'.join(_SMALL[1:10])})|{_WORD_NUMBER}))"
    ),
    "about": (
        r"(?:\b(?i:(?P<about>about|around|roughly|nearly|almost|some|approximately|more than|over|"
        r"at least|just over|just under)) )?"
    ),
    "around": (
        r"(?:\b(?i:(?P<around>early|late|mid|(?:the )?(?:very )?(?:start|beginning|end|middle|"
        r"close|turn) of|circa|around|about)(?: in)?)(?: |-)(?:the )?)"
    ),
    "part": r"(?: (?:in the )?(?:morning|afternoon|evening|night)\b)?",
    "led": rf"(?:\b(?:(?i:last|this|next|past) )?(?:{_either(_DAYS)}|(?:{_either(_SHORT_DAYS)})\.?)"
    r"(?:,[^\S\n]*\n?|[^\S\n])[^\S\n]*(?:the )?)?",
    ",": rf"(?:{_MAYBE},)?",
    "through": rf"(?:{_MAYBE}[-–—]{_MAYBE}| (?:to|and|through|until) )",
    "ofyear": r"(?:<,> (?:(?:of|in) )?(?:<year>|<relative> year\b|(?P<that>that|the same) year\b))",
    "endday": r"(?i:\b(?:the (?:very )?)?(?P<which>last|first|final) day of)",
    "way": (
        r"(?P<way>ago|earlier|later|previously|from now|from today|hence|"
        r"(?:before|after)(?=[^\S\n]*(?:[.,;:)]|$)))(?!\w)"
    ),
    "maybe": _MAYBE,
    "nothing": rf"(?={_MAYBE}(?:[.,;:)!?'’\n]|$|[-–—]{{1,2}}[^\S\n])|"
    r" (?:after|as|at|and|but|by|for|from|if|in|or|that|the|to|when|where|which|while|with|who|his|"
    r"her|its|their|he|she|it|they|was|were|is|are|has|had|will|would|on|under|over|of)\b)",
}


def compile_rule(rule: str) -> re.Pattern[str]:
    """A rule as written → its regular expression."""
    while True:
        filled = re.sub(r"(?<!\(\?)(?<!\(\?P)<([a-z0-9,]+)>", lambda m: PIECES[m[1]], rule)
        if filled == rule:
            return re.compile(rule.replace(" ", _GAP))
        rule = filled


def number_of(words: str) -> int:
    """A small number in words or digits.

    >>> number_of("Twenty-one"), number_of("a couple of")
    (21, 2)
    """
    words = " ".join(words.lower().split())
    if words.isdigit():
        return int(words)
    if words in NUMBER_OF:
        return NUMBER_OF[words]
    return sum(NUMBER_OF[word] for word in words.split("-"))
