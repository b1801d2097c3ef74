import numpy as np

from tropa.measure.attribution.journeys import Paths, chosen, merged, without_repeats, written

SOME = written([("ad > mail", 2, 300, 5), ("", 1, 50, 0), ("mail", 0, 0, 4)])


def steps(paths: Paths) -> list[list[str]]:
    bounds = zip(paths.offsets[:-1].tolist(), paths.offsets[1:].tolist(), strict=True)
    codes: list[int] = paths.codes.tolist()
    return [[paths.labels[code] for code in codes[begin:end]] for begin, end in bounds]


def test_a_written_path_is_its_labels_in_order() -> None:
    assert SOME.labels == ("ad", "mail")
    assert steps(SOME) == [["ad", "mail"], [], ["mail"]]
    assert SOME.converted.tolist() == [2, 1, 0]
    assert SOME.value.tolist() == [300, 50, 0]
    assert SOME.lost.tolist() == [5, 0, 4]
    assert SOME.weights.tolist() == [7, 1, 4]


def test_nothing_written_is_no_path() -> None:
    nothing = written([])
    assert len(nothing) == 0
    assert nothing.offsets.tolist() == [0]


def test_labels_of_merged_paths_are_matched_by_name() -> None:
    other = written([("mail > site", 1, 10, 0)])
    both = merged([SOME, other])
    assert both.labels == ("ad", "mail", "site")
    assert steps(both) == [["ad", "mail"], [], ["mail"], ["mail", "site"]]
    assert both.converted.tolist() == [2, 1, 0, 1]


def test_no_parts_merge_into_no_paths() -> None:
    assert len(merged([])) == 0
    assert merged([]).at is not None


def test_instants_are_lost_where_one_part_has_none() -> None:
    timed = timed_paths()
    assert merged([timed, SOME]).at is None
    joined = merged([timed, timed]).at
    assert joined is not None
    assert joined.tolist() == [10, 20, 30, 40] * 2


def test_chosen_paths_keep_their_steps_and_instants() -> None:
    kept = chosen(timed_paths(), np.array([False, True]))
    assert steps(kept) == [["ad", "mail"]]
    assert kept.at is not None
    assert kept.at.tolist() == [30, 40]
    assert kept.lost.tolist() == [4]


def test_of_repeats_the_first_stays_and_another_path_is_no_repeat() -> None:
    single = without_repeats(timed_paths())
    assert steps(single) == [["ad"], ["ad", "mail"]]
    assert single.at is not None
    assert single.at.tolist() == [10, 30, 40]


def test_paths_without_steps_have_no_repeats() -> None:
    assert steps(without_repeats(SOME)) == steps(SOME)


def timed_paths() -> Paths:
    column = np.array
    return Paths(
        ("ad", "mail"),
        column([0, 2, 4]),
        column([0, 0, 0, 1]),
        column([1, 0]),
        column([9, 0]),
        column([0, 4]),
        column([10, 20, 30, 40]),
    )
