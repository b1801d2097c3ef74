"""How edits look in the text: as if the author had made them."""

import pytest

from tropa.errors import MapFault, UsageFault
from tropa.map.edit.apply import StillUsed, apply
from tropa.map.edit.operation import read_operations
from tropa.map.finding import MapRefused

MAP = """\
tropa: 1
map: shop
title: Магазин  # так зовут
owners: {seller: Продавец}

stages:  # по порядку
  # этап, где спрашивают
  - stage: lead
    title: Заявка
    buyer: [Звонит, Пишет]
    # внутри

  # --- после разговора
  - stage: quote
    title: Расчёт
    note: |
      Первая строка
      Вторая
  - stage: deal
    title: Сделка

touchpoints:
  - touchpoint: form
    stage: lead
    event: form_sent
    channel: site
  - touchpoint: offer
    stage: quote
    event: offer_seen
    from: seller

kpis:
  speed:
    title: Скорость
    time: from quote to deal
sale: did offer
plan:
  month: {lead: 100, deal: 10}
"""


LEAD = ["stages", "lead"]
GONE = ["stages", "gone", "title"]


def edited(*operations: object) -> str:
    return apply(MAP, read_operations(list(operations))).text


def changed(*operations: object) -> list[str]:
    """Lines that went and came, in order."""
    before, after = MAP.splitlines(), edited(*operations).splitlines()
    gone = [f"-{one}" for one in before if one not in after]
    return gone + [f"+{one}" for one in after if one not in before]


def test_a_value_is_changed_beside_its_comment() -> None:
    wanted = ["-title: Магазин  # так зовут", '+title: "Магазин: «Окна»"  # так зовут']
    assert changed({"op": "set", "path": ["title"], "value": "Магазин: «Окна»"}) == wanted


def test_a_new_key_stands_where_the_schema_has_it() -> None:
    text = edited({"op": "set", "path": ["stages", "deal", "lost_after"], "value": "7d"})
    assert "    title: Сделка\n    lost_after: 7d\n\ntouchpoints" in text
    text = edited({"op": "set", "path": ["timezone"], "value": "Europe/Moscow"})
    assert "# так зовут\ntimezone: Europe/Moscow\nowners" in text


def test_a_text_of_several_lines_is_written_so() -> None:
    text = edited({"op": "set", "path": ["stages", "lead", "note"], "value": "раз\n\nдва"})
    assert "    note: |-\n      раз\n\n      два\n" in text
    text = edited({"op": "set", "path": ["stages", "quote", "note"], "value": "одна"})
    assert "    note: одна\n  - stage: deal" in text


def test_a_list_is_changed_item_by_item() -> None:
    path = ["stages", "lead", "buyer"]
    assert "[Звонит, Ждёт, Пишет]" in edited(
        {"op": "add", "path": path, "value": "Ждёт", "at": 1}
    )
    assert "buyer: [Пишет]" in edited({"op": "remove", "path": [*path, 0]})
    assert "buyer: []" in edited({"op": "set", "path": path, "value": []})
    many = [f"Делает дело номер {number} и ещё что-нибудь" for number in range(3)]
    assert f"    buyer:\n      - {many[0]}\n" in edited(
        {"op": "set", "path": ["stages", "deal", "buyer"], "value": many}
    )


def test_one_value_becomes_a_list_when_there_are_two() -> None:
    path = ["touchpoints", "form", "channel"]
    assert "channel: [site, phone]" in edited({"op": "add", "path": path, "value": "phone"})
    assert "channel: phone" in edited({"op": "set", "path": path, "value": ["phone"]})


def test_an_element_between_brackets_stays_between_them() -> None:
    path = ["owners", "seller", "name"]
    text = edited({"op": "set", "path": path, "value": "Анна, Пётр"})
    assert 'owners: {seller: {title: Продавец, name: "Анна, Пётр"}}' in text
    added = edited({"op": "add", "path": ["owners"], "name": "boss", "value": {"title": "Шеф"}})
    assert "owners: {seller: Продавец, boss: {title: Шеф}}" in added


def test_a_touchpoint_comes_behind_those_of_its_stage() -> None:
    value = {"title": "Звонок", "stage": "lead", "event": "call"}
    done = apply(MAP, read_operations([{"op": "add", "path": ["touchpoints"], "value": value}]))
    assert done.names == {0: "zvonok"}
    assert "channel: site\n  - touchpoint: zvonok\n    title: Звонок\n" in done.text


