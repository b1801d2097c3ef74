from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.collect.amounts import NumberForm, number_form, read_number

COMMA = NumberForm("comma")
POINT = NumberForm("point")


@pytest.mark.parametrize(
    ("cell", "form", "expected"),
    [
        ("1 234 567,50", COMMA, "1234567.50"),
        ("1\u00a0234\u202f567,50 ₽", COMMA, "1234567.50"),
        ("1.234.567,50", COMMA, "1234567.50"),
        ("12 тыс. руб.", COMMA, "12000"),
        ("1.500 р.", COMMA, "1500"),
        ("1,5 тыс.", COMMA, "1500.0"),
        ("-10,5", COMMA, "-10.5"),
        ("1,234,567.50", POINT, "1234567.50"),
        ("$1,500", POINT, "1500"),
        ("0.1", POINT, "0.1"),
        ("1.5E-3", POINT, "0.0015"),
        ("1,5E+3", COMMA, "1500"),
        ("1500", COMMA, "1500"),
        ("1500", POINT, "1500"),
    ],
)
def test_numbers_are_read_exactly(cell: str, form: NumberForm, expected: str):
    assert read_number(cell, form) == Decimal(expected)


@pytest.mark.parametrize(
    ("cell", "form"),
    [("1,5", POINT), ("1.5", COMMA), ("12,34,567", POINT), ("сто", COMMA), ("", POINT)],
)
def test_a_cell_of_another_spelling_is_no_number_of_the_column(cell: str, form: NumberForm):
    assert read_number(cell, form) is None


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1,500", "2,25"], NumberForm("comma")),
        (["1,500", "2.25"], NumberForm("point")),
        (["1.234,5"], NumberForm("comma")),
        (["1,234.5"], NumberForm("point")),
        (["1,234,567"], NumberForm("point")),
        (["0,500"], NumberForm("comma")),
        (["1 234", "5"], NumberForm("comma")),
        (["1,500", "2,250"], NumberForm("comma", open_mark=True)),
        ([], NumberForm("comma")),
    ],
)
def test_the_mark_is_decided_for_the_whole_column(cells: list[str], expected: NumberForm):
    assert number_form(cells, None, "comma") == expected


def test_what_a_mapping_states_stands():
    assert number_form(["1,5"], "point", "comma") == NumberForm("point")


@given(
    st.decimals(-(10**12), 10**12, places=2),
    st.sampled_from(["comma", "point"]),
    st.booleans(),
)
def test_a_number_written_in_either_manner_comes_back(
    number: Decimal, mark: str, grouped: bool
):
    text = f"{number:,.2f}" if grouped else f"{number:.2f}"
    if mark == "comma":
        text = text.translate(str.maketrans({",": " ", ".": ","}))
    form = number_form([text], None, "point")
    assert read_number(text, form) == number
