import pytest

from tropa.collect.headers import header_row, plain
from unit.collect.files import refusal, table


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Счёт.  Дата", "счет дата"),
        ("\ufeffuser_id", "User ID"),
        ("utm.source", "utm_source"),
        ("Телефон:", "телефон"),
    ],
)
def test_headers_are_compared_without_regard_to_spelling(one: str, other: str):
    assert plain(one) == plain(other)


def test_columns_are_found_however_a_mapping_writes_them():
    opened = table("Дата  Создания;E-mail\n1;2\n")
    assert opened.number("дата.создания") == 0
    assert opened.number("#2") == 1
    assert opened.number("телефон") is None


def test_unnamed_columns_go_by_their_place_and_repeated_ones_are_numbered():
    opened = table("a,,b,A\n1,2,3,4\n")
    assert opened.headers == ("a", "#2", "b", "A (2)")
    assert opened.repeated == ("a",)


@pytest.mark.parametrize(
    "row",
    [
        "u1,Signup,2026-01-01T00:00:00Z,a@x.test",
        "00001,19970101,1,11.77",
        "1,2,3",
        "a@x.test,Anna",
    ],
)
def test_data_is_not_taken_for_headers(row: str):
    fault = refusal(row + "\n" + row + "\n")
    assert fault.code == "no_header"
    assert row.partition(",")[0] in fault.message("en")


def test_a_few_numbers_among_headers_are_headers():
    assert table("name,2024,other,more\nx,1,2,3\n").headers[1] == "2024"


def test_the_headers_are_the_first_row_with_more_than_one_cell():
    assert header_row([["Отчёт", "", ""], ["", "", ""], ["a", "b", "c"]]) == 2
    assert header_row([["a", ""], ["1", "2"]]) == 1
    assert header_row([["a"], ["1"]]) == 0