def test_a_moved_element_takes_its_comment_along_and_no_heading() -> None:
    text = edited({"op": "move", "path": ["stages", "lead"], "after": "quote"})
    stages = text[text.index("stages:") : text.index("touchpoints:")]
    assert stages.index("# ---") < stages.index("stage: quote")
    assert (
        stages.index("stage: quote")
        < stages.index("# этап, где")
        < stages.index("- stage: lead")
    )
    assert stages.index("# внутри") < stages.index("stage: deal")


def test_a_touchpoint_moves_to_another_stage() -> None:
    text = edited({"op": "move", "path": ["touchpoints", "form"], "stage": "quote"})
    assert text.index("touchpoint: offer") < text.index("touchpoint: form\n    stage: quote")


def test_a_name_is_changed_wherever_it_is_spoken_of() -> None:
    text = edited(
        {"op": "rename", "path": ["stages", "lead"], "name": "enquiry"},
        {"op": "rename", "path": ["stages", "quote"], "name": "weigh"},
        {"op": "rename", "path": ["touchpoints", "offer"], "name": "estimate"},
    )
    assert "- stage: enquiry" in text
    assert "    stage: enquiry\n    event: form_sent" in text
    assert "time: from weigh to deal" in text
    assert "month: {enquiry: 100, deal: 10}" in text
    assert "sale: did estimate" in text
    assert "lead" not in text


def test_a_name_that_means_something_in_a_measure_is_not_given() -> None:
    # `from lead to deal` is from the lead, whatever stage bears that name.
    with pytest.raises(MapFault, match="taken"):
        edited(
            {"op": "rename", "path": ["stages", "lead"], "name": "enquiry"},
            {"op": "rename", "path": ["stages", "quote"], "name": "lead"},
        )


def test_a_removed_element_leaves_one_blank_line() -> None:
    text = edited(
        {"op": "remove", "path": ["kpis", "speed"]}, {"op": "remove", "path": ["plan"]}
    )
    assert text.endswith("from: seller\n\nkpis: {}\nsale: did offer\n")


def test_what_others_speak_of_cannot_go() -> None:
    with pytest.raises(StillUsed) as refused:
        edited({"op": "remove", "path": ["stages", "deal"]})
    assert refused.value.users == [("kpis", "speed", "time")]


def test_a_step_that_makes_the_map_unreadable_is_refused_with_its_place() -> None:
    with pytest.raises(MapRefused) as refused:
        edited({"op": "set", "path": ["stages", "quote", "owner"], "value": "nobody"})
    assert refused.value.findings[0].path == ("stages", "quote", "owner")
    with pytest.raises(MapRefused):
        edited({"op": "set", "path": ["title"], "value": "скрытый \u202e знак"})


@pytest.mark.parametrize(
    ("operation", "fault", "code"),
    [
        ({"op": "set", "path": GONE, "value": "x"}, MapFault, "no_such_element"),
        ({"op": "set", "path": ["title", "deeper"], "value": "x"}, MapFault, "no_such_element"),
        ({"op": "remove", "path": ["note"]}, MapFault, "no_such_element"),
        ({"op": "add", "path": ["title"], "value": "x"}, UsageFault, "nothing_to_add_to"),
        ({"op": "add", "path": ["stages"], "value": {}}, UsageFault, "name_or_title_wanted"),
        ({"op": "add", "path": LEAD[:1], "name": "lead", "value": {}}, MapFault, "name_taken"),
        ({"op": "move", "path": ["title"]}, UsageFault, "nothing_to_move"),
        ({"op": "move", "path": ["stages", "lead"], "at": 9}, UsageFault, "place_beyond"),
        ({"op": "move", "path": LEAD, "stage": None}, UsageFault, "stage_of_touchpoints_only"),
        ({"op": "rename", "path": ["title"], "name": "x"}, UsageFault, "nothing_to_rename"),
        ({"op": "rename", "path": GONE[:2], "name": "x"}, MapFault, "no_such_element"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_named(
    operation: object, fault: type[Exception], code: str
) -> None:
    with pytest.raises(fault) as refused:
        edited(operation)
    assert getattr(refused.value, "code", "") == code
