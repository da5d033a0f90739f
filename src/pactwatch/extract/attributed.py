"""Word → whether somebody is told to say it: a promise, a plan or a deed in somebody's words."""

from __future__ import annotations

from pactwatch.extract.parse import Sentence

#: Verbs of telling, whose content is somebody's word.
SAYING = frozenset(
    "say announce confirm state tell add declare promise insist write report disclose reveal note "
    "explain".split()
)


WORDS_SAID = frozenset(
    "announcement statement pledge promise confirmation declaration word".split()
)


def is_attributed(s: Sentence, i: int) -> bool:
    """Whether somebody is told to say it: "the minister said that it would", "it would, he said"."""
    for j in (i, *s.ancestors(i)):
        word, above = s.words[j], s.words[s.words[j].head]
        if word.dep == "ccomp" and above.lemma in SAYING:
            return True
        if word.dep in ("acl", "ccomp") and above.lemma in WORDS_SAID:
            return True
        if any(s.words[c].dep == "parataxis" and s.words[c].lemma in SAYING for c in s.children[j]):
            return True
    return any(word.text.lower() == "according" for word in s.words)
