"""Writing SVG."""

import math

import pytest

from tropa.show.picture.markup import number, tag, track, words


def test_numbers_are_short() -> None:
    assert [number(value) for value in (1, 1.5, 0.333333, -0.001, -2.50)] == [
        "1",
        "1.5",
        "0.33",
        "0",
        "-2.5",
    ]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_never_reaches_a_picture(value: float) -> None:
    with pytest.raises(ValueError, match=r"nan|inf"):
        number(value)


def test_texts_and_attributes_are_made_harmless() -> None:
    assert words('<a> & "b" \x00\x1b\ud800\ufffe') == '&lt;a&gt; &amp; "b" '
    assert tag("g", data_open="\"'<>&\x07") == '<g data-open="&quot;&#x27;&lt;&gt;&amp;"/>'


def test_an_attribute_without_a_value_is_left_out() -> None:
    assert tag("rect", class_="cell", rx=None, width=2.0) == '<rect class="cell" width="2"/>'


def test_a_path_parts_its_numbers() -> None:
    assert track("M", 1, 2, "H", -3.25, "A", 5, 5, 0, 0, 1, 7, -8, "Z") == (
        "M1 2H-3.25A5 5 0 0 1 7 -8Z"
    )
