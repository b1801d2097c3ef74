"""Any file as a table: one door for every format."""

from tropa.collect.csv_file import open_csv
from tropa.collect.html_file import open_html
from tropa.collect.jsonl_file import open_jsonl
from tropa.collect.parquet_file import open_parquet
from tropa.collect.sniff import Wishes, format_of
from tropa.collect.source import STANDARD, FileRefused, Limits, Source
from tropa.collect.table import Table
from tropa.collect.unpack import files_in
from tropa.collect.xlsx_file import open_workbook


def open_tables(source: Source, wishes: Wishes, limits: Limits = STANDARD) -> list[Table]:
    """Every table behind a file: one, or one for each file of an archive.

    Args:
        source: the file, from `source_of`.
        wishes: what its mapping states of it; the rest is found out.
        limits: how much of it is read.

    Raises:
        FileRefused: the file, or a file of the archive, cannot be taken as a whole.
    """
    return [_opened(one, wishes, limits) for one in files_in(source, limits)]


def open_table(source: Source, wishes: Wishes, limits: Limits = STANDARD) -> Table:
    """The one table behind a file.

    Raises:
        FileRefused: it cannot be taken as a whole, or it is an archive of several files.
    """
    files = files_in(source, limits)
    if len(files) > 1:
        raise FileRefused("several_files", where=source.name, n=len(files))
    return _opened(files[0], wishes, limits)


def _opened(source: Source, wishes: Wishes, limits: Limits) -> Table:
    if source.size is not None and source.size > limits.unpacked:
        raise FileRefused("too_large", where=source.name, limit=limits.unpacked >> 20)
    match format_of(source):
        case "parquet":
            return open_parquet(source, limits)
        case "workbook":
            return open_workbook(source, wishes, limits)
        case "jsonl":
            return open_jsonl(source, wishes, limits)
        case "html":
            return open_html(source, wishes, limits)
        case "csv":
            return open_csv(source, wishes, limits)
