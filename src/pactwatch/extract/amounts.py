"""Words → how many, and how much: quantities of people, and money.

What enters: a stretch of a page's text. What leaves: `Quantity` ("more than 200" has only `min`)
and money in base units with its ISO 4217 code. Units and number words are general English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pactwatch.nouns import Quantity

ONES = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "m": 1_000_000,
    "bn": 1_000_000_000,
    "k": 1_000,
    "mn": 1_000_000,
    "trillion": 10**12,
}
#: Vague plurals hold a lower bound only: "dozens" is at least 24, "hundreds" at least 200.
VAGUE = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "tens of thousands": 20_000,
}

_WORD = "|".join([*ONES, *TENS])
_NUMBER_WORDS = (
    rf"(?:(?:{_WORD}) and a half (?:million|billion)|"
    rf"(?:(?:{_WORD})(?:[- ](?:{_WORD}))?(?:[- ]?(?:hundred|thousand|million|billion)"
    rf"(?:(?: and)? (?:{_WORD})(?:-(?:{_WORD}))?)?)?|(?:a|half a|a few) (?:dozen|hundred|thousand|million)|"
    rf"an? couple(?: of)?|a dozen|half a dozen|(?:{_WORD}) dozen))"
)
_FIGURE = r"\d{1,3}(?:[,.  ]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_SCALE = r"(?:\s?(?:hundred|thousand|million|billion|trillion|mn|bn|m|k)\b)?"
NUMBER = rf"(?:(?:{_FIGURE}){_SCALE}|{_NUMBER_WORDS})"
_AT_LEAST = (
    r"at least|more than|over|upwards of|no fewer than|no less than|a minimum of|above|"
    r"in excess of|exceeding|north of|a first group of at least"
)
_AT_MOST = (
    r"up to|as many as|at most|no more than|fewer than|less than|under|a maximum of|nearly|"
    r"almost|not more than|a cap of|capped at|limited to|maximum"
)
_ABOUT = (
    r"about|around|some|roughly|approximately|an estimated|nearly|almost|close to|circa|estimated"
)
#: Compiled where they are first used: compiling takes long, and `--help` must not.
_QUANTITY = (
    rf"\b(?:(?P<least>{_AT_LEAST})\s+)?(?:(?P<most>{_AT_MOST})\s+)?(?:(?P<about>{_ABOUT})\s+)?"
    rf"(?:between\s+|from\s+)?(?P<first>{NUMBER})"
    rf"(?:\s*(?:to|and|-|–|or)\s*(?P<second>{NUMBER}))?\b(?P<ormore>\s+or more)?"
)
_VAGUE = re.compile(
    r"\b(?:several |many )?(tens of thousands|dozens|scores|hundreds|thousands)\b(?: of)?",
    re.IGNORECASE,
)


def number_of(words: str) -> float | None:
    """A number in figures or words → its value.

    >>> number_of("two hundred and fifty"), number_of("1,200"), number_of("7.5 million")
    (250.0, 1200.0, 7500000.0)
    """
    text = words.strip().lower().replace("-", " ").replace(" ", " ")
    figure = re.match(rf"(?P<n>{_FIGURE})\s*(?P<scale>[a-z]+)?", text)
    if figure and figure["n"]:
        value = float(
            re.sub(r"(?<=\d)[,  ](?=\d{3})|(?<=\d)\.(?=\d{3}(?!\d)(?!\s*(?:m|b)))", "", figure["n"])
        )
        return value * SCALES.get(figure["scale"] or "", 1)
    return _spelled(text)


def _spelled(text: str) -> float | None:
    total = part = 0.0
    seen = False
    text = re.sub(r"\bhalf an? (dozen|hundred|thousand|million)\b", r"half \1", text)
    and_half = re.match(r"(\w+) and a half (million|billion)\b", text)
    if and_half and and_half[1] in ONES:
        return (ONES[and_half[1]] + 0.5) * SCALES[and_half[2]]
    for word in text.split():
        if word in ("and", "of"):
            continue
        if word in ("a", "an", "one"):
            part, seen = part + 1, True
        elif word == "half":
            part, seen = 0.5, True
        elif word == "couple":
            part, seen = 2, True
        elif word == "few":
            part, seen = 3, True
        elif word == "dozen":
            part, seen = (part or 1) * 12, True
        elif word in ONES or word in TENS:
            part, seen = part + ONES.get(word, TENS.get(word, 0)), True
        elif word in SCALES:
            scaled = (part or 1) * SCALES[word]
            if word == "hundred":
                part = scaled
            else:
                total, part = total + scaled, 0.0
            seen = True
        else:
            break
    return total + part if seen else None


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity and where its words stand in the text given."""

    quantity: Quantity
    start: int
    end: int


