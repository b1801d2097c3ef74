import pytest

from tropa.measure.attribution.journeys import Paths, written
from tropa.measure.attribution.markov import removal


def effects(paths: Paths, order: int = 1) -> dict[str, float]:
    found = removal(paths, order)
    return dict(zip(paths.labels, found.effect.tolist(), strict=True))


def test_a_chain_counted_by_hand() -> None:
    """One of three converts; without C1 only the one who began with C2 gets to C3."""
    paths = written([("C1 > C2 > C3", 1, 0, 0), ("C1", 0, 0, 1), ("C2 > C3", 0, 0, 1)])
    found = removal(paths)
    assert found.probability == pytest.approx(1 / 3)
    assert effects(paths) == pytest.approx({"C1": 1 / 2, "C2": 1, "C3": 1})
    assert found.parts.tolist() == pytest.approx([0.2, 0.4, 0.4])


def test_a_higher_order_knows_who_came_from_where() -> None:
    paths = written([("a > b", 1, 0, 0), ("c > b", 0, 0, 1)])
    assert effects(paths) == pytest.approx({"a": 1 / 2, "b": 1, "c": 1 / 2})
    assert effects(paths, 2) == pytest.approx({"a": 1, "b": 1, "c": 0})


def test_going_round_does_not_multiply_anybody() -> None:
    """From a to b and back: half of those at b convert at last, half of those at a leave."""
    paths = written([("a > b > a", 0, 0, 1), ("a > b", 1, 0, 0)])
    # a → b 2/3, away 1/3; b → a 1/2, converts 1/2: p = 2/3 (1/2 + p/2)
    assert removal(paths).probability == pytest.approx(1 / 2)
    assert effects(paths) == pytest.approx({"a": 1, "b": 1})


def test_where_nobody_converts_no_effect_is_known() -> None:
    found = removal(written([("a > b", 0, 0, 3)]))
    assert found.probability == 0
    assert found.parts.tolist() == [0, 0]


def test_of_no_paths_nothing_is_known() -> None:
    assert removal(written([])).effect.tolist() == []
    assert removal(written([("", 3, 0, 0)])).probability == 0


def test_a_label_nobody_touched_has_no_effect() -> None:
    paths = written([("a", 1, 0, 1), ("b", 0, 0, 0)])
    assert effects(paths) == {"a": 1, "b": 0}
