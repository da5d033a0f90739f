"""Loading a pack: another domain loads from the same code, and a wrong file says where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pactwatch.domain import load_pack
from pactwatch.errors import PackError

TOY = Path(__file__).parent / "toy_pack"


def test_toy_pack_has_kinds_of_its_own() -> None:
    """A pack at a path loads with its own kinds and plurals, and none of another's."""
    toy, transfers = load_pack(str(TOY)), load_pack("transfers")
    assert {kind.plural for kind in toy.kinds} == {"loans", "voyages", "fees", "remarks"}
    assert not {k.name for k in toy.kinds} & {k.name for k in transfers.kinds}
    assert toy.hub.name == "loan"
    assert toy.speech_kind is not None
    assert toy.speech_kind.name == "remark"


def test_pack_without_knowledge_loads(tmp_path: Path) -> None:
    """`pack.yaml` alone is a pack: it knows kinds, and no states, facts or words."""
    shutil.copy(TOY / "pack.yaml", tmp_path)
    bare = load_pack(str(tmp_path))
    assert bare.states.states == ()
    assert bare.facts.facts == ()


def test_changed_pack_is_another_version(tmp_path: Path) -> None:
    """A pack's version holds a hash of its files, so that a changed pack is another reader."""
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        shutil.copytree(TOY, folder)
    with (two / "states.yaml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert load_pack(str(one)).version != load_pack(str(two)).version


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("progress: stage", "progress: phase", 9, "'phase' is no slot of loan"),
        ("stands_as: sailing", "stands_as: sunk", 1, "stands as 'sunk'"),
        ("title: Fee", "tilte: Fee", 37, "title"),
        ("crew: {type: count}", "crew: {type: heads}", 34, "Input should be"),
    ],
)
def test_mistake_names_path_line_and_choices(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    """A mistake in a pack is a PackError with path, line, and what was expected."""
    text = (TOY / "pack.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "pack.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(PackError, match=says) as caught:
        load_pack(str(tmp_path))
    assert f"pack.yaml:{line}:" in str(caught.value)


def test_unknown_name_lists_the_packs() -> None:
    """A name that is no pack says which there are."""
    with pytest.raises(PackError, match="transfers"):
        load_pack("nowhere")


def test_broken_yaml_names_the_file(tmp_path: Path) -> None:
    """What is no YAML is a PackError with the path."""
    (tmp_path / "pack.yaml").write_text("kinds: [", encoding="utf-8")
    with pytest.raises(PackError, match=r"pack\.yaml: not YAML"):
        load_pack(str(tmp_path))
