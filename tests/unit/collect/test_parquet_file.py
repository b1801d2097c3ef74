import io
from contextlib import suppress
from datetime import date, datetime

import polars as pl
import pytest

from tropa.collect.source import FileRefused, Limits
from unit.collect.files import cells, refusal, table, zipped


def packed(frame: pl.DataFrame, **options: int) -> bytes:
    data = io.BytesIO()
    frame.write_parquet(data, **options)  # type: ignore[arg-type]
    return data.getvalue()


FRAME = pl.DataFrame(
    {
        "when": [datetime(2026, 2, 1, 10, 30), None],  # noqa: DTZ001
        "day": [date(2026, 2, 1), None],
        "user": [17.0, None],
        "price": [0.5, 2.0],
        "ok": [True, None],
        "tags": [["a", "b"], None],
    }
)


def test_typed_columns_become_texts_of_one_spelling():
    opened = table(packed(FRAME))
    assert cells(opened)[0][:5] == [
        "2026-02-01 10:30:00.000000",
        "2026-02-01",
        "17",
        "0.5",
        "true",
    ]
    assert cells(opened)[1][:5] == ["", "", "", "2", ""]
    assert opened.kinds == {"user": "number", "price": "number", "ok": "flag"}
    assert (opened.total, opened.facts.header_row) == (2, 0)


def test_a_zone_of_a_column_is_kept():
    zoned = FRAME.select(pl.col("when").dt.replace_time_zone("Europe/Moscow"))
    assert cells(table(packed(zoned)))[0] == ["2026-02-01 07:30:00.000000Z"]


def test_only_the_wanted_columns_are_given_in_the_order_wanted():
    chunk = next(table(packed(FRAME)).chunks([3, 2]))
    assert [list(column) for column in chunk.columns] == [["0.5", "2"], ["17", ""]]


def test_chunks_do_not_depend_on_row_groups():
    frame = pl.DataFrame({"n": range(50_000)})
    for size in (7_000, 50_000):
        chunks = list(table(packed(frame, row_group_size=size)).chunks([0]))
        assert [(one.number, len(one.rows), one.rows[0]) for one in chunks] == [
            (0, 20_000, 1),
            (1, 20_000, 20_001),
            (2, 10_000, 40_001),
        ]
        assert chunks[2].columns[0][-1] == "49999"


def test_more_rows_than_the_limit_are_refused_by_the_footer_alone():
    data = packed(pl.DataFrame({"n": range(2_000)}))
    fault = refusal(data, Limits(rows=1_999))
    assert (fault.code, fault.values["n"]) == ("too_many_rows", 2_000)


def test_a_page_that_unpacks_to_too_much_is_refused_by_its_header():
    data = packed(pl.DataFrame({"text": ["x" * 500_000]}))
    assert len(data) < 100_000
    assert refusal(data, Limits(page=100_000)).code == "too_large"
    assert table(data, limits=Limits(page=1_000_000)).total == 1


def test_a_footer_that_counts_otherwise_than_its_row_groups_is_refused():
    data = packed(FRAME)
    # The number of rows, in the footer's own spelling, between two fields.
    stated = data.rfind(b"\x16\x04\x19")
    assert stated > 0
    assert refusal(data[:stated] + b"\x16\x06\x19" + data[stated + 3 :]).code == "bad_parquet"


@pytest.mark.parametrize("cut", [3, 10, 60])
def test_a_file_cut_short_is_refused(cut: int):
    assert refusal(packed(FRAME)[:-cut]).code == "bad_parquet"


def test_any_damage_to_the_footer_is_answered_and_never_a_crash():
    data = bytearray(packed(FRAME))
    footer = int.from_bytes(data[-8:-4], "little")
    for at in range(len(data) - 8 - footer, len(data) - 8, 7):
        spoilt = bytes(data[:at]) + bytes([data[at] ^ 0xFF]) + bytes(data[at + 1 :])
        # Anything but our own refusal would come through here.
        with suppress(FileRefused):
            cells(table(spoilt))


def test_a_file_inside_an_archive_is_read():
    assert table(zipped({"a.parquet": packed(FRAME)})).total == 2
