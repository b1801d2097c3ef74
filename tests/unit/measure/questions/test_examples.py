"""Every question among the examples can be read."""

from pathlib import Path

import pytest

from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.read import read_question

EXAMPLES = Path(__file__).parents[4] / "examples" / "questions"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.name)
def test_an_example_is_a_question(path: Path) -> None:
    assert read_question(path.read_bytes(), KINDS, path.name).kind.name in KINDS
