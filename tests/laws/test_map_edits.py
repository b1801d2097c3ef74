"""Edits of a map's text: exactly what was wanted, every comment kept, order of no account."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tropa.errors import MapFault, TropaError
from tropa.map.edit.apply import Edited, StillUsed, apply
from tropa.map.edit.changed import changed_paths, meet
from tropa.map.edit.content import Content, content_of
from tropa.map.edit.operation import Operation, Remove, read_operations
from tropa.map.edit.wanted import ORDER
from tropa.map.finding import MapRefused
from tropa.map.finding import Path as FoundPath
from tropa.map.node import Mapping, Node, Scalar, Sequence, compose
from tropa.map.read import read_map

ROOT: Final = Path(__file__).parents[2]

ODD: Final = """\
# начало
tropa: 1
id: odd   # имя, как пишут другие
title: 'Не''обычная'
owners: {seller: Продавец, boss: {title: "Шеф", name: Анна}}  # в строку
tags: [a, "b, c", d]
variants:
zones:
- zone: before   # без отступа
  title: До
- {zone: after, title: После, tags: [x]}

stages:
  # первый этап

  # его собственная
  - stage: lead
    title: Заявка  # так говорят
    buyer:
    - Звонит
    # между делами
    - Пишет
    note: |
      Длинная заметка
        с отступом

      # не комментарий
    owner: seller
    # конец первого
  # --- вторая группа
  -
    id: quote
    title: >-
      Расчёт
      и ответ
    zone: after
    lost_after: 14d
  - {stage: deal, title: Сделка, buyer: [Платит, "Радуется"]}   # в скобках
  # хвост

sale: did paid or (count of form >= 2)   # продажа
money: paid.amount
touchpoints:
  - touchpoint: form
    title: Форма
    stage: lead
    event: form_sent
    channel: site
    steps:
      - title: Открыл
        event: form_open
      # второй шаг
      - event: form_sent
        title: Отправил
  - touchpoint: paid
    title: Оплата
    stage: deal
    from: buyer
    event: [payment, payment_again]
    where: amount > 0
outcomes:
  lost: did form where kind == "no"
  snooze: {when: did form where later exists, until: form.later}
kpis:
  speed: {title: Скорость, time: from lead to deal, target: at most 5d}
plan:
  month: {lead: 100, deal: 10}
fields:
  свой ключ: [1, {a: b}]
  # последняя строка без перевода"""

TEXTS: Final = {
    "odd": ODD,
    "odd_crlf": ODD.replace("\n", "\r\n"),
    "odd_mark": "\ufeff" + ODD + "\n",
    "golden": (ROOT / "examples" / "golden" / "golden.yaml").read_text("utf-8"),
    "manner": (ROOT / "tests" / "cases" / "windows_manner.yaml").read_text("utf-8"),
}

words = st.text(
    st.sampled_from("abЯё 01:#-,[]{}'\"\\&*!|>%@`~\t«»—🙂\n.?=<"), min_size=1, max_size=14
)
names = st.sampled_from(["alpha", "beta_2", "Gamma", "zamer"])
anything: st.SearchStrategy[Any] = st.recursive(
    words | st.integers(-9, 99) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)

NAMED: Final = {"stages": "stage", "touchpoints": "touchpoint", "zones": "zone"}


def readable(name: str) -> bool:
    try:
        read_map(TEXTS[name])
    except MapRefused:
        return False
    return True


EXAMPLES: Final = 40
KNOWN: Final = sorted(name for name in TEXTS if readable(name))


def test_every_text_is_a_map() -> None:
    assert sorted(TEXTS) == KNOWN


def of_section(content: Content, section: str) -> list[str]:
    """The names of a section's elements."""
    held = content.get(section, "") if isinstance(content, dict) else ""
    if isinstance(held, dict):
        return list(held)
    found = [one.get(NAMED[section]) for one in held if isinstance(one, dict)]
    return [one for one in found if isinstance(one, str)]


@st.composite
def operations(draw: st.DrawFn, content: Content) -> dict[str, Any]:
    """An operation that makes sense on a content, or nearly."""
    section = draw(st.sampled_from([one for one in NAMED if of_section(content, one)]))
    known = of_section(content, section)
    path = [section, draw(st.sampled_from(known))]
    other = draw(st.sampled_from(known))
    place = draw(st.sampled_from([{}, {"before": other}, {"after": other}, {"at": 0}]))
    kind = draw(st.sampled_from(["field", "list", "free", "remove", "add", "move", "rename"]))
    if kind == "field":
        field = draw(st.sampled_from(["title", "note", "buyer_asks", "seller"]))
        at = draw(st.sampled_from([[*path, field], ["title"], ["note"]]))
        return {"op": "set", "path": at, "value": draw(words)}
    if kind == "list":
        values = draw(st.lists(words, max_size=4))
        at = draw(st.sampled_from([[*path, "tags"], ["tags"], ["stages", path[1], "buyer"]]))
        return {"op": "set", "path": at, "value": values}
    if kind == "free":
        value = draw(st.dictionaries(words, anything, max_size=3))
        at = draw(st.sampled_from([[*path, "fields"], ["fields"], ["extra"]]))
        return {"op": "set", "path": at, "value": value}
    if kind == "remove":
        field = draw(st.sampled_from(["title", "note", "channel", "buyer", "steps"]))
        at = draw(st.sampled_from([path, [*path, field], ["sale"], ["outcomes", "lost"]]))
        return {"op": "remove", "path": at}
    if kind == "add":
        value = {"title": draw(words), "note": draw(words)}
        return {"op": "add", "path": [section], "name": draw(names), "value": value} | place
    if kind == "move":
        return {"op": "move", "path": path} | place
    return {"op": "rename", "path": path, "name": draw(names)}


