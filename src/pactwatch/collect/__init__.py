"""Source → Document: open what a person names, clean it to one canonical text, say what it is.

What enters: paths, folders, `-`, and what a person says of them. What leaves: `Capture` (the bytes,
on their way into the archive), then `Document`; and an `Issue` for each that could not be read.
"""

from pactwatch.collect.address import match_key
from pactwatch.collect.clean import clean_capture
from pactwatch.collect.crawl import read_shard
from pactwatch.collect.crawl_files import list_shards, split_sources
from pactwatch.collect.feeds import Entry, parse_feed
from pactwatch.collect.fetch import Answer, Fetching, Manners, Wish
from pactwatch.collect.find import count_passed_over, find_captures, is_address, media_type_of
from pactwatch.collect.html import NO_ARTICLE
from pactwatch.collect.meta import MetaTable, Retold, check_given, load_meta
from pactwatch.collect.named import agent_of, fetch_named, manners_of
from pactwatch.collect.outlets import Outlet, WatchList, load_outlets
from pactwatch.collect.sift import strip_capture, strip_likely_capture

__all__ = [
    "NO_ARTICLE",
    "Answer",
    "Entry",
    "Fetching",
    "Manners",
    "MetaTable",
    "Outlet",
    "Retold",
    "WatchList",
    "Wish",
    "agent_of",
    "check_given",
    "clean_capture",
    "count_passed_over",
    "fetch_named",
    "find_captures",
    "is_address",
    "list_shards",
    "load_meta",
    "load_outlets",
    "manners_of",
    "match_key",
    "media_type_of",
    "parse_feed",
    "read_shard",
    "split_sources",
    "strip_capture",
    "strip_likely_capture",
]
