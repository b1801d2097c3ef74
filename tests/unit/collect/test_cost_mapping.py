import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.collect.cost_mapping import (
    SUBJECTS,
    CostMapping,
    any_mapping,
    cost_mapping_text,
    read_cost_mapping,
)
from tropa.collect.mapping import Cell, FileMapping, MappingRefused
from tropa.collect.sniff import Wishes
from tropa.cost import KINDS

WHOLE = """
costs: direct
encoding: cp1251
delimiter: tab
dates: day_first
decimal: comma
id: №
day: С
last: По
amount: Расход
currency: RUB
kind: {column: Статья, values: {Таргетолог: salary}}
channel: {value: yandex}
campaign: Кампания
"""

texts = (
    st.text("ab01 :#-'\"éя№%@[]{},&*!|>", min_size=1, max_size=12).map(str.strip).filter(bool)
)
columns = st.builds(
    Cell,
    column=texts,
    values=st.dictionaries(texts, texts, max_size=2),
    others=st.sampled_from(("", "keep", "refuse")),
)
mappings = st.builds(
    CostMapping,
    name=texts,
    day=texts,
    last=st.just("") | texts,
    amount=texts,
    currency=st.just(Cell()) | columns | st.just(Cell(value="RUB")),
    kind=st.just(Cell()) | columns | st.sampled_from(KINDS).map(lambda one: Cell(value=one)),
    subjects=st.dictionaries(
        st.sampled_from(SUBJECTS), columns | texts.map(lambda one: Cell(value=one)), max_size=3
    ),
    id=st.just("") | texts,
    title=st.just("") | texts,
    wishes=st.builds(Wishes, delimiter=st.sampled_from(("", ";", "\t", "|"))),
    dates=st.sampled_from(("", "day_first")),
    decimal=st.sampled_from(("", "comma")),
)


def test_a_whole_mapping_is_read() -> None:
    mapping = read_cost_mapping(WHOLE)
    assert (mapping.name, mapping.day, mapping.last, mapping.until) == ("direct", "С", "По", "")
    assert mapping.wishes == Wishes("cp1251", "\t")
    assert mapping.kind == Cell("Статья", values={"Таргетолог": "salary"})
    assert mapping.currency == Cell(value="RUB")
    assert mapping.subjects == {
        "channel": Cell(value="yandex"),
        "campaign": Cell("Кампания"),
    }
    assert mapping.columns() == ["№", "С", "По", "Расход", "Статья", "Кампания"]


@given(mappings)
def test_a_mapping_written_is_the_mapping_read(mapping: CostMapping) -> None:
    assert read_cost_mapping(cost_mapping_text(mapping)) == mapping


def test_the_key_costs_tells_a_mapping_of_costs_from_one_of_events() -> None:
    assert isinstance(any_mapping(WHOLE), CostMapping)
    events = any_mapping("mapping: a\nnames: {user: u}\nevents: [{event: b, time: t}]\n")
    assert isinstance(events, FileMapping)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_mapping"),
        ("- a", "empty_mapping"),
        ("costs: a\nday: d", "missing_field"),
        ("costs: a\namount: d", "missing_field"),
        ("costs: a\nday: d\namount: b\nevents: []", "unknown_field"),
        ("costs: a\nday: d\namount: b\nlast: e\nuntil: f", "one_of"),
        ("costs: a\nday: d\namount: b\nkind: chocolate", "not_a_choice"),
        ("costs: a\nday: d\namount: b\ncurrency: roubles", "unknown_currency"),
        ("costs: a\nday: [d]\namount: b", "not_a_text"),
    ],
)
def test_what_is_no_mapping_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(MappingRefused) as caught:
        read_cost_mapping(text, "x.yaml")
    assert code in [one.code for one in caught.value.findings]
    with pytest.raises(MappingRefused):
        any_mapping(text, "x.yaml")