def find_quantities(text: str) -> list[Found]:
    """Every number in a text, as told, left to right; years and days are the caller's to leave out.

    >>> [(f.quantity.min, f.quantity.max) for f in find_quantities("up to 250 people, at least 12")]
    [(None, 250.0), (12.0, None)]
    """
    found = []
    for match in re.finditer(_QUANTITY, text, re.IGNORECASE):
        first = number_of(match["first"])
        second = number_of(match["second"]) if match["second"] else None
        if first is None or (match["first"].lower() in ("a", "an")):
            continue
        low, high = first, second if second is not None and second > first else first
        if second is not None and second <= first:
            high = first
        words = text[match.start() : match.end()]
        if match["least"] or match["ormore"]:
            quantity = Quantity(min=low, max=None, words=words)
        elif match["most"]:
            quantity = Quantity(min=None, max=high, words=words)
        else:
            quantity = Quantity(min=low, max=high, words=words)
        found.append(Found(quantity, match.start(), match.end()))
    for match in _VAGUE.finditer(text):
        if not any(f.start < match.end() and match.start() < f.end for f in found):
            low = VAGUE[match[1].lower()]
            found.append(
                Found(Quantity(min=low, max=None, words=match[0]), match.start(), match.end())
            )
    return sorted(found, key=lambda f: f.start)


#: Signs and names of currencies; the bare dollar is the US one unless a state's letters precede it.
CURRENCIES = {
    "us$": "USD",
    "$": "USD",
    "usd": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "aud": "AUD",
    "c$": "CAD",
    "nz$": "NZD",
    "£": "GBP",
    "gbp": "GBP",
    "€": "EUR",
    "eur": "EUR",
    "chf": "CHF",
    "dkk": "DKK",
    "sek": "SEK",
    "nok": "NOK",
    "¥": "JPY",
    "rm": "MYR",
    "r": "ZAR",
    "s$": "SGD",
}
CURRENCY_WORDS = {
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "american dollars": "USD",
    "australian dollars": "AUD",
    "canadian dollars": "CAD",
    "new zealand dollars": "NZD",
    "dollars": "USD",
    "pounds sterling": "GBP",
    "pounds": "GBP",
    "euros": "EUR",
    "euro": "EUR",
    "swiss francs": "CHF",
    "danish kroner": "DKK",
    "kroner": "DKK",
    "danish crowns": "DKK",
    "swedish kronor": "SEK",
    "kronor": "SEK",
    "norwegian kroner": "NOK",
    "shekels": "ILS",
    "rwandan francs": "RWF",
    "yen": "JPY",
    "dollar": "USD",
    "pound": "GBP",
}
_SIGNS = "|".join(
    re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True) if not sign.isalpha()
)
_CODES = "USD|AUD|GBP|EUR|CHF|DKK|SEK|NOK|CAD|NZD"
_NAMES = "|".join(re.escape(name) for name in sorted(CURRENCY_WORDS, key=len, reverse=True))
_BOUND = rf"(?:(?P<least>{_AT_LEAST})\s+|(?P<most>{_AT_MOST})\s+|(?P<about>{_ABOUT})\s+)?"
_MONEY = (
    rf"{_BOUND}(?:(?P<sign>(?<![A-Za-z]){_SIGNS}|\b(?:{_CODES}))\s?(?P<n>(?:{_FIGURE}))"
    r"(?P<scale>[\s-]?(?:hundred|thousand|million|billion|mn|bn|m|k)\b)?"
    rf"|(?P<words>{NUMBER})[\s-](?P<name>{_NAMES}|{_CODES})\b)"
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in base units ("$7.5 million" is 7500000) with its ISO 4217 code."""

    amount: float
    currency: str
    start: int
    end: int


#: What a sum of money cannot be told without; most sentences have none.
_HINT = re.compile(rf"[$€£¥]|\b(?:{_NAMES}|{_CODES})\b", re.IGNORECASE)


def find_money(text: str) -> list[Money]:
    """Every sum of money in a text, left to right.

    >>> [(m.amount, m.currency) for m in find_money("paid $7.5 million and 100,000 euros a year")]
    [(7500000.0, 'USD'), (100000.0, 'EUR')]
    """
    if not _HINT.search(text):
        return []
    found = []
    for match in re.finditer(_MONEY, text, re.IGNORECASE):
        if match["sign"]:
            amount = number_of(match["n"] + (match["scale"] or "").replace("-", " "))
            currency = CURRENCIES.get(match["sign"].lower()) or match["sign"].upper()
        else:
            amount = number_of(match["words"])
            currency = CURRENCY_WORDS.get(match["name"].lower()) or match["name"].upper()
        if amount is not None:
            found.append(Money(amount, currency, match.start(), match.end()))
    return found


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, and where its words stand in the document."""

    value: float
    unit: str  #: an ISO 4217 code, or what is counted, with its period ("people/year")
    start: int
    end: int


_PERIOD = re.compile(
    r"\W*(?:\w+\W+){0,4}?(?:(?:a|an|per|each|every)\s+(year|month|week|day)\b|(annually|yearly)\b|(monthly)\b"
    r"|at (?:a|any one|any given|one) (time)|(?:in any twelve|every twelve|in twelve) (months)\b"
    r"|(?:in|during|for) (?:the|its|their) first (year|month)\b)",
    re.IGNORECASE,
)


def period_after(text: str, end: int) -> str | None:
    """The period for which a figure holds, told right behind it: `year`, `month`, `at_a_time`."""
    found = _PERIOD.match(text, end)
    if not found:
        return None
    if found[4]:
        return "at_a_time"
    told = found[1] or found[6]
    return told.lower() if told else ("year" if found[2] or found[5] else "month")
