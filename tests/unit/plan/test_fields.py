"""Values for which conditions on fields hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import wheres
from tropa.condition.over_batch import answer
from tropa.condition.parse import parse
from tropa.condition.syntax import And, Condition, FieldTest, Not, Or
from tropa.plan.fields import Fields, fitting
from tropa.trail import Scalar


def holds(tree: Condition, fields: dict[str, Scalar]) -> bool:
    match tree:
        case And(parts):
            return all(holds(part, fields) for part in parts)
        case Or(parts):
            return any(holds(part, fields) for part in parts)
        case Not(part):
            return not holds(part, fields)
        case FieldTest():
            return answer(tree, fields.get(tree.field))
        case _:
            raise AssertionError(tree)


def first(wanted: str, unwanted: str = "") -> Fields | None:
    more = [parse(wanted, fields_only=True)]
    less = [parse(unwanted, fields_only=True)] if unwanted else []
    return next(fitting(more, less, {}), None)


@given(st.lists(wheres, min_size=1, max_size=3), st.lists(wheres, max_size=2))
def test_what_is_found_fulfils_what_is_wanted_and_nothing_unwanted(
    wanted: list[str], unwanted: list[str]
) -> None:
    more = [parse(one, fields_only=True) for one in wanted]
    less = [parse(one, fields_only=True) for one in unwanted]
    for found in fitting(more, less, {}):
        fields = dict(found.values)
        assert not fields.keys() & found.absent
        assert all(holds(one, fields) for one in more)
        assert not any(holds(one, fields) for one in less)


@pytest.mark.parametrize(
    ("wanted", "values"),
    [
        ('kind == "a"', {"kind": "a"}),
        ('kind in ["b", "c"] and not kind == "b"', {"kind": "c"}),
        ('path matches "/blog/*"', {"path": "/blog/page"}),
        ("seconds > 59", {"seconds": 60}),
        ('not form == "repeat"', {}),
    ],
)
def test_a_condition_is_fulfilled_by_the_plainest_values(
    wanted: str, values: dict[str, Scalar]
) -> None:
    found = first(wanted)
    assert found is not None
    assert dict(found.values) == values


def test_a_contradiction_is_fulfilled_by_nothing() -> None:
    assert first("f == 1 and f == 2") is None
    assert first("f == 1", "f exists") is None


def test_a_field_that_would_spoil_it_is_named_as_absent() -> None:
    found = first("f == 1", "g exists")
    assert found is not None
    assert found.absent == {"g"}
