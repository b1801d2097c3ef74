"""The catalogue of bad files: each entry by its number, and what becomes of it."""

import base64
import io
import stat
import struct
import zipfile

import polars as pl
import pytest

from tropa.collect.guess import guess_mapping
from tropa.collect.import_plan import plan_import
from tropa.collect.mapping import read_mapping
from tropa.collect.rows import RowReader
from tropa.collect.source import FileRefused, Limits, shown_name, source_of
from unit.collect.files import (
    NOW,
    USERS,
    WITH_EMAIL,
    counted,
    events,
    refusal,
    refused,
    said,
    table,
    taken,
    zipped,
)

HEAD = "user_id,event,timestamp,email\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param("", "empty_file", id="IMP-004"),
        pytest.param("u1,Signup,2026-01-01T00:00:00Z,a@x.test\n", "no_header", id="IMP-006"),
    ],
)
def test_a_file_that_is_no_table_is_refused_as_a_whole(content: str, code: str):
    fault = refusal(content)
    assert (fault.code, fault.status) == (code, 422)
    assert fault.as_json("ru")["next"]


def test_imp_003_an_import_that_was_killed_goes_on_from_its_last_chunk():
    lines = "".join(f"u{n % 7},A,2026-01-01T00:00:00Z,\n" for n in range(1_000))
    opened = table(HEAD + lines, limits=Limits(chunk=100))
    plan = plan_import(opened, read_mapping(WITH_EMAIL))
    kept: dict[str, int] = {}
    for first, last in ((0, 4), (4, 10)):
        reader = RowReader(plan, NOW)
        for chunk in opened.chunks(plan.wanted):
            if chunk.number < first:
                reader.skip(chunk)
            elif chunk.number < last:
                kept |= {event.id: event.sequence for event in reader.events_of(chunk).events}
    assert sorted(kept.values()) == list(range(2, 1_002))


def test_imp_005_headers_alone_are_a_file_of_no_rows():
    run = counted(HEAD, WITH_EMAIL)
    assert (run.rows, run.kept) == (0, 0)


def test_imp_007_two_columns_of_one_name_are_never_overwritten_in_silence():
    text = "user_id,event,event\nu1,a,b\n"
    with pytest.raises(FileRefused) as guessed:
        guess_mapping(table(text), "x")
    with pytest.raises(FileRefused) as planned:
        plan_import(
            table(text), read_mapping(USERS.replace("time: timestamp", "undated: skip"))
        )
    assert {guessed.value.code, planned.value.code} == {"duplicate_column"}


def test_imp_008_ragged_rows_are_refused_and_good_ones_are_kept():
    text = HEAD + "u1,Signup\nu2,Signup,2026-01-01T00:00:00Z,b@x.test,extra\n"
    good = "u3,Signup,2026-01-01T00:00:00Z,c@x.test\n"
    assert refused(text + good, WITH_EMAIL) == [(2, "too_few_cells"), (3, "too_many_cells")]
    assert len(events(text + good, WITH_EMAIL)) == 1


def test_imp_011_a_cell_of_200_kb_costs_its_row():
    text = HEAD + f"u1,{'x' * 200_000},2026-01-01T00:00:00Z,a@x.test\n"
    assert refused(text, WITH_EMAIL) == [(2, "cell_too_large")]
    quoted = HEAD + f'u1,"{"x" * 200_000}",2026-01-01T00:00:00Z,a@x.test\n'
    assert refused(quoted, WITH_EMAIL) == [(2, "cell_too_large")]


def test_imp_013_what_is_guessed_of_a_russian_spreadsheet_is_shown_before_the_run():
    opened = table("user_id;event;timestamp\r\nu1;Signup;01.02.2026 10:00\r\n")
    assert opened.facts.delimiter == ";"
    guess = guess_mapping(opened, "sheet")
    plan = plan_import(opened, guess.mapping, timezone="Europe/Moscow")
    codes = [note.code for note in plan.notes]
    assert "zone_assumed" in codes
    slashed = table("user_id;event;timestamp\r\nu1;Signup;01/02/2026 10:00\r\n")
    plan = plan_import(slashed, guess.mapping, timezone="Europe/Moscow")
    assert "date_order_open" in [note.code for note in plan.notes]


def test_imp_015_the_mark_at_the_start_is_no_part_of_the_first_header():
    data = base64.b64decode("77u/dXNlcl9pZCxldmVudCx0aW1lc3RhbXAsZW1haWwK")
    assert table(data).headers[0] == "user_id"


def test_imp_017_a_row_with_nul_is_refused():
    data = base64.b64decode(
        "dXNlcl9pZCxldmVudCx0aW1lc3RhbXAsZW1haWwKdTEsU2kAZ24sMjAyNi0wMS0wMVQwMDowMDowMFosYUB4"
        "LnRlc3QK"
    )
    assert refused(data, WITH_EMAIL) == [(2, "broken_text")]


def test_imp_020_a_script_in_a_cell_stays_the_text_it_is():
    text = HEAD + "u1,<script>alert(1)</script>,2026-01-01T00:00:00Z,a@x.test\n"
    assert [event.name for event in events(text, WITH_EMAIL)] == ["<script>alert(1)</script>"]