def tried(text: str, *given_: dict[str, Any]) -> Edited | None:
    """What comes of operations; None where they are refused with a clear reason."""
    try:
        return apply(text, read_operations(list(given_)))
    except (StillUsed, MapRefused):
        return None
    except TropaError as fault:
        if fault.code == "edit_unfit":
            raise
        return None


# ---------------------------------------------------------------- comments


def scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Mapping(pairs=pairs):
            for key, value in pairs.values():
                yield key
                yield from scalars(value)
        case Sequence(items=items):
            for item in items:
                yield from scalars(item)


def comments(text: str) -> Counter[str]:
    """Every comment, beside something or on a line of its own."""
    source = text.removeprefix("\ufeff")
    masked = list(source)
    for one in scalars(compose(source)):
        start = one.start
        if source[start : start + 1] in ("|", ">") and not one.plain:
            start = source.index("\n", start)
        for at in range(start, one.end):
            masked[at] = "\n" if source[at] == "\n" else "x"
    return Counter(
        found.group().strip() for found in re.finditer(r"(?<![^\s])#[^\n]*", "".join(masked))
    )


def swapped(path: FoundPath, touched: FoundPath) -> bool:
    """Of two neighbours that changed places either may be said to have moved."""
    return path[-1:] == touched[-1:] == (ORDER,) and path[:-2] == touched[:-2]


# ---------------------------------------------------------------- the laws


@pytest.mark.parametrize("name", KNOWN)
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_an_edit_changes_what_was_wanted_and_no_comment_is_lost(
    name: str, data: st.DataObject
) -> None:
    text = TEXTS[name]
    before = content_of(compose(text.removeprefix("\ufeff")))
    operation = data.draw(operations(before))
    done = tried(text, operation)
    if done is None:
        return
    after = content_of(compose(done.text.removeprefix("\ufeff")))
    assert read_map(done.text).text == done.text
    assert done.before == text
    for path in changed_paths(before, after):
        assert any(meet(path, one) or swapped(path, one) for one in done.touched), path
    lost = comments(text) - comments(done.text)
    if operation["op"] != "remove":
        assert not lost, operation
    else:
        where = text.splitlines()
        assert sum(lost.values()) <= len(where) - len(done.text.splitlines()) + 2
    assert ("\r\n" in text) == ("\r\n" in done.text)
    assert "\r" not in done.text.replace("\r\n", "")


@pytest.mark.parametrize("name", ["odd", "golden"])
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_edits_of_different_elements_may_come_in_any_order(
    name: str, data: st.DataObject
) -> None:
    text = TEXTS[name]
    content = content_of(compose(text))
    one, other = data.draw(operations(content)), data.draw(operations(content))
    assume("add" not in (one["op"], other["op"]) and "move" not in (one["op"], other["op"]))
    first, second = tried(text, one), tried(text, other)
    assume(first is not None and second is not None)
    assert first is not None
    assert second is not None
    assume(not any(meet(a, b) for a in first.touched for b in second.touched))
    left, right = tried(first.text, other), tried(second.text, one)
    assert (left is None) == (right is None)
    if left is not None and right is not None:
        assert content_of(compose(left.text)) == content_of(compose(right.text))


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_several_operations_are_as_good_as_one_after_another(data: st.DataObject) -> None:
    content = content_of(compose(ODD))
    chosen = data.draw(st.lists(operations(content), min_size=2, max_size=4))
    together, text = tried(ODD, *chosen), ODD
    assume(together is not None)
    assert together is not None
    for one in chosen:
        done = tried(text, one)
        # Between two operations of one step the map may be wrong; between two steps not.
        assume(done is not None)
        assert done is not None
        text = done.text
    assert content_of(compose(text)) == content_of(compose(together.text))


def test_what_was_removed_is_gone_and_its_comments_with_it() -> None:
    wanted: list[Operation] = [Remove(("touchpoints", "form", "steps", 1))]
    done = apply(ODD, wanted)
    assert "form_open" in done.text
    assert "Отправил" not in done.text
    with pytest.raises(MapFault):
        apply(ODD, [Remove(("touchpoints", "form", "steps", 2))])
