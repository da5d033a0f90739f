"""Text → the language it is in. What enters: canonical text; what leaves: a code of ISO 639.

None where the text is too short to tell; a supposed language would hide a page from its reader.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_ENOUGH = 30  #: letters below which no language is told
_PLENTY = 300  #: letters above which the likeliest language is believed
_SURE = 0.95  #: how probable it must be below that
_READ = 4_000  #: characters that are looked at

#: The languages that are told apart: those of news pages. With rarer ones in the choice (Nigerian
#: Pidgin, Scots) headlines full of names are no longer told to be English.
LANGUAGES = (
    "am ar az be bg bn bs ca cs da de el en es et fa fi fr ha he hi hr hu hy id ig is it ja ka kk"
    " km ko ky lo lt lv mk mn ms my ne nl no pl ps pt ro ru rw si sk sl so sq sr sv sw ta te th"
    " tr uk ur uz vi yo zh zu"
)

#: Words that tell English from its neighbours; in news they are every seventh word, and with
#: them most pages need no model, whose loading takes as long as reading thirty pages.
_ENGLISH = re.compile(r"\b(?:the|of|and|that|with|said|which|has|been|from|they|would|its)\b")
_SHARE = 0.08


def language_of(text: str) -> str | None:
    """The language of a text, as "en", or None where too few letters tell it."""
    head = text[:_READ]
    letters = sum(map(str.isalpha, head))
    if letters < _ENOUGH:
        return None
    if letters >= _PLENTY and len(_ENGLISH.findall(head)) >= _SHARE * len(head.split()):
        return "en"
    code, probability = _identifier().classify(head)
    return str(code) if letters >= _PLENTY or probability >= _SURE else None


def language_code(name: str) -> str | None:
    """A language as people and pages write it ("en-GB", "English") → its code, or None."""
    first = name.strip().replace("_", "-").split("-")[0].lower()
    if len(first) == 2 and first.isascii() and first.isalpha():
        return first
    import pycountry  # noqa: PLC0415 - reads its tables from disk, and is rarely needed

    try:
        found = pycountry.languages.lookup(first)
    except LookupError:
        return None
    return str(getattr(found, "alpha_2", found.alpha_3))


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid import langid  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to load

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    known = set(LANGUAGES.split())
    identifier.set_languages([code for code in identifier.labels if code in known])
    return identifier
