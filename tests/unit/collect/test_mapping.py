import pytest

from tropa.collect.mapping import Cell, MappingRefused, read_mapping
from tropa.collect.sniff import Wishes
from tropa.event import NameKind

DEALS = """
mapping: deals
timezone: Europe/Moscow
delimiter: tab
columns: [id, opened, closed, stage, sum]
id: id
names: {deal: id}
properties:
  product: {column: product, values: {GTXPro: GTX Pro}}
events:
  - event: deal_opened
    time: opened
    undated: skip
  - event: deal_won
    when: {stage: Won}
    unless: {stage: [Test, "Draft*"]}
    time: [closed, hour]
    amount: sum
    currency: RUB
    properties: {seller: {value: shop}}
"""


def refused(text: str) -> list[tuple[str, int]]:
    with pytest.raises(MappingRefused) as fault:
        read_mapping(text, "orders.yaml")
    return [(one.code, one.place[0]) for one in fault.value.findings]


def test_a_mapping_says_what_each_column_is():
    found = read_mapping(DEALS)
    opened, won = found.events
    columns = ("id", "opened", "closed", "stage", "sum")
    assert found.wishes == Wishes(delimiter="\t", columns=columns)
    assert (found.name, found.timezone, found.id) == ("deals", "Europe/Moscow", "id")
    assert opened.event == Cell(value="deal_opened")
    assert (opened.time, opened.undated) == (("opened",), "skip")
    assert won.time == ("closed", "hour")
    assert won.when == {"stage": ("Won",)}
    assert won.unless == {"stage": ("Test", "Draft*")}


def test_what_stands_on_top_is_shared_by_all_events():
    opened, won = read_mapping(DEALS).events
    product = Cell("product", values={"GTXPro": "GTX Pro"})
    assert opened.names == won.names == {NameKind.DEAL: Cell("id")}
    assert opened.properties == {"product": product}
    assert won.properties == {
        "product": product,
        "seller": Cell(value="shop"),
        "amount": Cell("sum", kind="money"),
        "currency": Cell(value="RUB"),
    }


def test_every_column_it_uses_is_listed_once():
    assert read_mapping(DEALS).columns() == [
        "id",
        "opened",
        "product",
        "closed",
        "hour",
        "stage",
        "sum",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("empty_mapping", 1)]),
        ("- a\n", [("empty_mapping", 1)]),
        ("mapping: a\n", [("missing_field", 1)]),
        ("mapping: a\nevents: []\n", [("missing_field", 2)]),
        ("mapping: a\nevents:\n  - time: t\n", [("missing_field", 3)]),
        ("mapping: a\nzone: x\nevents:\n  - event: b\n", [("unknown_field", 2)]),
        ("mapping: a\ntimezone: Mars/Base\nevents:\n  - event: b\n", [("unknown_timezone", 2)]),
        ("mapping: a\ndates: guess\nevents:\n  - event: b\n", [("not_a_choice", 2)]),
        ("mapping: a\nnames: {mail: x}\nevents:\n  - event: b\n", [("unknown_field", 2)]),
        ("mapping: a\nmapping: b\n", [("yaml_duplicate_key", 2)]),
        ("mapping: &x a\n", [("yaml_alias", 1)]),
    ],
)
def test_a_mapping_that_cannot_be_read_says_where_and_why(text: str, expected: object):
    assert refused(text) == expected


def test_the_error_is_one_line_with_its_place():
    with pytest.raises(MappingRefused) as fault:
        read_mapping("mapping: a\ndates: guess\nevents:\n  - event: b\n", "orders.yaml")
    assert fault.value.message("en").startswith("orders.yaml:2:8: ")
    assert fault.value.exit_code == 2


def test_more_events_than_a_row_can_be_are_refused():
    text = "mapping: a\nevents:\n" + "  - event: b\n" * 65
    assert refused(text) == [("too_many", 2)]
