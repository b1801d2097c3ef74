from tropa.collect.source import Limits
from unit.collect.files import cells, faults, refusal, table


def test_keys_become_columns_and_inner_keys_are_reached_by_a_point():
    opened = table('{"ts": 1, "geo": {"city": "Минск"}}\n{"ts": 2, "type": "a"}\n')
    assert opened.headers == ("ts", "geo.city", "type")
    assert cells(opened) == [["1", "Минск", ""], ["2", "", "a"]]
    assert opened.facts.format == "jsonl"


def test_numbers_keep_every_digit():
    opened = table('{"id": 123456789012345678901, "price": 0.10, "ok": true, "none": null}\n')
    assert cells(opened) == [["123456789012345678901", "0.10", "true", ""]]
    assert opened.kinds == {"id": "number", "price": "number", "ok": "flag"}


def test_lines_that_are_no_objects_are_refused_by_their_number():
    opened = table('{"a": 1}\n[1]\n{"a": \n\n{"a": "x\\u0000"}\n{"a": 2}\n')
    assert faults(opened) == [(2, "not_an_object"), (3, "bad_json"), (5, "broken_text")]
    assert cells(opened) == [["1"], ["2"]]


def test_a_list_of_objects_is_read_too():
    assert cells(table('[{"a": 1},\n {"a": 2}]')) == [["1"], ["2"]]
    assert refusal('[{"a": 1},').code == "bad_jsonl"


def test_endless_nesting_costs_its_line_alone():
    opened = table('{"a": 1}\n{"a": ' + "[" * 5_000 + "]" * 5_000 + "}\n")
    assert faults(opened) == [(2, "bad_json")]


def test_a_large_cell_and_too_many_keys_are_refused():
    assert faults(table('{"a": "' + "x" * 40_000 + '"}\n')) == [(1, "cell_too_large")]
    keys = ", ".join(f'"k{n}": 1' for n in range(30))
    assert refusal("{" + keys + "}", Limits(columns=20)).code == "too_many_columns"


def test_a_key_far_down_is_no_column_but_harms_nothing():
    lines = '{"a": 1}\n' * 20_001 + '{"a": 2, "late": 3}\n'
    opened = table(lines)
    assert opened.headers == ("a",)
    assert cells(opened)[-1] == ["2"]
