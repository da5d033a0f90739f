"""Passage → sentences, by rules made for news. What enters: a text and a range in it; what leaves:
the ranges of its sentences, without blanks at their ends.

A stop ends a sentence unless it belongs to an abbreviation, an initial or a number, or what follows
goes on in lower case or tells who said the quoted words. Quotes, brackets and note numbers that
close after the stop belong to the sentence that they close.
"""

from __future__ import annotations

import re

from pactwatch.nouns import Range

LONGEST = 1_200  #: characters; what is longer is cut where a reader would pause


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Names follow these, written with a capital, so that their stop never ends a sentence.
TITLES = _words(
    "mr mrs ms messrs mx dr drs prof rev fr sr sen sens rep reps gov govs gen lt col maj capt cpt"
    " cmdr cdr sgt cpl pvt adm brig hon pres amb st ste supt insp det atty atty asst assoc dep"
    " min ed eds ft mt pt sec"
)

#: A number follows these; else their stop ends the sentence ("No." is also an answer).
BEFORE_A_NUMBER = _words(
    "no nos pp p jan feb mar apr jun jul aug sep sept oct nov dec tel ext art arts sec secs"
    " fig figs vol vols para paras ch approx ca est"
)

#: These stand inside sentences and at their ends alike.
EITHER = _words(
    "inc corp ltd llc plc bros jr sr etc dept univ gov't govt intl assn a.m p.m e.g i.e u.s"
    " u.n u.k e.u d.c u.s.a u.a.e l.a n.y ph.d m.d b.a m.a j.d d.r.c a.k.a b.c a.d s.a al vs v"
    " cf viz"
)

#: The same, where they are written with a capital.
EITHER_IF_CAPITAL = _words(
    "co ave blvd rd hwy mass calif fla ariz tex ill conn wash ore esq hon mich minn wis okla"
    " tenn pa"
)

#: Words with a capital after which a new sentence is surer than a name that goes on.
STARTERS = _words(
    "a after all also although among an and another any as at because before both but by"
    " critics despite during each earlier even few following for former from he her here his"
    " how however i if in instead it its last later many meanwhile more moreover most much"
    " neither no none nor not now of officials on once one only or other others our over"
    " rather she since so some still such that the their then there these they this those"
    " though three through thus to two under until we what when where whether which while who"
    " why will with within without would yet you"
)

#: What "U.S." and its like qualify, so that nothing ends before them.
QUALIFIED = _words(
    "president congress senate house supreme department state secretary army navy marines"
    " marine embassy ambassador attorney district court courts immigration customs citizenship"
    " border homeland justice treasury rep sen vice circuit coast air postal constitution"
    " capitol government administration high human security refugee general envoy mission"
    " agency officials judge"
)

_VERB_NEXT = re.compile(
    r"\s*[“‘\"'(]*[A-Z][\w’'-]*\s+(?:has|have|had|is|are|was|were|will|would|said|says|also|did|does"
    r"|could|can|may|must|denied|agreed|accepted|announced|confirmed|signed|refused|rejected)\b"
)

_ATTRIBUTION = re.compile(
    r"\s*(?:[A-Z][\w.’'-]*\s+){1,4}"
    r"(?:said|says|asked|asks|told|added|wrote|replied|tweeted|posted)\b"
)

#: A stop with what closes after it, before a blank, the end, or a sentence that lacks its blank.
_STOP = re.compile(
    r"(?<![.!?…])(?:[.!?]++|…++)(?P<close>(?:[\"'”’»)\]]|\[\d{1,3}\])*+)"
    r"(?=\s|$|(?<=[a-z][.!?])[A-Z][a-z’']+[\s,]|(?<=[.!?][”\"])[A-Z“]|(?<=[a-z][.!?])[“\"][A-Z])"
    r"|[。！？]++[」』”’）]*+"
)
_WORD_BEFORE = re.compile(r"[^\s(\[“‘\"—–/]+$")
_FOLLOWING = re.compile(r"\s*([\"'“‘«(\[]*)([^\s,.;:!?\"'”’)]*)")
_SITE_ENDINGS = _words("Com Net Org Js Io Gov Edu")
_PAUSES = ("; ", ".” ", '." ', ": ", " — ", " – ", ", ", " ", "\n")


