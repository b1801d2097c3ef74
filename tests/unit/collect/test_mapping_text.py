import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.collect.mapping import Cell, FileMapping, RowEvent, read_mapping
from tropa.collect.mapping_text import mapping_text
from tropa.collect.presets import preset, preset_names
from tropa.collect.sniff import Wishes
from tropa.event import NameKind
from unit.collect.files import ROOT
from unit.collect.test_mapping import DEALS

texts = (
    st.text("ab01 :#-'\"éя№%@[]{},&*!|>", min_size=1, max_size=12).map(str.strip).filter(bool)
)
values = st.dictionaries(texts, texts, max_size=2)
columns = st.builds(
    Cell,
    column=texts,
    values=values,
    others=st.sampled_from(("", "keep", "refuse")),
    kind=st.sampled_from(("", "text", "number", "money", "flag", "date")),
)
constants = st.builds(Cell, value=texts)
cells = columns | constants
tests = st.dictionaries(texts, st.lists(texts, min_size=1, max_size=2).map(tuple), max_size=2)
person = st.builds(Cell, column=texts, values=values)
row_events = st.builds(
    RowEvent,
    event=cells.map(lambda cell: Cell(cell.column, cell.value, cell.values, cell.others)),
    time=st.lists(texts, max_size=2).map(tuple),
    undated=st.sampled_from(("refuse", "skip", "snapshot")),
    names=st.dictionaries(st.sampled_from([NameKind.USER, NameKind.DEAL]), person, max_size=2),
    properties=st.dictionaries(
        texts.filter(lambda name: name != "currency"), cells, max_size=3
    ),
    when=tests,
    unless=tests,
)
mappings = st.builds(
    FileMapping,
    name=texts,
    events=st.lists(row_events, min_size=1, max_size=3).map(tuple),
    title=st.just("") | texts,
    wishes=st.builds(Wishes, delimiter=st.sampled_from(("", ";", "\t", "|"))),
    timezone=st.sampled_from(("", "UTC", "Europe/Moscow")),
    dates=st.sampled_from(("", "day_first")),
    decimal=st.sampled_from(("", "comma")),
    id=st.just("") | texts,
)


@given(mappings)
def test_a_mapping_written_is_the_mapping_read(mapping: FileMapping):
    assert read_mapping(mapping_text(mapping)) == mapping


@pytest.mark.parametrize("name", preset_names())
def test_shipped_presets_survive_writing(name: str):
    assert read_mapping(mapping_text(preset(name))) == preset(name)


@pytest.mark.parametrize("name", ["maven_crm", "retailrocket", "cdnow"])
def test_mappings_of_the_examples_survive_writing(name: str):
    mapping = read_mapping((ROOT / "examples" / name / "mapping.yaml").read_bytes())
    assert read_mapping(mapping_text(mapping)) == mapping


def test_what_is_shared_is_said_once_and_comments_stand_on_top():
    text = mapping_text(read_mapping(DEALS), "First line.\nSecond.")
    assert text.startswith("# First line.\n# Second.\nmapping: deals\n")
    assert text.count("deal: id") == 1
    assert "    amount: sum\n    currency: RUB\n" in text


def test_numbers_with_a_nought_in_front_stay_texts():
    mapping = FileMapping("a", (RowEvent(Cell("b", values={"007": "08"})),))
    assert read_mapping(mapping_text(mapping)) == mapping
