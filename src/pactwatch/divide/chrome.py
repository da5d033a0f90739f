"""Block → whether it is the site's, not the article's. What enters: the words of a block; what
leaves: whether they are an invitation, a label, a notice, a byline or a date line.

Only whole blocks that are short are judged; a sentence of the article that speaks of newsletters
or cookies is no chrome.
"""

from __future__ import annotations

import re


def _any_of(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in forms), re.I)


_ALONE_LONGEST = 80
_NAMES = r"[\w ,/&+’'-]"

#: Blocks that are nothing but this.
_ALONE = _any_of(
    r"advert(?:isement|ising|s)?|sponsored(?: content)?|promoted|scroll to continue",
    rf"(?:advertisement )?(?:(?:article|story) continues|continue reading|load more){_NAMES}*",
    r"(?:read|see|show|view|learn) more|more|next|previous|save|print|email|copy link|link copied",
    rf"share|(?:read or )?share (?:this|via|on|with)\b{_NAMES}*(?:: \S+)?",
    r"(?:(?:facebook|twitter|x|whatsapp|telegram|linkedin|reddit|instagram|pinterest|youtube"
    r"|tiktok|messenger|email|print|share|copy link)[\s,|/·•]*)+",
    r"(?:\d+ )?comments?(?: \(\d+\))?|leave a (?:comment|reply)|(?:view|show)(?: all)? comments",
    r"post a comment|join the (?:conversation|discussion)",
    r"log ?in|sign ?in|sign ?up|register|subscribe(?: now| today)?|newsletters?|donate(?: now)?",
    r"menu|search|skip to (?:main )?content|home|back to top|top stories|breaking news|close",
    rf"follow us(?: on{_NAMES}*)?|support us|about us|contact(?: us)?|privacy policy",
    r"terms (?:of (?:use|service)|and conditions)|all rights reserved",
    r"accept(?: all)?(?: cookies)?|manage (?:cookies|preferences)|cookie (?:policy|settings)",
    r"\d{1,2}[ -]?min(?:ute)?s?(?: read)?|listen(?: to this article.{0,40})?|watch|play",
    r"(?:next|previous) (?:article|story|post)|end of (?:list|story|article)|list of \d+ items",
    r"image (?:source|credit),? .{0,60}|getty images|file photo",
    r"home ?[>»/›].{0,60}",
)
_SENTENCE = re.compile(r"(?:\S+ ){5,}\S+\.")  #: "Share this article." is shorter
_AFTER_ALONE = " .:!…>»→"

#: What labels one other story: "Read more: …".
_OTHER_STORY_LONGEST = 200
_OTHER_STORY = _any_of(
    r"(?:read|see|watch|listen)\s*(?:also|more|next|this|now)\s*[:|–—-]",
    r"(?:also|and) (?:read|see|watch)\b\s*[:|–—-]?|(?:read|see) also\b",
    r"read (?:more|next)(?: (?:from|on|about|here)\b|[^\w\s])|don[’']t miss\b",
    r"(?:related|recommended|trending|watch|listen|video|podcast|up next)\s*[:|]",
)

