"""A workspace at the hand of Python: `tropa.open(folder).ask(...)`.

The same question gives the same answer here, in the terminal and over HTTP. Lists of an answer
are handed out as tables: of Polars, of pandas, of Arrow, whichever is there.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast, overload

import polars as pl

from tropa.errors import TropaError, UsageFault
from tropa.measure.overview import how_json, overview_json
from tropa.workspace.answers import Question as OfMap
from tropa.workspace.answers import ask_map, board_of, moment_of
from tropa.workspace.drafts.publish import the_map
from tropa.workspace.opening import Workspace, open_workspace
from tropa.workspace.questions.asking import Text, ask_question, ask_questions

Question: TypeAlias = str | Path | Mapping[str, Any]
"""A question's text, its file, or a mapping."""


@dataclass(frozen=True)
class Answer:
    """An answer: plain data, and its lists as tables."""

    data: dict[str, Any]
    how: dict[str, Any]

    def table(self, name: str | None = None) -> pl.DataFrame:
        """A list of the answer as a Polars table; shares and lengths become columns.

        Args:
            name: which list; the only one when omitted.

        Raises:
            UsageFault: there is no such list, or several and none was named.
        """
        lists = [key for key, value in self.data.items() if _is_table(value)]
        chosen = name if name is not None else (lists[0] if len(lists) == 1 else "")
        if chosen not in lists:
            raise UsageFault("no_such_table", found=chosen or "—", allowed=", ".join(lists))
        rows = cast("list[dict[str, Any]]", self.data[chosen])
        return pl.DataFrame([_flat(row) for row in rows], infer_schema_length=None)

    def to_pandas(self, name: str | None = None) -> Any:
        """The same as a pandas table; pandas must be installed."""
        return self.table(name).to_pandas()

    def to_arrow(self, name: str | None = None) -> Any:
        """The same as an Arrow table; pyarrow must be installed."""
        return cast("Any", self.table(name)).to_arrow()


class Notebook:
    """An open workspace; close it, or use it in a `with`."""

    def __init__(self, folder: str | Path) -> None:
        """Open the folder.

        Raises:
            WorkspaceFault: there is no workspace, or a server has it open (ask the server).
        """
        self.workspace: Workspace = open_workspace(Path(folder).resolve())

    @overload
    def ask(self, question: Question) -> Answer: ...

    @overload
    def ask(self, question: Sequence[Question]) -> list[Answer | TropaError]: ...

    def ask(
        self, question: Question | Sequence[Question]
    ) -> Answer | list[Answer | TropaError]:
        """The answer of an ad-hoc question: its text, its file, or a mapping.

        Several questions are of one moment and answered in one pass, each as it would be alone;
        in the place of one that is refused stands its fault.

        Args:
            question: one, or up to twenty.

        Raises:
            MapRefused: the one question cannot be read, or names what nothing bears.
            UsageFault: it makes no sense; or there are too many.
        """
        if isinstance(question, str | Path | Mapping):
            found = ask_question(self.workspace, *_text(question))
            return Answer(found.answer, found.how)
        every = ask_questions(self.workspace, [_text(one) for one in question])
        return [
            one if isinstance(one, TropaError) else Answer(one.answer, one.how) for one in every
        ]

    def show(self, map_id: str | None = None, as_of: str | None = None) -> Answer:
        """A map with its numbers, under the names of `tropa show --json`."""
        name = the_map(self.workspace, map_id)
        map_ = board_of(self.workspace, name).edition.map
        moment = moment_of(as_of, map_) if as_of is not None else None
        found = ask_map(self.workspace, name, OfMap(as_of=moment))
        return Answer(overview_json(found), how_json(found))

    def close(self) -> None:
        """Let the folder go."""
        self.workspace.close()

    def __enter__(self) -> "Notebook":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _text(question: Question) -> Text:
    if isinstance(question, Path):
        return Text(question.read_bytes(), question.name)
    return Text(question if isinstance(question, str) else json.dumps(dict(question)))


def _is_table(value: object) -> bool:
    rows = cast("list[object]", value) if isinstance(value, list) else []
    return bool(rows) and all(isinstance(one, dict) for one in rows)


def _flat(row: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """A row whose nested parts have become columns: `rate.low`."""
    found: dict[str, Any] = {}
    for key, value in row.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            found |= _flat(cast("dict[str, Any]", value), f"{name}.")
        elif isinstance(value, list):
            found[name] = json.dumps(value, ensure_ascii=False)
        else:
            found[name] = value
    return found
