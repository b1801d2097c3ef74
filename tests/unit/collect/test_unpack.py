import gzip
import io
import stat
import zipfile

import pytest

from tropa.collect.open_table import open_table, open_tables
from tropa.collect.sniff import Wishes
from tropa.collect.source import FileRefused, Limits, source_of
from tropa.collect.unpack import files_in
from unit.collect.files import cells, refusal, table, workbook, zipped

CSV = b"a,b\n1,2\n"


def test_a_gzip_is_read_as_what_it_holds():
    opened = table(gzip.compress(CSV), "events.csv.gz")
    assert opened.name == "events.csv"
    assert cells(opened) == [["1", "2"]]


def test_every_file_of_an_archive_is_a_table():
    data = zipped({"x/one.csv": CSV, "two.csv": CSV, "__MACOSX/two.csv": b"", "x/": b""})
    tables = open_tables(source_of(data, "all.zip"), Wishes())
    assert [one.name for one in tables] == ["one.csv", "two.csv"]
    with pytest.raises(FileRefused) as fault:
        open_table(source_of(data, "all.zip"), Wishes())
    assert fault.value.code == "several_files"


def test_a_workbook_in_an_archive_is_no_archive_in_an_archive():
    assert cells(table(zipped({"deals.xlsx": workbook([["a"], ["1"]])}))) == [["1"]]


def test_a_bomb_is_counted_as_it_unpacks():
    bomb = gzip.compress(b"a,b\n" + b"1,2\n" * 1_000_000)
    assert refusal(bomb, Limits(unpacked=1_000_000)).code == "too_large"


def test_a_damaged_gzip_is_refused():
    assert refusal(gzip.compress(CSV * 10_000)[:-20]).code == "bad_zip"


def test_an_archive_of_nothing_is_refused():
    assert refusal(zipped({})).code == "empty_file"


def test_a_plain_file_stands_for_itself():
    source = source_of(CSV, "a.csv")
    assert files_in(source) == [source]


def test_names_that_lie_about_sizes_are_stopped_while_unpacking():
    data = bytearray(zipped({"a.csv": b"a,b\n" + b"1,2\n" * 100_000}))
    true = (400_004).to_bytes(4, "little")
    while (at := data.find(true)) >= 0:
        data[at : at + 4] = (4).to_bytes(4, "little")
    assert refusal(bytes(data), Limits(unpacked=1_000)).code in (
        "bad_zip",
        "too_large",
        "empty_file",
    )


def test_a_link_is_told_by_its_kind():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert refusal(packed.getvalue()).code == "zip_symlink"
