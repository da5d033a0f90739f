"""Document → Wording, Story: who copied whom, and which pages tell one event.

What enters: pages with their readings. What leaves: a `Grouping` as of any day, the same for every
order of the pages. `agencies` are those whose text is a wording's root, where it was read; `spread` says
how common words are on pages of the domain.
"""

from pactwatch.group.again import look_again
from pactwatch.group.grouped import Groups, group
from pactwatch.group.leaves import near_of
from pactwatch.group.wordings import Copies

__all__ = ["Copies", "Groups", "group", "look_again", "near_of"]
