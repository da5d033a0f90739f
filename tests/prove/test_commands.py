"""`verify`, `pack` and `unpack` as a person calls them."""

from __future__ import annotations

from pathlib import Path

from command import export_of, pactwatch, read_reports


def test_read_verify_pack_unpack(tmp_path: Path) -> None:
    """A register that was read is proved, its head can be noted, and it comes back from a pack."""
    report = tmp_path / "report.txt"
    report.write_text("Norway sent 14 people to Zambia on Monday, the ministry said.\n")
    register = tmp_path / "a.db"
    before = read_reports(register, report)
    done = pactwatch("verify", "--register", register)
    assert done.returncode == 0, done.stderr
    assert "all of it holds; head " in done.stdout
    head = pactwatch("verify", "--head", "--register", register).stdout.strip()
    assert done.stdout.strip().endswith(head)
    assert len(head) == 64
    assert pactwatch("pack", tmp_path / "a.pack", "--register", register).returncode == 0
    other = tmp_path / "b" / "b.db"
    assert pactwatch("unpack", tmp_path / "a.pack", "--register", other).returncode == 0
    assert export_of(other) == before
    done = pactwatch("verify", "--since", head, "--register", other)
    assert (done.returncode, "goes on from" in done.stdout) == (0, True), done.stderr


def test_archive_elsewhere(tmp_path: Path) -> None:
    """PACTWATCH_ARCHIVE names where the bytes lie; any address that fsspec knows."""
    report = tmp_path / "report.txt"
    report.write_text("Norway sent 14 people to Zambia on Monday, the ministry said.\n")
    elsewhere = {"PACTWATCH_ARCHIVE": f"local://{tmp_path}/bucket"}
    read_reports(tmp_path / "a.db", report, **elsewhere)
    assert sorted(path.name for path in (tmp_path / "bucket").iterdir())[0] == "00001.warc.gz"
    done = pactwatch("verify", "--register", tmp_path / "a.db", **elsewhere)
    assert done.returncode == 0, done.stderr
    assert pactwatch("verify", "--register", tmp_path / "a.db").returncode == 1


def test_what_does_not_hold_is_one_message(tmp_path: Path) -> None:
    """Status 1 and one sentence; 2 where the call itself is wrong."""
    report = tmp_path / "report.txt"
    report.write_text("Norway sent 14 people to Zambia on Monday, the ministry said.\n")
    read_reports(tmp_path / "a.db", report)
    path = tmp_path / "a.db.archive" / "00001.warc.gz"
    path.write_bytes(path.read_bytes()[:-40])
    done = pactwatch("verify", "--register", tmp_path / "a.db")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("pactwatch: ")
    assert len(done.stderr.splitlines()) == 1
    assert pactwatch("verify", "--since", "abc", "--register", tmp_path / "a.db").returncode == 2
    assert pactwatch("verify", "--register", tmp_path / "none.db").returncode == 1