#: Invitations and notices; longer blocks are the article's own.
_LONGEST = 300
_NOTICE = _any_of(
    r"(?:please )?(?:sign up|subscribe|register)\b.{0,80}\b"
    r"(?:newsletters?|inbox|alerts?|updates|e?mails?|channel|podcast|today|free|unlimited|access)\b",
    r"get .{0,60}\b(?:newsletter|inbox|to your phone|notifications|app)\b",
    r"(?:our|this) (?:\w+ ){0,4}newsletter\b",
    r"join (?:us|our|the) .{0,60}\b(?:channel|newsletter|community|whatsapp|telegram)\b",
    r"download (?:our|the) .{0,40}\bapp\b|click (?:here|on (?:the|this))\b|tap (?:here|to)\b",
    r"(?:follow|like) (?:us|our|@\S+|[\w ]{2,40}) on (?:facebook|twitter|x|instagram|whatsapp"
    r"|telegram|linkedin|google news|youtube|tiktok)\b",
    r"(?:please )?enable (?:notifications|javascript|cookies)\b|javascript (?:is|must be)\b",
    r"support (?:our|independent|quality) journalism|already a (?:member|subscriber)",
    r"become a (?:member|subscriber|supporter)\b|create (?:a|your) (?:free )?account",
    r"(?:we|this (?:web)?site) (?:and our partners )?uses? (?:\w+ ){0,3}cookies\b",
    r"by (?:continuing|clicking|using|signing up|subscribing|submitting)\b.{0,80}"
    r"\b(?:agree|accept|consent)\b",
    r"(?:manage )?your (?:cookie |privacy )?(?:privacy|preferences|choices)\b",
    r"copyright\b.{0,60}(?:\d{4}|reserved)|(?:©|\(c\)) ?\d{4}\b|.{0,80}\ball rights reserved\b",
    r"(?:©|\(c\)) ?[\w ./&-]{2,40}$",
    r"this (?:material|content) may not be (?:published|reproduced)",
    r"(?:tags?|topics?|keywords|filed under|categor(?:y|ies)|labels)\s*:",
    r"terms of (?:use|service)\s*[|·•]",
)

#: Labels above a list of other stories: the headlines that follow are the site's too.
_LABEL_LONGEST = 60
_LIST_LABEL = _any_of(
    r"(?:related|recommended|similar|trending|popular|latest|other|more)"
    r"(?: (?:articles?|stories|news|posts?|topics?|content|reading|coverage|headlines|videos?"
    r"|links|now|for you))+",
    r"related|recommended|trending|read (?:more|next)|see also|also read|further reading|up next",
    r"(?:most|editor[’']?s[’']?) (?:read|popular|viewed|shared|commented|picks?)",
    r"you (?:may|might) (?:also )?(?:be interested in|like)|what to read next|more like this",
    r"more (?:from|on|in|about) [\w’' &.-]{2,40}|(?:a|f)round the web|from the web|in other news",
    r"recent (?:posts?|stories|articles|news)|also in the news|top stories|don[’']t miss",
    r"in case you missed it|news in pictures",
)

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
)
_LINE_LONGEST = 140
_DATE_LINE = _any_of(
    r"(?:by\s+[^.!?;:]{2,60}?[\s,|·•–—-]+)?"
    r"(?:(?:(?:first|last|originally)\s+)?"
    r"(?:published|posted|updated|modified|released|issued|date)[:\s]+(?:on\s+|at\s+)?)?"
    rf"(?:[a-z]{{3,6}}day,?\s+)?{_DAY}"
    r"(?:[\s,|·•–—@T-]*(?:at\s+)?\d{1,2}[:.]\d{2}[\d:.apm\s]{0,10}(?:\(?[A-Z]{1,5}\)?)?)?"
    rf"(?:[\s|·•–—-]+(?:last )?updated:?\s.{{0,50}})?"
)
_BYLINE = re.compile(
    r"(?:By|BY|by) [A-ZÀ-Þ][\w.’'-]+"
    r"(?: (?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|bin|al|and|&|in|of|for)){1,9}"
    r"(?:, [^.!?]{2,60})?(?: [|–—-] .{2,40})?"
)


def is_chrome(words: str) -> bool:
    """Whether a block's words are the site's alone.

    >>> is_chrome("Sign up for our weekly newsletter"), is_chrome("Talks began on Monday.")
    (True, False)
    """
    length = len(words)
    return length <= _LONGEST and bool(
        (length <= _ALONE_LONGEST and not _SENTENCE.fullmatch(words) and _is_alone(words))
        or (length <= _OTHER_STORY_LONGEST and _OTHER_STORY.match(words))
        or (length <= _LINE_LONGEST and (_DATE_LINE.fullmatch(words) or _BYLINE.fullmatch(words)))
        or is_list_label(words)
        or _NOTICE.match(words)
    )


def _is_alone(words: str) -> bool:
    return _ALONE.fullmatch(words.rstrip(_AFTER_ALONE)) is not None


def is_list_label(words: str) -> bool:
    """Whether a block is a label above other stories' headlines."""
    return len(words) <= _LABEL_LONGEST and bool(_LIST_LABEL.fullmatch(words.rstrip(_AFTER_ALONE)))
