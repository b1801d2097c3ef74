"""Worked examples of questions: files of `examples/questions/`, answered for the page.

A question whose first line is `# log: golden` is asked of the golden log: a dozen people, small
enough to check the answer by eye. The others speak of logs that are not part of the repository.
"""

import io
from collections.abc import Generator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.read import read_question
from tropa.show.cli.answer_table import answer_table
from tropa.show.cli.main import main
from tropa.workspace.opening import Workspace, open_workspace
from tropa.workspace.questions.asking import ask_question

EXAMPLES: Final = Path("examples")
ASKED_OF_GOLDEN: Final = "# log: golden"


class Worked(NamedTuple):
    """One example: where it stands, its text, its answer as a table."""

    name: str
    text: str
    answer: str


def worked_examples(examples: Path = EXAMPLES) -> dict[str, list[Worked]]:
    """For each kind of question its examples, answered."""
    found: dict[str, list[Worked]] = {}
    with golden_workspace(examples / "golden") as workspace:
        for path in sorted((examples / "questions").glob("*.yaml")):
            text = path.read_text("utf-8")
            if not text.startswith(ASKED_OF_GOLDEN):
                continue
            kind = read_question(text, KINDS, path.name).kind.name
            answered = ask_question(workspace, text, name=path.name)
            shown = text.partition("\n")[2]
            found.setdefault(kind, []).append(
                Worked(path.name, shown, answer_table(answered, "en"))
            )
    return found


@contextmanager
def golden_workspace(golden: Path) -> Generator[Workspace]:
    """A workspace with the golden log, gone afterwards."""
    with TemporaryDirectory(prefix="tropa-") as place:
        folder = Path(place) / "golden"
        with redirect_stdout(io.StringIO()):
            main(["new", str(folder), "--lang", "en"])
            copyfile(golden / "golden.yaml", folder / "maps" / "golden.yaml")
            main(["import", str(folder), str(golden / "events.csv")])
            main(["publish", str(folder), "--map", "golden"])
        with open_workspace(folder) as workspace:
            yield workspace
