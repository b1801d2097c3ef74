import pytest

from tropa.errors import UsageFault
from tropa.measure.attribution.journeys import Paths, written
from tropa.measure.attribution.shapley import by_conversions, by_rate, credited


def rated(paths: Paths) -> list[float]:
    return credited(by_rate(paths), paths.converted, len(paths.labels)).tolist()


def test_a_path_is_shared_equally_by_its_different_labels() -> None:
    paths = written([("a", 4, 8, 0), ("a > b > a", 6, 60, 0), ("", 3, 5, 0)])
    assert by_conversions(paths, paths.converted).tolist() == [4 + 3, 3]
    assert by_conversions(paths, paths.value).tolist() == [8 + 30, 30]


def test_by_rate_a_label_gets_what_it_adds_to_the_share_that_converts() -> None:
    """1 of 10 by a, 2 of 10 by b, 6 of 10 by both: v(a) = .1, v(b) = .2, v(ab) = .3."""
    paths = written([("a", 1, 0, 9), ("b", 2, 0, 8), ("b > a", 6, 0, 4)])
    # In the path of both, a adds (.1 + .1) ÷ 2 and b adds (.2 + .2) ÷ 2: a third and two.
    assert rated(paths) == pytest.approx([1 + 2, 2 + 4])


def test_a_label_that_keeps_people_from_converting_gets_less_than_nothing() -> None:
    paths = written([("a", 9, 0, 1), ("b", 0, 0, 10), ("a > b", 2, 0, 8)])
    first, second = rated(paths)
    assert second < 0
    assert first + second == pytest.approx(11)


def test_a_set_nobody_was_seen_with_is_worth_nothing() -> None:
    assert rated(written([("a > b", 1, 0, 1)])) == pytest.approx([0.5, 0.5])


def test_labels_that_nobody_touched_do_not_count_against_the_most() -> None:
    paths = written([("a", 1, 0, 0)])
    wide = Paths(
        (*paths.labels, *(f"x{number}" for number in range(100))),
        paths.offsets, paths.codes, paths.converted, paths.value, paths.lost,
    )  # fmt: skip
    assert rated(wide) == [1, *[0] * 100]


def test_of_too_many_labels_rates_are_refused_and_conversions_are_not() -> None:
    labels = [f"c{number}" for number in range(21)]
    paths = written([(label, 1, 0, 0) for label in labels])
    assert by_conversions(paths, paths.converted).tolist() == [1] * 21
    with pytest.raises(UsageFault) as refused:
        by_rate(paths)
    assert refused.value.code == "attribution_many_labels"
    assert refused.value.values == {"n": 21, "limit": 20}
    assert rated(written([(label, 1, 0, 0) for label in labels[:20]])) == pytest.approx(
        [1] * 20
    )


def test_without_paths_nobody_gets_anything() -> None:
    assert rated(written([])) == []
    assert rated(written([("", 2, 0, 0)])) == []
