"""A folder of YAML files → `Pack`; an error names the path, the line and the known choices."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from pactwatch.domain.agencies import AgenciesFile
from pactwatch.domain.concern import ConcernFile
from pactwatch.domain.facts import FactsFile
from pactwatch.domain.frames import FramesFile, VocabularyFile
from pactwatch.domain.kinds import PackFile
from pactwatch.domain.pack import Pack
from pactwatch.domain.part import Part
from pactwatch.domain.rules import ReconcileRules
from pactwatch.domain.spread import SpreadFile
from pactwatch.domain.states import StatesFile
from pactwatch.domain.yaml_text import load_yaml
from pactwatch.errors import PackError
from pactwatch.ids import sha256_of

P = TypeVar("P", bound=Part)

DOMAINS = Path(__file__).parents[1] / "domains"


@lru_cache(maxsize=4)
def load_pack(name: str) -> Pack:
    """A pack's name, or the path of its folder → Pack; PackError says which line to change."""
    folder = Path(name) if Path(name).is_dir() else DOMAINS / name
    if not (folder / "pack.yaml").is_file():
        known = ", ".join(sorted(p.parent.name for p in DOMAINS.glob("*/pack.yaml")))
        raise PackError(
            f"no domain pack {name!r}: expected a folder with pack.yaml, or one of {known}"
        )
    main = read_part(folder / "pack.yaml", PackFile)
    telling = _read_if_there(folder / "frames.yaml", FramesFile)
    return Pack(
        path=folder,
        name=main.name,
        version=f"{main.version}+{_fingerprint(folder)}",
        title=main.title,
        schema_name=main.schema_,
        kinds=main.kinds,
        views=main.views,
        vocabulary=_read_if_there(folder / "vocabulary.yaml", VocabularyFile),
        phrases=telling.phrases,
        frames=telling.frames,
        states=_read_if_there(folder / "states.yaml", StatesFile),
        facts=_read_if_there(folder / "facts.yaml", FactsFile),
        reconcile=_read_if_there(folder / "reconcile.yaml", ReconcileRules),
        agencies=_read_if_there(folder / "agencies.yaml", AgenciesFile),
        concern=_read_if_there(folder / "concern.yaml", ConcernFile),
        spread=_read_if_there(folder / "spread.yaml", SpreadFile),
    )


def _read_if_there(path: Path, shape: type[P]) -> P:
    """A file that a pack may lack: without it, the shape's empty form."""
    return read_part(path, shape) if path.is_file() else shape()


def _fingerprint(folder: Path) -> str:
    parts = [(p.name, sha256_of(p.read_bytes())) for p in sorted(folder.glob("*.yaml"))]
    return sha256_of(repr(parts).encode())[:8]


def read_part(path: Path, shape: type[P]) -> P:
    """One YAML file → its checked shape; PackError has path, line and reason.

    Lines are kept only by a slower loader, so that it runs only where a line must be told.
    """
    text = path.read_text(encoding="utf-8")
    try:
        return shape.model_validate(load_yaml(text))
    except YAMLError as error:
        raise PackError(f"{path}: not YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        line = _line_of(YAML(typ="rt").load(text), first["loc"])
        where = ".".join(str(step) for step in first["loc"])
        raise PackError(f"{path}:{line}: {where}: {first['msg']}") from error


def _line_of(tree: Any, steps: tuple[int | str, ...]) -> int:
    """The line, counted from 1, of the deepest node on the way that the file has."""
    line = 1
    for step in steps:
        if not isinstance(tree, CommentedMap | CommentedSeq):
            break
        try:
            line = tree.lc.data[step][0] + 1
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            break
    return line
