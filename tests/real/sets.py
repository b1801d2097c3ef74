"""Real data sets through the front door, and the figures they are known to hold."""

import json
import runpy
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Final

from golden.asking import EXAMPLES, Company, company
from tropa.clock import from_datetime
from tropa.measure.overview import Overview
from tropa.moments import read_moment
from tropa.workspace.answers import Question, ask_map
from tropa.workspace.notebook import Notebook
from tropa.workspace.opening import open_workspace
from tropa.workspace.screen import Screen, ask_screen

APART: Final = 1e-6
"""The figures known are written with six decimals."""


def known(folder: Path) -> dict[str, Any]:
    """The results a right system reproduces."""
    return json.loads((folder / "reference.json").read_text("utf-8"))


def example(name: str) -> str:
    """The map of an example of the repository."""
    return (EXAMPLES / name / "map.yaml").read_text("utf-8")


def imported(folder: Path, name: str, file: Path, *more: str) -> Company:
    """The company of an example, and a file taken in by the example's mapping."""
    mapping = EXAMPLES / name / "mapping.yaml"
    return company(folder, example(name), [file, "--mapping", mapping, *more])


def written_out(script: str, source: Path, to: Path) -> Path:
    """A data set as a file of events, by the script of its example (`bank/expand.py`)."""
    path = EXAMPLES / script
    runpy.run_path(str(path))[path.stem](source, to)
    return to


def question(name: str, *changes: tuple[str, str]) -> str:
    """A question of the examples, with some of its words changed."""
    text = (EXAMPLES / "questions" / f"{name}.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def asked(opened: Notebook, name: str, *changes: tuple[str, str]) -> dict[str, Any]:
    """What a question of the examples is answered with."""
    return opened.ask(question(name, *changes)).data


def by_value(rows: Iterable[Mapping[str, Any]]) -> dict[Any, Mapping[str, Any]]:
    """Rows of an answer by what they stand for; the rest of the values is called «other»."""
    return {"other" if row["other"] else _value(row): row for row in rows}


def _value(row: Mapping[str, Any]) -> Any:
    return (row["value"], row["second_value"]) if "second_value" in row else row["value"]


def made_of(row: Mapping[str, Any], name: str = "conversion") -> tuple[int, int]:
    """How many of how many a share is."""
    return row[name]["numerator"], row[name]["denominator"]


def screens(firm: Company, maps: Mapping[str, str], as_of: int) -> dict[str, Screen]:
    """What other maps of the same events tell, by name; each is a draft of the workspace."""
    for name, text in maps.items():
        draft = text.replace(f"map: {firm.map_id}", f"map: {name}")
        (firm.folder / "maps" / f"{name}.yaml").write_text(draft, "utf-8")
    with open_workspace(firm.folder) as workspace:
        return {name: ask_screen(workspace, name, Question(as_of)) for name in maps}


def periods(firm: Company, as_of: int, months: Iterable[str]) -> dict[str, Overview]:
    """What the map tells of each month (`2017-03`)."""
    with open_workspace(firm.folder) as workspace:
        zone = workspace.boards[firm.map_id].edition.map.zone
        return {
            month: ask_map(workspace, firm.map_id, Question(as_of, *span_of(month, zone)))
            for month in months
        }


def span_of(month: str, zone: tzinfo) -> tuple[int, int]:
    """A month's first instant, and that of the next."""
    begin = datetime.strptime(month, "%Y-%m").replace(tzinfo=zone)
    end = begin.replace(year=begin.year + begin.month // 12, month=begin.month % 12 + 1)
    return from_datetime(begin), from_datetime(end)


def instant(text: str, zone: tzinfo = UTC) -> int:
    found = read_moment(text, zone)
    assert found is not None
    return found.at


def kpi(screen: Screen, name: str) -> float | None:
    [found] = [one for one in screen.kpis.kpis if one.kpi == name]
    return found.value
