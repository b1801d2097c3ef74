from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tropa.collect.row_ids import RowIds


def ids(chunks: list[list[str]]) -> list[str]:
    giver = RowIds()
    return [one for chunk in chunks for one in giver.of([chunk], None)]


@given(st.lists(st.sampled_from("abcdef"), max_size=60), st.integers(1, 7))
def test_equal_rows_are_told_apart_by_their_count_however_the_file_is_cut(
    rows: list[str], size: int
):
    whole = ids([rows])
    cut = ids([rows[at : at + size] for at in range(0, len(rows), size)])
    assert cut == whole
    assert len(set(whole)) == len(whole)
    met: Counter[str] = Counter()
    first: dict[str, str] = {}
    for row, one in zip(rows, whole, strict=True):
        met[row] += 1
        base = first.setdefault(row, one)
        assert one == base if met[row] == 1 else one == f"{base}-{met[row]}"


def test_a_stated_id_is_the_rows_own_and_an_empty_one_is_none():
    found = RowIds().of([["x", "y", "y"]], [" 17 ", "", ""])
    assert found[0] == "17"
    assert found[1] == ids([["y"]])[0]
    assert found[2] == f"{found[1]}-2"


def test_cells_are_not_run_together():
    assert RowIds().of([["ab"], ["c"]], None) != RowIds().of([["a"], ["bc"]], None)


def test_many_rows_are_remembered_in_little_memory():
    giver = RowIds()
    for start in range(0, 100_000, 20_000):
        giver.of([[str(n) for n in range(start, start + 20_000)]], None)
    assert giver.of([["0", "99999", "100000"]], None)[2].isalnum()
    assert sum(run.nbytes for run in giver.runs) == 8 * 100_003
    assert len(giver.again) == 2