def test_imp_022_a_zone_is_asked_for_and_the_hour_that_never_was_is_refused():
    text = HEAD + (
        "u1,A,2026-03-29T02:30:00,a@x.test\nu2,A,2026-03-29T02:30:00+03:00,b@x.test\n"
    )
    by = WITH_EMAIL.replace("timezone: UTC\n", "")
    with pytest.raises(FileRefused) as fault:
        taken(text, by)
    assert fault.value.code == "zone_needed"
    assert refused(text, by, timezone="Europe/Berlin") == [(2, "skipped_hour")]
    assert [event.names[0].value for event in events(text, by, timezone="Europe/Berlin")] == [
        "u2"
    ]


def test_imp_023_a_column_of_consent_sets_none():
    text = HEAD.strip() + ",consent\nu1,Signup,2026-01-01T00:00:00Z,a@x.test,true\n"
    opened = table(text)
    guess = guess_mapping(opened, "x")
    [event] = events(opened, guess.mapping)
    assert said(event) == {}
    plan = plan_import(opened, guess.mapping)
    assert ("consent_ignored", "consent") in [(note.code, note.column) for note in plan.notes]
    granted = HEAD + "u1,consent.given,2026-01-01T00:00:00Z,a@x.test\n"
    assert refused(granted, WITH_EMAIL) == [(2, "consent_needs_proof")]


def test_imp_024_a_list_of_people_renames_them_and_subscribes_nobody():
    text = "email,name,unsubscribed,status\nunsub@x.test,New Name,false,\n"
    opened = table(text)
    guess = guess_mapping(opened, "people")
    [event] = events(opened, guess.mapping, snapshot_at=NOW)
    assert event.name == "identify"
    assert said(event) == {"name": "New Name"}


def test_imp_028_a_value_that_would_join_many_people_is_shown():
    rows = "".join(f"u{n},A,2026-01-01T00:00:00Z,{{}}\n" for n in range(1, 8))
    role = counted(HEAD + rows.replace("{}", "info@shop.test"), WITH_EMAIL)
    assert role.merging() == {}
    family = counted(HEAD + rows.replace("{}", "family@shop.test"), WITH_EMAIL)
    assert family.joining_too_many() == ["email:family@shop.test"]


def archive(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for entry, data in entries:
            made.writestr(entry, data)
    return packed.getvalue()


def test_imp_030_an_archive_of_very_many_files_is_refused():
    fault = refusal(archive(*((f"{n}.csv", b"a\n") for n in range(1_001))))
    assert (fault.code, fault.values["n"]) == ("zip_entries", 1_001)


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "C:evil.csv", "/etc/evil.csv", "a/../../evil.csv", "\\evil.csv"]
)
def test_imp_031_a_name_that_climbs_out_of_the_folder_is_refused(name: str):
    fault = refusal(archive((name, b"a,b\n1,2\n"), ("good.csv", b"a,b\n1,2\n")))
    assert fault.code == "zip_path"
    assert "evil.csv" in fault.message("en")


def test_imp_032_a_link_in_an_archive_is_refused():
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusal(archive((link, b"/etc/passwd"))).code == "zip_symlink"


def test_imp_033_members_that_lie_over_one_another_are_refused():
    data = bytearray(archive(("a.csv", b"a,b\n1,2\n"), ("b.csv", b"a,b\n1,2\n")))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    assert refusal(bytes(data)).code == "too_large"


def test_imp_034_an_archive_in_an_archive_is_refused():
    inner = zipped({"a.csv": b"a,b\n1,2\n"})
    assert refusal(zipped({"inner.zip": inner})).code == "zip_nested"
    assert refusal(zipped({"inner.csv": inner})).code == "zip_nested"


def test_imp_035_an_archive_with_a_password_is_refused():
    data = bytearray(zipped({"a.csv": b"a,b\n1,2\n"}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)).code == "zip_encrypted"


def parquet(frame: pl.DataFrame) -> bytes:
    packed = io.BytesIO()
    frame.write_parquet(packed)
    return packed.getvalue()


def test_imp_036_rows_are_counted_before_any_is_read():
    frame = pl.select(pl.repeat("x" * 1_000, 30_000).alias("text"))
    data = parquet(frame)
    assert len(data) < 100_000
    fault = refusal(data, Limits(rows=29_999))
    assert (fault.code, fault.values["n"]) == ("too_many_rows", 30_000)


def test_imp_037_a_page_that_unpacks_to_gigabytes_is_told_by_its_header():
    data = parquet(pl.DataFrame({"text": ["x" * 3_000_000]}))
    assert refusal(data, Limits(page=2_000_000)).code == "too_large"


def test_imp_039_a_footer_cut_short_is_refused():
    assert refusal(parquet(pl.DataFrame({"a": [1, 2]}))[:-10]).code == "bad_parquet"


def test_imp_045_a_name_with_folders_and_markup_is_only_a_name():
    name = "../../<img src=x onerror=alert(1)>.csv"
    assert source_of(b"a\n", name).name == "<img src=x onerror=alert(1)>.csv"
    assert len(shown_name("x" * 500)) == 100
    assert shown_name("..\\..\\con\x00trol\u202e.csv") == "control.csv"
    assert shown_name("/") == "file"
