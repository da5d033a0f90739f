"""The command line: what it answers, with which exit status, and what it never lets through."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from factory import StandingClock
from pactwatch.store import open_register

Run = Callable[..., subprocess.CompletedProcess[bytes]]

PAGE = (
    "Denmark and Kosovo signed an agreement on Monday. Kosovo will take 300 migrants.\n\n"
    "“We are ready,” said Kosovo's justice minister, Albulena Haxhiu, on Tuesday.\n"
)


def pactwatch(
    folder: Path, *arguments: str, stdin: bytes = b"", **env: str
) -> subprocess.CompletedProcess[bytes]:
    """Run one command in a folder, with the clock standing still."""
    return subprocess.run(
        [sys.executable, "-m", "pactwatch", *arguments],
        input=stdin,
        capture_output=True,
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": ":".join(path for path in sys.path if path),
            "PACTWATCH_NOW": "2025-05-06T12:00:00Z",
            **env,
        },
    )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `pactwatch` in a folder of its own."""
    return partial(pactwatch, tmp_path)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a register into which one page was read."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "a.txt").write_text(PAGE)
    assert pactwatch(folder, "read", "a.txt").returncode == 0
    return str(folder / "pactwatch.db")


def test_help_loads_no_language_model(tmp_path: Path) -> None:
    """`--help` is quick: neither spaCy nor trafilatura nor SQLAlchemy is loaded for it."""
    script = (
        "import sys; sys.argv = ['pactwatch', '--help']\n"
        "from pactwatch.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "slow = {'spacy', 'trafilatura', 'sqlalchemy', 'alembic', 'warcio', 'rich'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PYTHONPATH": ":".join(path for path in sys.path if path)},
    )
    assert "show" in found.stdout
    assert found.stdout.splitlines()[-1] == "[]"


def test_read_show_export(run: Run, tmp_path: Path) -> None:
    """The three verbs, one after the other, on one page: what is read is shown and exported."""
    (tmp_path / "a.txt").write_text(PAGE)
    found = run("read", "a.txt", "--published", "2025-05-06", "--outlet", "Daily")
    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith(b"1 page read, 0 inputs already known, 1 in the domain")
    assert found.stderr == b""
    shown = run("show", "Denmark to Kosovo")
    assert shown.returncode == 0, shown.stderr
    assert b"DNK-XKX" in shown.stdout
    assert b"Daily, 6 May 2025" in shown.stdout
    assert max(map(len, shown.stdout.decode().splitlines())) <= 80
    exported = run("export")
    (document,) = json.loads(exported.stdout)["documents"]
    assert (document["outlet"], document["published"]) == ("Daily", "2025-05-06")
    why = json.loads(exported.stdout)["claims"][0]["id"]
    assert b"why:" in run("show", "--why", why).stdout
    for view in ("--statements", "--documents", "--issues", "--disagreements"):
        assert run("show", view).returncode == 0
    again = run("read", "a.txt")
    assert again.stdout.startswith(b"0 pages read, 1 input already known")
    assert run("export").stdout == exported.stdout


def test_first_disagreements_are_shown_and_the_rest_is_told(run: Run, tmp_path: Path) -> None:
    """`--first` shows so many of what sources disagree on, and says how many more there are."""
    for n, number in enumerate((300, 500)):
        (tmp_path / f"{n}.txt").write_text(
            PAGE.replace("300", str(number)).replace("Monday", "Tuesday" if n else "Monday")
        )
        run("read", f"{n}.txt", "--published", "2025-05-09", "--outlet", f"Daily {n}")
    every = run("show", "--disagreements", "--first", "0").stdout
    assert every == run("show", "--disagreements").stdout
    one = run("show", "--disagreements", "--first", "1").stdout
    assert b"and 1 more: --first 0 shows all" in one
    assert len(one) < len(every)


def test_register_of_an_earlier_day(run: Run, tmp_path: Path) -> None:
    """`--as-of` shows and exports only what pages known by that day tell."""
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.txt").write_text(PAGE.replace("Kosovo", "Rwanda"))
    run("read", "a.txt", "--published", "2025-05-06")
    run("read", "b.txt", "--published", "2025-06-06")
    shown = run("show", "--as-of", "2025-05").stdout
    assert shown.startswith(b"As of 31 May 2025.")
    assert b"DNK-XKX" in shown
    assert b"DNK-RWA" not in shown
    assert b"DNK-RWA" in run("show", "--as-of", "2025-06-06").stdout
    exported = json.loads(run("export", "--as-of", "2025-05").stdout)
    assert exported["as_of"] == "2025-05-31"
    assert [doc["published"] for doc in exported["documents"]] == ["2025-05-06"]


def test_history_tells_what_a_record_was_day_by_day(run: Run, tmp_path: Path) -> None:
    """A first page, a second with another number: each day says what was known and what changed."""
    flown = "Denmark flew {} migrants to Kosovo on 3 May 2025. They landed at night."
    (tmp_path / "a.txt").write_text(flown.format("seven"))
    (tmp_path / "b.txt").write_text("A camp is full. " + flown.format("nine"))
    run("read", "a.txt", "--published", "2025-05-04", "--outlet", "Post")
    run("read", "b.txt", "--published", "2025-05-06", "--outlet", "Star")
    (record,) = json.loads(run("export").stdout)["transfers"]
    told = run("show", "--history", record["id"]).stdout.decode()
    first, second = told.split("Known on 6 May 2025")
    assert "Known on 4 May 2025" in first
    assert "seven" in first
    assert "nine" not in first
    assert "Star, 6 May 2025" in " ".join(second.split())
    assert "grade was" in second
    assert run("show", "--history", "DNK").returncode == 2


def test_diff_tells_what_is_new_since_it_was_asked(run: Run, tmp_path: Path) -> None:
    """Status 1 with sentences where something is new, 0 where nothing is, 2 without register."""
    assert run("diff").returncode == 2
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "a.txt").write_text(PAGE)
    run("read", "a.txt", "--published", "2025-05-06")
    first = run("diff")
    assert first.returncode == 1
    assert b"added: Denmark to Kosovo (DNK-XKX)" in first.stdout
    assert run("diff").returncode == 0
    (tmp_path / "b.txt").write_text(PAGE.replace("Kosovo", "Rwanda"))
    run("read", "b.txt", "--published", "2025-06-06")
    for asked in ([], ["--from", "2025-05"]):
        found = run("diff", *asked)
        assert found.returncode == 1
        assert b"DNK-RWA" in found.stdout
        assert b"DNK-XKX" not in found.stdout
    assert run("diff", "--from", "2025-05-10", "--to", "2025-06-01").returncode == 0
    assert run("diff", "--from", "soon").returncode == 2


