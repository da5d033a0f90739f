"""What pages say in words: texts ready for translation, days and numbers by babel, values of slots.

English is the only catalogue that ships. `translate` marks every text of ours; what the pack names
is said by the pack, and what pages say stands as they wrote it.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, is_currency
from markupsafe import Markup

from pactwatch.days import day_in_words, is_day
from pactwatch.domain import Kind, Pack
from pactwatch.nouns import Document, Quantity, Value
from pactwatch.release.asked import place_name

LOCALE = "en_GB"
CATALOGUE = NullTranslations()
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTH = re.compile(r"\d{4}-\d{2}")


def translate(text: str) -> str:
    """A text of ours in the reader's language."""
    return CATALOGUE.gettext(text)


def say_text(text: str, **values: object) -> Markup:
    """A text of ours on a page, with `values` escaped; most have none, and are made once."""
    return Markup(translate(text)) % values if values else _say_plain_text(text)


@lru_cache(maxsize=1024)
def _say_plain_text(text: str) -> Markup:
    return Markup(translate(text)) % {}


def mark(text: str) -> str:
    """A text of ours that is translated where it is shown; the catalogue finds it here."""
    return text


def count(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 page", "2 pages"."""
    return f"{say_number(number)} {CATALOGUE.ngettext(one, many, number)}"


@lru_cache(maxsize=4096)
def say_number(number: float) -> str:
    """A number as people of the locale write it."""
    return format_decimal(number, locale=LOCALE)


@lru_cache(maxsize=4096)
def say_day(day: str | None) -> str:
    """A day in EDTF as people write it; an empty text for none."""
    try:
        if day and DAY.fullmatch(day):
            return format_date(date.fromisoformat(day), "d MMM y", locale=LOCALE)
        if day and MONTH.fullmatch(day):
            return format_skeleton("yMMM", date.fromisoformat(f"{day}-01"), locale=LOCALE)
    except ValueError:
        return day or ""
    first, _, last = (day or "").partition("/")
    if DAY.fullmatch(first) and DAY.fullmatch(last):
        begun = first[8:].lstrip("0") if first[:7] == last[:7] else say_day(first)
        return translate("{first} to {last}").format(first=begun, last=say_day(last))
    return day_in_words(day)


def say_page_day(doc: Document) -> str:
    """When a page was published; of one that does not say, when it was read."""
    if doc.published:
        return say_day(doc.published)
    return translate("undated, read {day}").format(day=say_day(doc.known))


def say_name(name: str | None) -> str:
    """A choice of the pack in the middle of a line."""
    return (name or "").replace("_", " ")


def say_quantity(value: Quantity) -> str:
    """How many, in figures: "7", "at least 200", "5 to 8"."""
    match value.min, value.max:
        case None, None:
            return value.words
        case float() | int() as least, None:
            return translate("at least {number}").format(number=say_number(least))
        case None, float() | int() as most:
            return translate("at most {number}").format(number=say_number(most))
        case least, most if least == most:
            return say_number(least or 0)
        case least, most:
            return translate("{least} to {most}").format(
                least=say_number(least or 0), most=say_number(most or 0)
            )


@lru_cache(maxsize=4096)
def say_amount(value: Value, unit: str) -> str:
    """A value with its unit: "€18,000", "200 people a year"."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return " ".join(part for part in (say_plain(value), say_unit(unit)) if part)
    if is_currency(unit):
        digits = 0 if float(value).is_integer() else 2
        pattern = "¤#,##0" if digits == 0 else "¤#,##0.00"
        words = format_currency(value, unit, pattern, locale=LOCALE, currency_digits=False)
        # a code is no sign: it stands apart
        return words.replace(unit, f"{unit}\N{NO-BREAK SPACE}") if unit in words else words
    return f"{say_number(value)} {say_unit(unit)}".strip()


def say_unit(unit: str) -> str:
    """ "people/year" as "people a year"."""
    what, _, period = unit.replace("_", " ").partition("/")
    return f"{what} {period if period.startswith('at ') else 'a ' + period}" if period else what


def say_plain(value: Value | None) -> str:
    """A value without knowledge of its slot."""
    match value:
        case None:
            return ""
        case Quantity():
            return say_quantity(value)
        case tuple():
            return ", ".join(value)
        case bool():
            return translate("yes") if value else translate("no")
        case int() | float():
            return say_number(value)
        case _ if is_day(value):
            return say_day(value)
        case _:
            return value


def say_value(pack: Pack, kind: Kind, slot: str, value: Value | None) -> str:
    """A slot's value as a person reads it."""
    rule = kind.slots.get(slot)
    if value is None or rule is None:
        return say_plain(value)
    match rule.type:
        case "state":
            codes = value if isinstance(value, tuple) else (str(value),)
            return ", ".join(place_name(pack, code) for code in codes)
        case "choice":
            return say_name(str(value))
        case _:
            return say_plain(value)


def safe_link(address: str | None) -> str | None:
    """An address that a page may lead to: http and https only."""
    return address if address and re.match(r"https?://[^\s]+$", address, re.I) else None


def install(environment: Any) -> None:
    """Put the texts and filters into a template environment."""
    environment.install_gettext_translations(CATALOGUE, newstyle=True)
    environment.globals["_"] = say_text
    environment.filters.update(
        day=say_day,
        number=say_number,
        name=say_name,
        page_day=say_page_day,
        link=safe_link,
        plain=say_plain,
    )
    environment.globals["count"] = count
