"""Gerund behind "for" → whether what somebody was paid for was done: "was paid $9m for taking seven men".

General English, for `factuality`; what enters is a parsed sentence, its verb and the gerund.
"""

from __future__ import annotations

from pactwatch.extract.parse import Sentence

#: Verbs by which money goes to who does a thing.
PAYING = frozenset("pay receive get give earn reward compensate reimburse charge".split())


def is_paid_for(s: Sentence, verb: int, i: int) -> bool:
    """Whether what is paid for was done to people who are counted, and not bounded."""
    counts = [
        k
        for c in s.children[i]
        if s.words[c].dep == "dobj"
        for k in (c, *s.children[c])
        if s.words[k].pos == "NUM"
    ]
    bound = {w.lemma for k in counts for w in s.words[max(i, k - 3) : k]}
    past = s.words[verb].tag in ("VBD", "VBN") and s.words[verb].lemma in PAYING
    return past and bool(counts) and not bound & {"to", "most", "many", "maximum", "first"}