def sentences_of(text: str, block: Range, *, is_title: bool = False) -> list[Range]:
    """The sentences of a block, in order; all that is no blank stands in one of them.

    In a title every word may have a capital, so that none tells that a sentence starts.

    >>> said = "Gen. J.P. Roe left the U.S. on Aug. 5. “It is over,” he said."
    >>> [said[a:b] for a, b in sentences_of(said, (0, len(said)))]
    ['Gen. J.P. Roe left the U.S. on Aug. 5.', '“It is over,” he said.']
    """
    found: list[Range] = []
    at, end = block
    for stop in _STOP.finditer(text, at, end):
        if _is_end(text, stop, (at, end), is_title):
            _add(found, text, at, stop.end())
            at = stop.end()
    _add(found, text, at, end)
    return found


def _add(found: list[Range], text: str, start: int, end: int) -> None:
    """Put in `text[start:end]` without its outer blanks, in pieces where it is too long."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = _pause_before(text, start, start + LONGEST)
        _add(found, text, start, cut)
        start = cut
        while text[start].isspace():
            start += 1
    if start < end:
        found.append((start, end))


def _pause_before(text: str, start: int, limit: int) -> int:
    """The last place before `limit` at which a reader would pause, the strongest kind first."""
    for pause in _PAUSES:
        at = text.rfind(pause, start + LONGEST // 3, limit)
        if at >= 0:
            return at + len(pause.rstrip())
    return limit


def _is_end(text: str, stop: re.Match[str], rest: Range, is_title: bool) -> bool:
    """Whether a stop ends the sentence with which the `rest` of the block begins."""
    start, end = rest
    after = _FOLLOWING.match(text, stop.end(), min(end, stop.end() + 60))
    opened, word = (after[1], after[2]) if after else ("", "")
    if not opened and not word:
        return True
    if not opened and word[0].islower():
        return False
    if not text[stop.end()].isspace() and word in _SITE_ENDINGS:
        return False
    if text[stop.start()] in "!?":
        ahead = min(end, stop.end() + 90)
        return not (stop["close"] and _ATTRIBUTION.match(text, stop.end(), ahead))
    if text.startswith(("…", ".."), stop.start()):
        return True
    return _dot_ends(text, stop, start, (opened, "" if is_title else word))


def _dot_ends(text: str, stop: re.Match[str], start: int, following: tuple[str, str]) -> bool:
    """Whether a dot ends a sentence before `following`: what opens there, and the first word."""
    dot, (opened, word) = stop.start(), following
    before = _WORD_BEFORE.search(text, max(start, dot - 24), dot)
    token = before[0] if before else ""
    low = token.lower()
    starts = word.lower() in STARTERS
    if token[:1].isupper() and low in TITLES:
        return starts and not opened and low in ("st", "sec", "min", "ft", "mt", "pt")
    if low in BEFORE_A_NUMBER:
        return not word[:1].isdigit()
    if low in EITHER or (token[:1].isupper() and low in EITHER_IF_CAPITAL) or _is_initial(token):
        if opened:
            return opened[0] in "“\"‘'«"
        goes_on = word.lower() in QUALIFIED or not _VERB_NEXT.match(text, stop.end())
        return starts or (low in EITHER and not goes_on)
    return not (token.isdigit() and dot - len(token) == start)


def _is_initial(token: str) -> bool:
    """ "J" of "J. Roe", "J.P" of "J.P. Roe"."""
    return re.fullmatch(r"(?:[^\W\d_]\.-?)*[^\W\d_]", token) is not None and token[0].isupper()
