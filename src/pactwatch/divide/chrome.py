"""Block → whether it is the site's, not the article's. What enters: the words of a block; what
leaves: whether they are an invitation, a label, a notice, a date line.

Only whole blocks that are short are judged; a sentence of the article that speaks of newsletters
or cookies is no chrome.
"""

from __future__ import annotations

import re

_LONGEST = 300  #: characters; the article's own paragraphs may speak of all this

#: Blocks that are nothing but this, with what little may follow.
_ALONE = re.compile(
    r"(?:advert(?:isement|ising|s)?|sponsored(?: content)?|promoted|scroll to continue"
    r"|(?:article|story) continues (?:below|after)[\w ]*|continue reading[\w ]*|(?:read|see) more"
    r"|load more[\w ]*|show more|more|share|share (?:this|via|on|with)[\w ,/&+-]*|save|print|email"
    r"|copy link|link copied[\w ]*|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|instagram"
    r"|pinterest|youtube|tiktok|messenger|comments?(?: \(\d+\))?|\d+ comments?"
    r"|leave a (?:comment|reply)|view (?:all )?comments|post a comment"
    r"|join the (?:conversation|discussion)|log ?in|sign ?in|sign ?up|register|subscribe(?: now| today)?|newsletters?|menu"
    r"|search|skip to (?:main )?content|home|back to top|top stories|breaking news"
    r"|follow us|follow us on[\w ,/&]*|donate(?: now)?|support us|about us|contact(?: us)?"
    r"|privacy policy|terms (?:of (?:use|service)|and conditions)|accept(?: all)?(?: cookies)?"
    r"|manage (?:cookies|preferences)|cookie (?:policy|settings)|all rights reserved"
    r"|\d{1,2}[ -]?min(?:ute)?s?(?: read)?|listen to this article.{0,40}|listen|watch|play|close"
    r"|next (?:article|story|post)|previous (?:article|story|post)|end of (?:list|story|article)"
    r"|image source,? .{0,60}|getty images|file photo)[.:!…>»→]*",
    re.I,
)

#: Beginnings of blocks that invite, label or give notice; the number is the longest that counts.
_BEGINS: tuple[tuple[re.Pattern[str], int], ...] = (
    (
        re.compile(
            r"(?:read|see|watch|listen)\s*(?:also|more|next|this|now)\s*[:|–—-]"
            r"|also (?:read|see|watch)\b|(?:read|see) also\b|read (?:more|next)\b"
            r"|(?:more|further) (?:from|on|about|in) [\w’' ]{2,40}:?$|don[’']t miss\b|watch:|listen:",
            re.I,
        ),
        200,
    ),
    (
        re.compile(
            r"(?:please )?(?:sign up|subscribe|register)\b.{0,80}\b(?:newsletters?|inbox|alerts?"
            r"|updates|emails?|channel|podcast|today|free|unlimited|access)\b"
            r"|get .{0,60}\b(?:newsletter|inbox|to your phone|notifications)\b"
            r"|(?:our|the|this) .{0,40}newsletter\b|join (?:us|our|the) .{0,60}(?:channel|newsletter"
            r"|community|whatsapp|telegram)|download (?:our|the) .{0,40}app\b"
            r"|follow (?:us|our|[A-Z@]\S+) on\b|like us on\b|click (?:here|on|the)\b"
            r"|tap (?:here|to)\b|enable (?:notifications|javascript|cookies)\b"
            r"|support (?:our|independent|quality) journalism|become a (?:member|subscriber|supporter)"
            r"|already a (?:member|subscriber)|create (?:a|your) free account",
            re.I,
        ),
        _LONGEST,
    ),
    (
        re.compile(
            r"we (?:and our partners )?use (?:\w+ ){0,3}cookies\b|this (?:web)?site uses cookies\b"
            r"|by (?:continuing|clicking|using|signing up|subscribing|submitting)\b.{0,80}\b(?:agree"
            r"|accept|consent)\b|your privacy\b|manage your (?:cookie|privacy)"
            r"|(?:copyright\b|©|\(c\) ?)\s*(?:copyright\s*)?(?:©\s*)?(?:\d{4}|[A-Z])"
            r"|.{0,80}\ball rights reserved\b|this (?:material|content) may not be (?:published|"
            r"reproduced)|(?:tags?|topics?|keywords|filed under|categor(?:y|ies)|labels)\s*:"
            r"|terms of (?:use|service)\s*[|·•]|javascript (?:is|must be)\b",
            re.I,
        ),
        _LONGEST,
    ),
)

#: Labels above a list of other stories: the headlines that follow are the site's too.
_LIST_LABEL = re.compile(
    r"(?:related|recommended|similar|trending|popular|latest|other|more)"
    r"(?: (?:articles?|stories|news|posts?|topics?|content|reading|coverage|headlines|videos?|links|"
    r"now|for you))*|(?:most|editor[’']?s[’']?) (?:read|popular|viewed|shared|commented|picks?)"
    r"|you (?:may|might) (?:also|be) (?:like|interested in)|what to read next|read next|more like this"
    r"|more (?:from|on|in|about) [\w’' &.-]{2,40}|around the web|from the web|in other news"
    r"|recent (?:posts?|stories|articles|news)|see also|further reading|also (?:read|in the news)"
    r"|top stories|don[’']t miss|up next|in case you missed it",
    re.I,
)

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}"
_DATE_LINE = re.compile(
    r"(?:(?:by|from)\s+[^.!?;]{2,60}?[,|·•–—-]?\s+)?"
    r"(?:(?:(?:first|last|originally)\s+)?(?:published|posted|updated|modified|released|issued"
    r"|date)[:\s]+(?:on\s+|at\s+)?)?(?:[a-z]{3,9}day,?\s+)?"
    rf"{_DATE}|\d{{4}}-\d{{2}}-\d{{2}})(?:[\s,|·•–—@-]*(?:at\s+)?[\d:.apm\sA-Z()+]{{0,24}})?"
    r"(?:\s*[|·•–—-]\s*.{0,50})?",
    re.I,
)
_BYLINE = re.compile(
    r"by [A-ZÀ-Þ][\w.’'-]+(?: (?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|bin|al|and|&|in|of|for)){1,9}"
    r"(?:, [^.!?]{2,60})?(?: [|–—-] .{2,40})?"
)


def is_chrome(words: str) -> bool:
    """Whether a block's words are the site's alone.

    >>> is_chrome("Sign up for our weekly newsletter"), is_chrome("Talks began on Monday.")
    (True, False)
    """
    if len(words) > _LONGEST:
        return False
    if len(words) <= 80 and _ALONE.fullmatch(words):
        return True
    if any(len(words) <= longest and begins.match(words) for begins, longest in _BEGINS):
        return True
    return is_list_label(words) or (
        len(words) <= 140 and bool(_DATE_LINE.fullmatch(words) or _BYLINE.fullmatch(_small(words)))
    )


def is_list_label(words: str) -> bool:
    """Whether a block is a label above other stories' headlines."""
    return len(words) <= 60 and _LIST_LABEL.fullmatch(words.rstrip(" :…>»→")) is not None


def _small(words: str) -> str:
    return "by" + words[2:] if words[:3] in ("By ", "BY ") else words
