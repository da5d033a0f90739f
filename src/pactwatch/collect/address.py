"""Address as written → canonical address: one spelling per page, so that a page has one id."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

#: Parameters that tell from where a reader came, and nothing of the page.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref_src|ocid|cmpid"
)


def web_address(url: str | None) -> str | None:
    """An http or https address in its canonical spelling, or None where it is none.

    >>> web_address("HTTPS://News.example:443/a/?utm_source=x&id=3#top")
    'https://news.example/a/?id=3'
    """
    try:
        parts = urlsplit((url or "").strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or re.search(r"\s", parts.netloc):
        return None
    asked = [(k, v) for k, v in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(k)]
    query = urlencode(asked) if len(asked) < len(parse_qsl(parts.query, True)) else parts.query
    shown = f"[{host}]" if ":" in host else host
    place = shown if port in (None, 80, 443) else f"{shown}:{port}"
    return urlunsplit((parts.scheme, place, parts.path or "/", query, ""))


def host_of(url: str | None) -> str | None:
    """The name of the site that an address belongs to, without `www.`."""
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def match_key(url: str) -> str | None:
    """What two spellings of one address share, to find a table's row: no scheme, no last slash."""
    address = web_address(url)
    if address is None:
        return None
    return re.sub(r"^https?://(?:www\.)?", "", address).replace("/?", "?").rstrip("/")
