"""An expression of time and the words around it → whether it lies behind or ahead.

A cheap guess for where nobody has parsed the sentence: the nearest verb that shows its tense.
"""

from __future__ import annotations

import re
from typing import Literal

Tense = Literal["past", "future"]

_MODAL = "will|'ll|’ll|shall|would|should|must|may|might|could|can"
_INTENT = (
    "expected|scheduled|planned|planning|slated|due|set|going|preparing|hoping|ready|supposed|"
    "likely|about"
)
_NOUN = (
    "scheduled|slated|due|plans|planned (?:a|an|for)|hopes?|expects?|expected|upcoming|"
    "as (?:early|soon) as"
)
_BASE = (
    "begin|start|travel|meet|hold|take|return|go|come|appear|leave|arrive|decide|discuss|vote|sign|"
    "send|receive|testify|close|open|join|release|hear|visit|launch|cut|make|become|run|face|fly|"
    "accept|deport|transfer|review|expire|end|resume|remove|release|move|fly"
)
_AHEAD = (
    rf"(?:{_MODAL}|(?:is|are|to|was|were) (?:to|be))(?: (?:not|also|be|have|been|then|only|soon))*"
    rf"(?: [a-z]+(?:ed|en)\b)?|(?:(?:is|are|am|was|were|be|been) )?(?:{_INTENT}) to|{_NOUN}|"
    rf"(?:plans? )?to (?:{_BASE})"
)
_BEHIND = (
    "[a-z]{2,}ed|was|were|had|did|has|have|said|says|told|went|took|came|began|made|met|gave|left|"
    "held|found|sent|rose|fell|saw|won|lost|wrote|spoke|shot|struck|flew|got|became|brought|led|"
    "put|set|ran|kept|stood|hit|broke|drew|sold|bought|paid|built|swept|fled|grew|dealt"
)
_TENSES = re.compile(rf"(?<![\w-])(?:(?P<ahead>{_AHEAD})|(?P<behind>{_BEHIND}))(?![\w-])")
_UNTIL = re.compile(r"(?<!\bnot)\s(?:until|till|by)\s+(?:[\w:.]+\s+){0,3}$")
_SENTENCE_END = re.compile(
    r"(?<!\.\w)(?<!\b[A-Z])(?<!\b(?:Mr|Dr|Ms|St))(?<!\bMrs)[.!?][\"'”’)]*\s+(?=[A-Z\"'“‘(`])|\n\s*\n|;\s"
)
REACH = 160  #: how many characters of a sentence are looked at on either side


def guess_tense(text: str, start: int, end: int) -> Tense | None:
    """What the verbs around an expression say of it: the nearest before it in its sentence, else
    the first after it; None where there is none. What one waits for "until" or "by" is ahead.

    >>> guess_tense("The flight will leave on Friday.", 25, 31)
    'future'
    """
    before = _SENTENCE_END.split(text[max(0, start - REACH) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + REACH])[0]
    if text[end : end + 2] in ("'s", "’s"):
        return None
    if _UNTIL.search(before):
        return "future"
    if found := list(_TENSES.finditer(before)):
        return "future" if found[-1]["ahead"] else "past"
    if first := _TENSES.search(after):
        return "future" if first["ahead"] else "past"
    return None
