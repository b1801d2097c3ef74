"""What is compiled ahead: every kind of question, once an installation."""

import sys
from pathlib import Path

from crash.waiting import wait_until
from tropa.measure.questions.catalogue import KINDS
from tropa.show.cli import ahead


def test_every_question_of_every_kind_is_taken(tmp_path: Path) -> None:
    assert ahead.ask_everything(tmp_path / "few") == []
    asked = {
        one.removeprefix("{question: ").partition(",")[0].rstrip("}") for one in ahead.QUESTIONS
    }
    # A comparison asks two questions of other kinds.
    assert asked == set(KINDS) - {"compare"}


def test_it_is_begun_once_and_only_where_something_can_be_kept(tmp_path: Path) -> None:
    script = "import sys; open(sys.argv[1], 'a').write('.')"
    said = tmp_path / "said"
    command = (sys.executable, "-c", script, str(said))
    kept = tmp_path / "kept"
    assert not ahead.begin(None, command)
    assert not ahead.begin(kept, command)
    kept.mkdir()
    assert ahead.begin(kept, command)
    assert not ahead.begin(kept, command)
    wait_until(said.exists, lambda: "it was not started")
