"""Document → Passage: paragraphs, headings and items, cut into sentences.

What enters: a document. What leaves: the same with its passages; offsets always refer to its text.
Nothing is dropped: what is the site's stands as `chrome`, what is said again names what it repeats.
A sentence of a text with wrapped lines holds their line ends.
"""

from pactwatch.divide.divide import divide_document

#: Raised with each change to what this room makes of the same text.
VERSION = "divide@1"

__all__ = ["VERSION", "divide_document"]
