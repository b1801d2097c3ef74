"""Base and tail: the same trails wherever their events lie."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.parts.base import part_of
from tropa.parts.files import read_columns, write_columns
from tropa.parts.lookup import events_of, last_time, persons_with
from tropa.parts.names import EventNames
from tropa.parts.rows import SCHEMA, rows_of
from tropa.parts.trails import Trails

PEOPLE = np.arange(1, 8, dtype=np.int64)


def rows(*told: tuple[int, int, int], position: int = 0) -> pl.DataFrame:
    """Rows told as (person, time, key), all of one place in the log."""
    columns: dict[str, Sequence[object]] = dict.fromkeys(SCHEMA, [0] * len(told))
    columns |= {
        "position": [position] * len(told),
        "person": [person for person, _, _ in told],
        "time": [time for _, time, _ in told],
        "key": [key for _, _, key in told],
        "event": [f"event {key % 3}" for _, _, key in told],
        "properties": [f'{{"n": {key}}}' for _, _, key in told],
        "source": ["test"] * len(told),
    }
    return rows_of(columns)


def seen(trails: Trails) -> list[tuple[int, int, int, str, str | None]]:
    """Every event in order: whose, when, which, its name and its property."""
    batch = trails.gather(PEOPLE, ["n"])
    people = np.repeat(batch.persons, np.diff(batch.offsets))
    column = batch.column("n")
    return [
        (int(who), int(at), int(key), batch.names[int(code)], str(column.values[int(value)]))
        for who, at, key, code, value in zip(
            people, batch.time, batch.key, batch.code, column.codes, strict=True
        )
    ]


told = st.lists(
    st.lists(st.tuples(st.integers(1, 7), st.integers(0, 5)), max_size=4), max_size=6
)


@given(told, st.data())
def test_merging_and_opening_again_change_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    told: list[list[tuple[int, int]]],
    data: st.DataObject,
) -> None:
    names = EventNames()
    folder = tmp_path_factory.mktemp("parts")
    trails, plain = Trails(folder, names), Trails(folder / "never", names)
    key = 0
    for position, some in enumerate(told, 1):
        numbered = [(who, at, key + number) for number, (who, at) in enumerate(some, 1)]
        key += len(some)
        trails.append(rows(*numbered))
        plain.append(rows(*numbered))
        if data.draw(st.booleans()):
            trails.merge(position)
            trails = Trails(folder, names)
    assert seen(trails) == seen(plain)
    assert Counter(who for who, *_ in seen(trails)) == Counter(
        dict(zip(PEOPLE.tolist(), events_of(trails, PEOPLE).tolist(), strict=True))
    )


_OWNERS = sorted({int(part) for part in part_of(PEOPLE)})
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("arrive"), st.lists(st.integers(1, 7), min_size=1, max_size=3)),
        st.tuples(st.just("join"), st.lists(st.integers(1, 7), min_size=2, max_size=2)),
        st.tuples(st.just("history"), st.just([0])),
        st.tuples(
            st.just("merge"), st.lists(st.sampled_from(_OWNERS), min_size=1, unique=True)
        ),
    ),
    max_size=14,
)


@given(_steps)
def test_bases_written_a_few_at_a_time_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, list[int]]]
) -> None:
    names, folder = EventNames(), tmp_path_factory.mktemp("parts")
    trails, plain = Trails(folder, names), Trails(folder / "never", names)
    position, upto, key = 0, 0, 0
    for what, which in steps:
        if what == "arrive":
            position += 1
            told = [(who, key + number, key + number) for number, who in enumerate(which, 1)]
            key += len(which)
            trails.append(rows(*told, position=position))
            plain.append(rows(*told, position=position))
        elif what == "join":
            found = plain.rows_of(np.unique(np.asarray(which, np.int64)))
            found = found.with_columns(pl.lit(which[0], pl.Int64).alias("person"))
            trails.append(found, anew=which)
            plain.append(found, anew=which)
        elif what == "history":
            upto = position
        else:
            trails.merge(upto, which)
        assert seen(trails) == seen(plain)


def test_whoever_is_gathered_anew_has_only_what_came_then(tmp_path: Path) -> None:
    trails = Trails(tmp_path, EventNames())
    trails.append(rows((1, 1, 11), (2, 2, 12)))
    trails.merge(1)
    trails.append(rows((1, 3, 13)))
    trails.append(rows((2, 2, 12), (2, 3, 13)), anew={1, 2})
    assert [event[:3] for event in seen(trails)] == [(2, 2, 12), (2, 3, 13)]
    assert events_of(trails, np.array([1, 2])).tolist() == [0, 2]
    assert (last_time(trails, 1), last_time(trails, 2)) == (None, 3)
    before = seen(trails)
    trails.merge(2)
    assert seen(trails) == before
    assert seen(Trails(tmp_path, EventNames(trails.names.all))) == before


def test_voided_events_are_left_out_and_their_owners_are_found(tmp_path: Path) -> None:
    trails = Trails(tmp_path, EventNames())
    trails.append(rows((1, 1, 11), (2, 2, 12)))
    trails.merge(1)
    trails.append(rows((3, 1, 13)))
    trails.set_voided([12, 13])
    assert [key for _, _, key, _, _ in seen(trails)] == [11]
    keys = np.array([12, 13])
    assert persons_with(trails, keys, np.array([3])).tolist() == [2, 3]


def test_what_was_merged_before_the_disk_was_full_is_in_no_tail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trails = Trails(tmp_path, EventNames())
    trails.append(rows(*((int(who), 1, int(who)) for who in PEOPLE)))
    before = seen(trails)
    room = iter(range(3))

    def filling(*args: object) -> None:
        if next(room, None) is None:
            raise OSError(28, "no space left")
        write(*args)  # type: ignore[arg-type]

    write = write_columns
    monkeypatch.setattr("tropa.parts.base.write_columns", filling)
    with pytest.raises(OSError, match="no space"):
        trails.merge(1)
    assert sum(base is not None for base in trails.bases) == 3
    assert seen(trails) == before
    monkeypatch.undo()
    trails.merge(1)
    assert seen(trails) == before
    assert trails.fresh_events == 0


def test_a_base_other_than_the_list_says_is_not_believed(tmp_path: Path) -> None:
    names = EventNames()
    trails = Trails(tmp_path, names)
    trails.append(rows((1, 1, 11)))
    trails.merge(1)
    part = int(part_of(np.array([1]))[0])
    kept = (tmp_path / "covered.json").read_bytes()
    # Events of other people, as many and up to the same place.
    trails.append(rows((1, 1, 12)), anew={1})
    trails.merge(1)
    (tmp_path / "covered.json").write_bytes(kept)
    again = Trails(tmp_path, names)
    assert again.bases[part] is None
    assert again.covered[part] == 0


def test_columns_cut_short_are_no_columns(tmp_path: Path) -> None:
    write_columns(tmp_path / "some", {"a": np.arange(4), "b": np.zeros(0)}, {"of": 1})
    found = read_columns(tmp_path / "some")
    assert found is not None
    assert found[0]["a"].tolist() == [0, 1, 2, 3]
    with (tmp_path / "some" / "a.bin").open("r+b") as file:
        file.truncate(24)
    assert read_columns(tmp_path / "some") is None
