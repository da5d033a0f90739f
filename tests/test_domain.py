"""Loading a pack: another domain loads from the same code, and a wrong file says where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pactwatch.domain import DOMAINS, load_pack
from pactwatch.domain.yaml_text import load_yaml
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


ODD = """
figures: [1, -2, 0x1F, 0o17, 1_000, 3.5, .5, 1e3, +7, 007, .inf, 5%, "5"]
hour: 1:30
words: [yes, No, on, y, n, TRUE, False, null, ~, '', '=', Nullable, trueish]
days: ["2024-07-05", 2024-07, 1.2.3]
nothing:
1: a key that is a number
null: a key that is nothing
kept: &kept {a: [b, c]}
again: *kept
long: |
  two
  lines
folded: >-
  one
  line
"""


@pytest.mark.parametrize(
    "text",
    [
        ODD, "", "# nothing\n", "words", "5", "[]", "a: !!str 5", "a: &x {b: 1}\nc: {<<: *x, d: 2}",
        "%YAML 1.1\n---\na: yes\n", "? [a]\n: b", "- 2024-07-05",
    ],
)  # fmt: skip
def test_yaml_is_loaded_as_its_library_loads_it(text: str) -> None:
    """Our quick way says the same as ruamel, of what packs have and of what they seldom have."""
    assert load_yaml(text) == keys_as_text(YAML(typ="safe").load(text))


@pytest.mark.parametrize("text", ["a: 1\na: 2", "a: *b", "a: [", "a: b: c", "--- 1\n--- 2"])
def test_wrong_yaml_is_an_error_as_its_library_raises_it(text: str) -> None:
    """A key that stands twice is an error too, and so is what no anchor names."""
    with pytest.raises(YAMLError):
        load_yaml(text)


@pytest.mark.parametrize("path", sorted(DOMAINS.glob("*/*.yaml")), ids=lambda path: path.name)
def test_each_file_of_a_pack_is_loaded_as_its_library_loads_it(path: Path) -> None:
    """The same for the packs that ship with pactwatch."""
    text = path.read_text(encoding="utf-8")
    assert load_yaml(text) == keys_as_text(YAML(typ="safe").load(text))


def keys_as_text(node: object) -> object:
    """What ruamel loads, its keys as text."""
    match node:
        case dict():
            return {str(key): keys_as_text(value) for key, value in node.items()}
        case list():
            return [keys_as_text(value) for value in node]
        case _:
            return node
