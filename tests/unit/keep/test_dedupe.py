"""Known keys: in memory, in runs, and on their way from one to the other."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from tropa.keep.dedupe import RECORD, KeyIndex, Words, merged_runs, sorted_run

keys = st.integers(0, 40).map(lambda number: number.to_bytes(16, "big"))
halves = st.integers(0, 3).map(lambda number: (1 << 64 | number).to_bytes(16, "big"))
known_keys = st.lists(st.one_of(keys, halves), unique=True, max_size=12)


@dataclass(frozen=True)
class Run:
    path: str
    high: Words
    low: Words
    body: Words


def records(some: list[bytes]) -> bytes:
    return b"".join(key + key[8:] for key in some)


def run_of(some: list[bytes]) -> Run:
    return Run("run", *sorted_run(records(some)))


@given(known_keys, known_keys, known_keys)
def test_a_key_is_known_wherever_it_lies(
    recent: list[bytes], kept: list[bytes], asked: list[bytes]
) -> None:
    index = KeyIndex()
    index.learn(records(recent))
    if kept:
        index.runs.append(run_of(kept))
    expected = {key: key[8:] for key in asked if key in recent or key in kept}
    assert index.known(asked) == expected


@given(known_keys, known_keys)
def test_merged_runs_know_what_each_of_them_knew(one: list[bytes], other: list[bytes]) -> None:
    other = [key for key in other if key not in one]
    index = KeyIndex(runs=[Run("merged", *merged_runs([run_of(one), run_of(other)]))])
    every = [*one, *other]
    assert index.known(every) == {key: key[8:] for key in every}


def test_a_key_that_moved_into_a_run_is_forgotten_in_memory() -> None:
    key = b"k" * 16
    index = KeyIndex()
    index.learn(records([key]))
    index.forget(records([key]))
    assert index.known([key]) == {}
    assert len(records([key])) == RECORD
