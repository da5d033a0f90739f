"""Frame, words → hit: one place where a frame of the pack fits, and the rule that let it through.

The rule is kept with it, so that `show --why` can say it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pactwatch.domain import Frame
from pactwatch.extract.amounts import Amount
from pactwatch.extract.arguments import Arguments
from pactwatch.extract.lexicon import Marks
from pactwatch.extract.parse import Sentence
from pactwatch.extract.phrase import Phrase
from pactwatch.nouns import Factuality

#: The role of who speaks, whom the words around a name describe.
VOICE = "voice"


@dataclass(slots=True)
class Hit:
    """A frame that fits: its trigger, the phrase of which it speaks, and how it is told."""

    frame: Frame
    s: Sentence
    marks: Marks
    i: int
    args: Arguments
    phrase: Phrase | None
    told: Factuality
    why: list[str] = field(default_factory=list)
    amount: Amount | None = None
    is_anaphoric: bool = False  #: its phrase is a pronoun for one told before

    @property
    def is_contrary(self) -> bool:
        """Whether the page says here that the frame's event did not happen."""
        frame = self.frame
        denied = self.told == "denied" and "denied" not in frame.keeps
        return denied and (frame.deniable or not frame.trigger.phrase)

    @property
    def at(self) -> int:
        """Where its trigger stands in the document."""
        return self.s.start + self.s.words[self.i].start