def test_judgements_are_made_shown_and_taken_back(run: Run, tmp_path: Path) -> None:
    """`judge` prints the id of what it wrote; show and export have it; a re-read keeps it."""
    (tmp_path / "a.txt").write_text(PAGE)
    run("read", "a.txt", "--published", "2025-05-06")
    said = ["--by", "Ana", "--reason", "heard the tape"]
    exported = json.loads(run("export").stdout)
    record = exported["statements"][0]["id"]
    made = run("judge", "accept", record, *said)
    assert made.returncode == 0, made.stderr
    assert b"Ana, 6 May 2025, accepts this: heard the tape" in run("show", record).stdout
    run("read", "a.txt", "--language", "en")
    (judged,) = json.loads(run("export").stdout)["judgements"]
    assert (judged["verdict"], judged["by"]) == ("accept", "Ana")
    assert run("judge", "withdraw", judged["id"], *said).returncode == 0
    assert b"accepts" not in run("show", record).stdout
    assert run("judge", "withhold", "--name", "Albulena Haxhiu", *said).returncode == 0
    for shown in (
        ["export"],
        ["export", "--format", "markdown", "--excerpts"],
        ["show", "--statements"],
    ):
        found = run(*shown).stdout.decode()
        assert "Haxhiu" not in found
        assert "█" in found
    assert b"Haxhiu" in run("export", "--judged-as-of", "2025-05-05").stdout
    assert run("judge", "praise", record, *said).returncode == 2


