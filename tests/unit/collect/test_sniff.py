import pytest

from tropa.collect.sniff import delimiter_of, encoding_of, format_of
from tropa.collect.source import FileRefused, Source, source_of
from unit.collect.files import table, workbook

RUSSIAN = "дата;событие;сумма\n01.02.2026;звонок;10,5\n02.02.2026;встреча;20,5\n"


def source(data: bytes, name: str = "file") -> Source:
    return source_of(data, name)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a,b\n1,2\n", "csv"),
        (b'{"ts": 1, "type": "a"}\n', "jsonl"),
        (b'\xef\xbb\xbf{"ts": 1}\n', "jsonl"),
        (b'[{"ts": 1}]', "jsonl"),
        (b"[a],b\n1,2\n", "csv"),
        (b"<html><table><tr><td>ID</td></tr></table></html>", "html"),
        (workbook([["a"], ["b"]]), "workbook"),
        (b"PAR1....", "parquet"),
    ],
)
def test_the_format_is_told_by_content(data: bytes, expected: str):
    assert format_of(source(data, "misleading.txt")) == expected


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 text", b"\x89PNG\r\n\x1a\n", bytes(range(32)) * 20]
)
def test_what_is_no_table_is_refused(data: bytes):
    with pytest.raises(FileRefused) as fault:
        format_of(source(data))
    assert fault.value.code == "unknown_format"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_of_nothing_is_refused(data: bytes):
    with pytest.raises(FileRefused) as fault:
        format_of(source(data))
    assert fault.value.code == "empty_file"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_russian_texts_are_read_in_every_usual_encoding(encoding: str):
    opened = table(RUSSIAN.encode(encoding))
    assert opened.headers == ("дата", "событие", "сумма")
    assert opened.preview()[1] == (3, ("02.02.2026", "встреча", "20,5"))


def test_russian_letters_far_down_still_decide_the_encoding():
    rows = "".join(f"{n};a;b\n" for n in range(60_000))
    assert encoding_of(source((f"a;b;c\n{rows}1;я;ю\n").encode("cp1251"))) == "cp1251"
    assert encoding_of(source((f"a;b;c\n{rows}1;я;ю\n").encode())) == "utf-8"


def test_one_damaged_cell_does_not_turn_the_rest_into_gibberish():
    data = RUSSIAN.encode() * 50 + b"01.02.2026;\xff\xfe;1\n"
    assert encoding_of(source(data)) == "utf-8"


def test_letters_that_are_utf_8_by_chance_do_not_make_it_so():
    assert encoding_of(source("РђРђ;да\n".encode("cp1251"))) == "cp1251"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ("a,b\n1;x,2\n", ","),
        ("a\tb\n1, one\t2\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ("a\n1\n2\n", ","),
        ('a,b\n"x;y;z",2\n"p;q;r",3\n', ","),
    ],
)
def test_the_delimiter_is_the_mark_on_which_rows_agree(text: str, expected: str):
    assert delimiter_of(text) == expected


def test_the_delimiter_that_excel_states_is_taken_and_its_line_is_no_row():
    opened = table("sep=;\na;b\n1,0;2\n")
    assert opened.facts.delimiter == ";"
    assert opened.headers == ("a", "b")
    assert opened.preview() == [(3, ("1,0", "2"))]


def test_what_was_found_out_is_said_in_both_languages():
    facts = table(RUSSIAN.encode("cp1251")).facts
    assert facts.sentences("en") == [
        "a text table",
        "encoding cp1251",
        "columns are divided by a semicolon",
        "headers in row 1",
    ]
    assert "столбцы разделяет точка с запятой" in facts.sentences("ru")
