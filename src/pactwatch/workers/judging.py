"""What a person says → judgements in the register: the one way in, from the terminal and the desk."""

from __future__ import annotations

from collections.abc import Sequence

from pactwatch.domain import Pack
from pactwatch.nouns import Judgement, Register
from pactwatch.reconcile import Saying, make_judgements
from pactwatch.store import Store


def add_judgements(
    store: Store, pack: Pack, sayings: Sequence[Saying], *, seen: Register
) -> tuple[Judgement, ...]:
    """Sayings → their judgements, appended as one run, those that are there already aside.

    `seen` is what the person saw: the register, or the part of it that their ids name. ConfigError,
    and nothing is added, where one of the sayings cannot be meant so.
    """
    made = [one for saying in sayings for one in make_judgements(seen, pack, saying)]
    known = {one.id for one in store.judgements()}
    verdicts = dict.fromkeys(saying.verdict for saying in sayings)
    run = store.begin_run(["judge", *verdicts], versions=[])
    for one in dict.fromkeys(made):
        if one.id not in known:
            store.add_judgement(one, run)
    store.end_run(run)
    return tuple(dict.fromkeys(made))