def test_unreadable_input_is_status_one_each_time(run: Run, tmp_path: Path) -> None:
    """An input that became an issue is told, and told again when it is read again."""
    (tmp_path / "a.txt").write_text("")
    for _ in range(2):
        found = run("read", "a.txt", "missing.txt")
        assert found.returncode == 1
        assert b"2 issues" in found.stdout
        assert b"missing.txt: no such file" in found.stdout
    assert b"a.txt: empty file" in run("show", "--issues").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read"], "Missing argument"),
        (["read", "a.txt", "--bogus"], "No such option"),
        (["read", "a.txt", "--published", "soon"], "no day"),
        (["read", "a.txt", "--jobs", "0"], "--jobs"),
        (["read", "a.txt", "--meta", "none.csv"], "none.csv"),
        (["export", "--format", "xml"], "json"),
        (["show", "DNK-XXX"], "did you mean DNK-XKX?"),
        (["show", "clm_ffffffffffff"], "no record, claim or page"),
        (["show", "--why", "DNK"], "expected an id"),
        (["show", "--as-of", "soon"], "expected a day"),
    ],
)
def test_wrong_call_is_status_two(
    run: Run, filled: str, tmp_path: Path, arguments: list[str], says: str
) -> None:
    """A call that cannot be meant so is answered in one message, and reads nothing."""
    (tmp_path / "a.txt").write_text(PAGE)
    env = {"PACTWATCH_REGISTER": filled} if arguments[0] == "show" else {}
    found = run(*arguments, **env)
    assert found.returncode == 2
    assert says in found.stderr.decode()
    assert "Traceback" not in found.stderr.decode()
    if arguments[0] == "read":
        assert not (tmp_path / "pactwatch.db").exists()


def test_missing_register_says_how_to_make_one(run: Run, tmp_path: Path) -> None:
    """Showing what is not there is status 1, one line, and makes no file."""
    found = run("show")
    assert found.returncode == 1
    assert found.stderr.count(b"\n") == 1
    assert b"pactwatch read" in found.stderr
    assert list(tmp_path.iterdir()) == []


def test_environment_names_the_register(run: Run, tmp_path: Path) -> None:
    """`PACTWATCH_REGISTER` is where, unless `--register` says otherwise."""
    found = run("read", "-", stdin=PAGE.encode(), PACTWATCH_REGISTER="b.db")
    assert found.returncode == 0, found.stderr
    assert (tmp_path / "b.db").exists()
    assert run("show", "--register", "b.db").returncode == 0


def test_nothing_from_outside_commands_the_terminal(run: Run, tmp_path: Path) -> None:
    """Names and texts with controls, markup or turned writing are shown, not obeyed."""
    (tmp_path / "a.txt").write_text(PAGE.replace("“We", "“\x1b[31m\u202e[bold]We"))
    (tmp_path / "b\x1b[2Jad.txt").write_text("")
    outlet = "Dai\x1b]0;owned\x07ly [red]"
    found = run("read", ".", "--outlet", outlet)
    shown = [found.stdout, found.stderr]
    for view in (["XKX"], ["--documents"], ["--issues"], ["--statements"]):
        shown.append(run("show", *view).stdout)
    text = b"".join(shown).decode()
    assert "[red]" in text
    assert not [char for char in text if char != "\n" and (ord(char) < 32 or char == "\u202e")]


def test_reader_of_a_pipe_may_leave(run: Run, tmp_path: Path) -> None:
    """`pactwatch export | head` ends quietly."""
    (tmp_path / "a.txt").write_text(PAGE + "More. " * 100_000)
    run("read", "a.txt")
    piped = subprocess.run(
        f"'{sys.executable}' -m pactwatch export | head -c 10",
        shell=True,
        capture_output=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": ":".join(p for p in sys.path if p)},
    )
    assert piped.stderr == b""
    assert piped.stdout == b'{\n"schema"'


def test_second_reader_waits_or_says_so(run: Run, tmp_path: Path, clock: StandingClock) -> None:
    """While another `read` writes, the second says who it is; nothing is lost."""
    (tmp_path / "a.txt").write_text(PAGE)
    with open_register(tmp_path / "pactwatch.db", write=True, clock=clock):
        found = run("read", "a.txt", "--wait", "0.3")
    assert found.returncode == 1
    assert b"waiting for another pactwatch" in found.stderr
    assert b"run the same command" in found.stderr
