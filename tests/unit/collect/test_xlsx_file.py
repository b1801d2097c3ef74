from datetime import datetime

import pytest

from tropa.collect.sniff import Wishes
from tropa.collect.source import FileRefused, Limits
from unit.collect.files import cells, faults, refusal, table, workbook, workbook_of, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_dates_become_iso_texts_and_whole_numbers_stay_whole():
    moment = datetime(2026, 2, 1, 10, 30)  # noqa: DTZ001 - a wall time of a workbook
    opened = table(workbook([["when", "phone", "sum"], [moment, 79123456789, 1500.5]]))
    assert cells(opened) == [["2026-02-01 10:30:00", "79123456789", "1500.5"]]
    assert opened.facts.sheet == "Лист1"
    assert opened.total == 1


def test_a_title_and_empty_rows_above_and_between_are_passed_over():
    rows = [["Отчёт по сделкам"], [], ["Дата", "Событие"], ["1", "a"], [], ["2", "b"]]
    opened = table(workbook(rows))
    assert opened.facts.header_row == 3
    assert opened.preview() == [(4, ("1", "a")), (6, ("2", "b"))]


def test_a_cell_beyond_the_headers_refuses_its_row():
    opened = table(workbook([["a", "b"], ["1", "2"], ["3", "4", "5"]]))
    assert faults(opened) == [(3, "too_many_cells")]


def test_a_sheet_is_chosen_by_its_name():
    data = workbook([["a"], ["1"]], "Сделки")
    assert table(data, wishes=Wishes(sheet="Сделки")).facts.sheet == "Сделки"
    with pytest.raises(FileRefused) as fault:
        table(data, wishes=Wishes(sheet="Нет"))
    assert fault.value.code == "no_such_sheet"


def test_an_empty_or_damaged_workbook_is_refused():
    assert refusal(workbook([])).code == "empty_file"
    assert refusal(workbook([["a"], ["1"]])[:-200]).code == "bad_zip"
    assert refusal(zipped({"[Content_Types].xml": b"<x/>"})).code == "unknown_format"
    broken = workbook_of("<worksheet")
    assert refusal(broken).code in ("bad_workbook", "empty_file")


def test_a_sheet_with_one_cell_in_the_last_corner_is_refused_before_it_is_read():
    corner = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    data = workbook_of(f'<worksheet xmlns="{MAIN}"><sheetData>{corner}</sheetData></worksheet>')
    fault = refusal(data)
    assert fault.code == "sheet_too_large"
    assert fault.values["n"] == 1_048_576 * 16_384


def test_too_many_rows_refuse_the_workbook():
    assert refusal(workbook([["a"], ["1"], ["2"]]), Limits(rows=1)).code == "too_many_rows"
