from hypothesis import given
from hypothesis import strategies as st

from tropa.collect.sniff import Wishes
from tropa.collect.source import Limits
from unit.collect.files import cells, faults, refusal, table


def test_rows_have_the_numbers_a_spreadsheet_shows():
    opened = table("a,b\n1,2\n\n3,4\n")
    assert opened.preview() == [(2, ("1", "2")), (4, ("3", "4"))]


def test_a_row_with_a_cell_too_few_or_too_many_is_refused_by_its_number():
    opened = table("a,b\n1\n2,3\n4,5,6\n")
    assert faults(opened) == [(2, "too_few_cells"), (4, "too_many_cells")]
    assert cells(opened) == [["2", "3"]]


def test_delimiters_behind_the_last_header_hold_nothing():
    assert cells(table("a,b\n1,2,,\n")) == [["1", "2"]]


def test_rows_without_any_cell_are_no_rows():
    opened = table("a;b\n1;2\n;\n \n")
    assert cells(opened) == [["1", "2"]]
    assert faults(opened) == [(4, "too_few_cells")]


def test_quotes_line_breaks_and_doubled_quotes_are_read():
    assert cells(table('a,b\n"1\n2","he said ""no"""\n')) == [["1\n2", 'he said "no"']]


def test_a_quote_never_closed_costs_its_row_alone():
    opened = table('a,b\n1,"x\n2,y\n3,z\n')
    assert faults(opened) == [(2, "open_quote")]
    assert cells(opened) == [["2", "y"], ["3", "z"]]


def test_a_stray_quote_that_swallowed_rows_gives_them_back():
    opened = table('a,b\n1,"x\n2,y\n3,"z"\n4,w\n')
    assert faults(opened) == [(2, "open_quote")]
    assert cells(opened) == [["2", "y"], ["3", "z"], ["4", "w"]]


def test_unescaped_quotes_inside_a_cell_are_forgiven():
    assert cells(table('a,b\n"ООО "Ромашка"",2\n')) == [['ООО Ромашка""', "2"]]


def test_bytes_that_are_no_letters_cost_their_row_alone():
    opened = table(b"a,b\n" + "1,да\n".encode() * 9 + b"2,\xff\xfe\n")
    assert faults(opened) == [(11, "broken_text")]
    assert len(cells(opened)) == 9


def test_a_cell_over_the_limit_costs_its_row_and_says_its_column():
    opened = table("a,b\n1," + "x" * 40_000 + "\n2,y\n")
    [fault] = next(opened.chunks([0])).refused
    assert (fault.row, fault.code, fault.column) == (2, "cell_too_large", "b")
    assert cells(opened) == [["2", "y"]]


def test_the_limit_of_a_cell_is_counted_in_bytes():
    assert faults(table("a,b\n1," + "я" * 16_384 + "\n")) == []
    assert faults(table("a,b\n1," + "я" * 16_385 + "\n")) == [(2, "cell_too_large")]


def test_a_line_without_an_end_does_not_take_the_memory():
    opened = table("a,b\n1," + "x," * 5_000_000 + "\n2,y\n")
    assert [code for _, code in faults(opened)] != []
    assert cells(opened) == [["2", "y"]]


def test_a_line_that_was_cut_is_not_taken_for_a_row():
    text = "a,b\n1," + "x" * (1 << 20) + "\n2,y\n"
    opened = table(text, limits=Limits(line=1_000))
    assert faults(opened) == [(2, "cell_too_large")]
    assert cells(opened) == [["2", "y"]]


def test_line_ends_of_windows_are_read_inside_cells_too():
    assert cells(table('a,b\r\n"1\r\n2",3\r\n4,5\r\n')) == [["1\n2", "3"], ["4", "5"]]


def test_old_line_ends_are_read():
    assert cells(table("a,b\r1,2\r3,4\r")) == [["1", "2"], ["3", "4"]]


def test_a_title_above_the_headers_is_passed_over():
    opened = table("Отчёт за март;;\n;;\nдата;событие;телефон\n1;2;3\n")
    assert opened.headers == ("дата", "событие", "телефон")
    assert opened.facts.header_row == 3
    assert opened.preview() == [(4, ("1", "2", "3"))]


def test_too_many_columns_and_rows_refuse_the_file():
    assert refusal("a,b,c\n1,2,3\n", Limits(columns=2)).code == "too_many_columns"
    assert refusal("a\n1\n2\n3\n", Limits(rows=2)).code == "too_many_rows"


def test_chunks_are_numbered_and_the_same_in_every_reading():
    opened = table("a,b\n" + "".join(f"{n},x\n" for n in range(45_000)))
    first = [(chunk.number, chunk.rows[0], len(chunk.rows)) for chunk in opened.chunks([0])]
    assert first == [(0, 2, 20_000), (1, 20_002, 20_000), (2, 40_002, 5_000)]
    assert [(one.number, one.rows[0], len(one.rows)) for one in opened.chunks([1])] == first


# A file of control characters is no text, and is refused as such.
letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from(
    '\n\t"'
)
pairs = st.lists(st.text(letters), min_size=2, max_size=2)


@given(st.lists(pairs.filter(any), min_size=1))
def test_whatever_was_quoted_comes_back(rows: list[list[str]]):
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    lines = "\n".join(",".join(map(quoted, row)) for row in rows)
    opened = table('"first","second"\n' + lines + "\n")
    expected = [[cell.replace("\r\n", "\n") for cell in row] for row in rows]
    assert cells(opened) == expected
    assert faults(opened) == []


@given(st.text(st.sampled_from('ab1,;"\n\r')))
def test_no_text_is_read_wrong_in_silence(text: str):
    opened = table("left,right\n" + text + "\n", wishes=Wishes(delimiter=","))
    widths = {len(row) for row in cells(opened)}
    assert widths <= {2}
