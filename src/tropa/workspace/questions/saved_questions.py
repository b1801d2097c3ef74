"""Questions somebody asks again: each a YAML file `questions/NAME.yaml` of the workspace.

The file is the question as it was written, so that `tropa ask` answers it, too, and a person
may edit it in any editor. A name is a file name and nothing else: what is not plain letters,
figures and hyphens is refused before any path is made of it.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tropa.errors import RequestFault, UsageFault
from tropa.map.node import Mapping, Scalar, TextRefused, compose, decode
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.read import read_question
from tropa.parts.files import write_whole

FOLDER: Final = "questions"
SUFFIX: Final = ".yaml"
LARGEST: Final = 64 << 10
"""Bytes of one question."""
MOST: Final = 500
"""Questions of a workspace."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")


@dataclass(frozen=True, slots=True)
class Saved:
    """A kept question: its name, what it is called, its kind, its text."""

    name: str
    title: str
    kind: str
    text: str


def saved_questions(folder: Path) -> list[Saved]:
    """Every kept question of a workspace, by name; files of other names are passed over."""
    home = folder / FOLDER
    if not home.is_dir():
        return []
    names = sorted(path.stem for path in home.glob(f"*{SUFFIX}") if _NAME.fullmatch(path.stem))
    found = (_read(folder, name) for name in names[:MOST])
    return [one for one in found if one is not None]


def saved_question(folder: Path, name: str) -> Saved:
    """A kept question.

    Raises:
        UsageFault: no question can bear that name.
        RequestFault: none is kept under it.
    """
    found = _read(folder, checked(name))
    if found is None:
        raise RequestFault("no_saved_question", status=404, found=name)
    return found


def keep_question(folder: Path, name: str, text: str, *, anew: bool = False) -> Saved:
    """Keep a question; one of the same name is written over.

    Args:
        folder: of the workspace.
        name: how it is called from now on.
        text: the question as it is written.
        anew: refuse where there is one of that name.

    Raises:
        UsageFault: no question can bear that name, or it is too long.
        RequestFault: there is one of that name, or there are too many.
        MapRefused: it cannot be read as a question.
    """
    path = _path(folder, checked(name))
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > LARGEST:
        raise RequestFault("question_too_large", status=413, limit=LARGEST >> 10)
    read_question(data, KINDS)
    if anew and path.exists():
        raise RequestFault("saved_question_there", status=409, found=name)
    if not path.exists() and len(saved_questions(folder)) >= MOST:
        raise RequestFault("too_many_saved_questions", status=409, limit=MOST)
    if path.is_symlink():
        # What stands there leads somewhere else: nothing is written through it.
        raise UsageFault("bad_question_name", found=name)
    write_whole(path, data)
    return _told(name, text)


def forget_question(folder: Path, name: str) -> None:
    """Remove a kept question.

    Raises:
        UsageFault: no question can bear that name.
        RequestFault: none is kept under it.
    """
    saved_question(folder, name)
    _path(folder, name).unlink(missing_ok=True)


def checked(name: str) -> str:
    """A name that a question may bear.

    Raises:
        UsageFault: it is none.
    """
    if not _NAME.fullmatch(name):
        raise UsageFault("bad_question_name", found=name[:80])
    return name


def _path(folder: Path, name: str) -> Path:
    return folder / FOLDER / f"{name}{SUFFIX}"


def _read(folder: Path, name: str) -> Saved | None:
    path = _path(folder, name)
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            return None
        return _told(name, decode(path.read_bytes()))
    except (OSError, TextRefused):
        return None


def _told(name: str, text: str) -> Saved:
    """What a text says of itself; one that cannot be read is still there to be mended."""
    try:
        root = compose(text)
    except TextRefused:
        return Saved(name, name, "", text)
    return Saved(name, _scalar(root, "title") or name, _scalar(root, "question"), text)


def _scalar(root: Mapping, key: str) -> str:
    value = root.pairs[key][1] if key in root.pairs else None
    return value.text[:200] if isinstance(value, Scalar) else ""
