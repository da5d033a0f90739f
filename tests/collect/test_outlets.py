"""feeds.toml: what it may hold, and where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pactwatch.collect.outlets import load_outlets
from pactwatch.errors import ConfigError
from pactwatch.nouns import Card

GOOD = """[watch]
contact = "desk@news.example"
pause = 0.5
private = ["127.0.0.0/8"]

[[outlet]]
name = "The Danube Courier"
country = "AUT"
language = "en"
owner = "Danube Media"
feeds = ["https://courier.example/rss.xml"]

[[outlet]]
name = "Wire"
country = "Rwanda"
agency = true
pages = ["https://wire.example/one"]
lists = ["more.txt"]
"""


def test_outlets_have_cards(tmp_path: Path) -> None:
    """Name, country, language, owner, agency or not; feeds, pages, and lists of pages in files."""
    (tmp_path / "more.txt").write_text("https://wire.example/two\n")
    (tmp_path / "feeds.toml").write_text(GOOD)
    watched = load_outlets(tmp_path / "feeds.toml")
    courier, wire = watched.outlets
    assert courier.card == Card(
        name="The Danube Courier", country="AUT", language="en", owner="Danube Media"
    )
    assert wire.card == Card(name="Wire", country="RWA", is_agency=True)
    assert courier.feeds == ("https://courier.example/rss.xml",)
    assert wire.pages == ("https://wire.example/one", "https://wire.example/two")
    assert watched.manners["pause"] == 0.5


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("pause = 0.5", "pause = ", 3, "no TOML"),
        ("pause = 0.5", "pause = -1", 3, "not negative"),
        ("pause = 0.5", "pace = 1", 3, "'pace' is not known"),
        ("127.0.0.0/8", "127.0.0.0/99", 4, "no network"),
        ('name = "Wire"', 'name = "The Danube Courier"', 14, "twice"),
        ('name = "Wire"', 'title = "Wire"', 14, "'title' is not known"),
        ('name = "Wire"\n', "", 13, "no name"),
        ("Rwanda", "Ruritania", 15, "no country"),
        ('"en"', '"klingonese"', 9, "no language"),
        ("agency = true", 'agency = "yes"', 16, "true or false"),
        ("https://wire.example/one", "ftp://wire.example/one", 17, "no http or https"),
        ("more.txt", "none.txt", 18, "none.txt"),
        ("[watch]", "[wotch]", 1, "'wotch' is not known"),
        ('feeds = ["https://courier.example/rss.xml"]', "", 6, "nothing to watch"),
    ],
)
def test_what_is_wrong_has_its_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    """A message names the file, the line, and what was expected."""
    (tmp_path / "more.txt").write_text("https://wire.example/two\n")
    (tmp_path / "feeds.toml").write_text(GOOD.replace(old, new, 1))
    with pytest.raises(ConfigError, match=says) as raised:
        load_outlets(tmp_path / "feeds.toml")
    assert f"feeds.toml:{line}: " in str(raised.value)
