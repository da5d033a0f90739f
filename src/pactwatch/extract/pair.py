"""An ordered pair of states that a page tells: who sends, who receives, and by which rule it was found."""

from __future__ import annotations

from dataclasses import dataclass

from pactwatch.extract.named import Party

CLOSE_ABOVE = "the pair told just above, where no other is named"
LIKELIEST = "the page's likeliest sender and receiver"
LIKELY_SENDER = "the page's likeliest sender"
#: Rules by which no words beside a move tell its sender.
GUESSES = (LIKELIEST, LIKELY_SENDER)
EXPLICIT = "both parties named"
BESIDE = "sender named beside it"


@dataclass(frozen=True, slots=True)
class Pair:
    """An ordered pair, with the words that ground each side, and how it was found."""

    first: Party | None
    second: Party | None
    rule: str
    is_alike: bool = False  #: told to do as another pair of the sentence does, and no more

    @property
    def codes(self) -> tuple[str | None, str | None]:
        return (
            self.first.code if self.first else None,
            self.second.code if self.second else None,
        )

    @property
    def is_explicit(self) -> bool:
        """Whether the words of one phrase name both parties."""
        return self.rule == EXPLICIT

    @property
    def is_told(self) -> bool:
        """Whether the words of one sentence name both parties."""
        return self.rule in (EXPLICIT, BESIDE)

    @property
    def is_guess(self) -> bool:
        """Whether no words tell a direction: the page's likeliest sender and receiver."""
        return self.rule == LIKELIEST

    @property
    def again(self) -> Pair:
        """The same pair, where other words than these tell it."""
        return Pair(self.first, self.second, "the pair told nearest")

    @property
    def is_complete(self) -> bool:
        return self.first is not None and self.second is not None
