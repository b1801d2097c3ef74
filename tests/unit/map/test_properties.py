"""Traits and fields of events with their titles: how they are written, read and called."""

import pytest

from tropa.map.edit.apply import apply
from tropa.map.edit.operation import read_operations
from tropa.map.finding import MapRefused
from tropa.map.properties import field_title, trait_title
from tropa.map.read import read_map
from tropa.map.titles import written_words

MAP = """\
map: shop
title: Магазин
touchpoints:
  - {touchpoint: form, event: form.submitted}
  - {touchpoint: visit, event: page_viewed}
events:
  form.submitted: {form: {type: text, title: Форма}, source: {type: text, title: Где заявка}}
  page_viewed:
    source: text  # как пришло
    title: text
traits:
  city: {type: text, title: Где живёт}  # спросит продавец
  windows: number
"""


def refused(old: str, new: str) -> tuple[str, tuple[int, int], object]:
    with pytest.raises(MapRefused) as fault:
        read_map(MAP.replace(old, new))
    [found] = fault.value.findings
    return found.code, found.place, found.values.get("near", found.values.get("key"))


def edited(text: str, *operations: object) -> str:
    return apply(text, read_operations(list(operations))).text


def test_a_type_alone_and_a_type_with_a_title_are_one_section() -> None:
    map_ = read_map(MAP)
    assert [(name, one.type, one.title) for name, one in map_.traits.items()] == [
        ("city", "text", "Где живёт"),
        ("windows", "number", ""),
    ]
    assert map_.events["form_submitted"]["form"].title == "Форма"
    # A field called `title` is a field, not the title of its event.
    assert map_.events["page_viewed"]["title"].type == "text"


def test_what_is_written_wrongly_is_told_where_it_stands() -> None:
    assert refused("title: Где живёт", "titel: Где живёт") == (
        "unknown_field",
        (12, 22),
        "title",
    )
    assert refused("{type: text, title: Где живёт}", "{title: Где живёт}") == (
        "missing_field", (12, 9), "type",
    )  # fmt: skip
    assert refused("type: text, title: Форма", "type: txt, title: Форма") == (
        "not_a_choice", (7, 33), "text",
    )  # fmt: skip
    assert refused("windows: number", "windows: nubmer") == ("not_a_choice", (13, 12), "number")


def test_an_edit_keeps_the_form_that_is_there() -> None:
    assert edited(MAP, {"op": "set", "path": ["traits", "windows"], "value": "money"}) == (
        MAP.replace("windows: number", "windows: money")
    )
    assert edited(
        MAP, {"op": "set", "path": ["traits", "city", "title"], "value": "Город"}
    ) == MAP.replace("Где живёт}", "Город}")
    title = {
        "op": "set",
        "path": ["events", "page_viewed", "source", "title"],
        "value": "Канал",
    }
    titled = edited(MAP, title)
    assert read_map(titled).events["page_viewed"]["source"].title == "Канал"
    assert "# как пришло" in titled
    assert titled.splitlines()[:8] == MAP.splitlines()[:8]
    # Without its title it is a type again, whichever way that is written.
    removed = edited(
        titled, {"op": "remove", "path": ["events", "page_viewed", "source", "title"]}
    )
    assert read_map(removed).events == read_map(MAP).events


def test_the_map_calls_a_property_before_the_words_everybody_has() -> None:
    map_ = read_map(MAP)
    assert trait_title(map_, "city", "en") == "Где живёт"
    assert trait_title(map_, "email", "ru") == "Эл. почта"
    assert trait_title(map_, "windows", "ru") is None
    assert trait_title(None, "city", "en") == "City"


def test_a_rule_of_a_touchpoint_speaks_of_its_event_and_one_of_a_person_of_traits() -> None:
    text = MAP.replace(
        "event: form.submitted}", """event: form.submitted, where: 'city == "Минск"'}"""
    ).replace("{form: {type: text, title: Форма}", "{city: {type: text, title: Куда}")
    text += """segments:\n  - {segment: near, who: 'city == "Минск"'}\n"""
    map_ = read_map(text)
    said = [written_words(one, map_, "ru") for one in map_.reading.conditions]
    assert said == ["куда — «Минск»", "где живёт — «Минск»"]


def test_a_field_is_called_as_its_own_event_calls_it() -> None:
    map_ = read_map(MAP)
    assert field_title(map_, "source", "ru", ("form_submitted",)) == "Где заявка"
    # What one event means by a name is not what another means.
    assert field_title(map_, "source", "ru", ("page_viewed",)) == "Источник"
    assert field_title(map_, "source", "ru") == "Где заявка"
    two = read_map(MAP.replace("source: text", "source: {type: text, title: Реклама}"))
    assert field_title(two, "source", "ru") == "Источник"
    assert field_title(map_, "utm_source", "en") == "Source (UTM)"
    assert field_title(map_, "windows", "ru") is None
