"""Properties as columns: every value as it was written."""

from tropa.parts.properties import property_columns


def told(texts: list[str], name: str) -> list[object]:
    """The value of one field in each text."""
    (column,) = property_columns(texts, len(texts), [name])
    assert list(column.values[1:]) == sorted(str(one) for one in column.values[1:])
    return [column.values[int(code)] for code in column.codes]


def test_no_digit_is_lost() -> None:
    texts = ['{"a":1.50}', '{"a":9007199254740993}', '{"a":1e3}', '{"a":"007"}']
    assert told(texts, "a") == ["1.50", "9007199254740993", "1e3", "007"]


def test_a_number_and_its_text_are_one_value() -> None:
    (column,) = property_columns(['{"a":5}', '{"a":"5"}'], 2, ["a"])
    assert column.values == (None, "5")
    assert column.codes.tolist() == [1, 1]


def test_null_lists_and_objects_are_absent_and_an_empty_text_is_not() -> None:
    texts = ['{"a":null}', '{"a":[1]}', '{"a":{"b":1}}', "{}", "", '{"a":""}', '{"a":false}']
    assert told(texts, "a") == [None, None, None, None, None, "", "false"]


def test_texts_are_read_as_they_are_meant() -> None:
    assert told(['{"a":"\\u043e\\u043a\\u043d\\u0430"}', '{"a":"x\\ny"}'], "a") == [
        "окна",
        "x\ny",
    ]


def test_a_path_leads_inside_and_else_a_field_of_that_name_answers() -> None:
    texts = [
        '{"a":{"b":1}}',
        '{"a.b":2}',
        '{"a":{"b":3},"a.b":4}',
        '{"a":5}',
        '{"a":{"b":[1]},"a.b":6}',
    ]
    assert told(texts, "a.b") == ["1", "2", "3", None, "6"]


def test_any_name_will_do() -> None:
    texts = ['{"it\'s [a] $.name":"x"}', '{"":"y"}']
    assert told(texts, "it's [a] $.name") == ["x", None]
    assert told(texts, "") == [None, "y"]


def test_a_list_is_asked_for_by_a_name_of_its_own_and_stays_as_written() -> None:
    texts = ['{"a": [1, "x"]}', '{"a":"x"}', '{"a":[]}', '{"a[]":"y"}', '{"a":{"b":1}}']
    assert told(texts, "a[]") == ['[1, "x"]', None, "[]", "y", None]
    assert told(texts, "a") == [None, "x", None, None, None]
