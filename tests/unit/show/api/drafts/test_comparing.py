"""A map beside another edition of it, and beside another map."""

from collections.abc import Generator
from typing import Any

import pytest

from tropa.errors import UsageFault
from tropa.map.edit.operation import Add, Operation, Remove, Rename, Set
from tropa.show.api.drafts.comparing import compared_json
from tropa.testing import HandClock, Temporary, temporary_workspace
from tropa.workspace.drafts.compared_maps import Which, compare, side
from tropa.workspace.drafts.draft import open_draft
from tropa.workspace.drafts.editing import Asked, edit_elements
from tropa.workspace.drafts.publish import publish

MAP = """\
tropa: 1
map: shop
title: Магазин
timezone: Europe/Moscow

stages:
  - stage: lead
    title: Заявка
    lost_after: 14d
  - stage: quote
    title: Расчёт

touchpoints:
  - touchpoint: form
    title: Форма
    stage: lead
    from: buyer
    event: form_submitted
  - touchpoint: call
    title: Звонок
    stage: lead
    from: seller
    event: call_made

sale: did form
"""
"""A map whose first edition is this text."""


@pytest.fixture
def shop() -> Generator[Temporary]:
    with temporary_workspace(MAP, [], clock=HandClock("2026-03-03T00:00")) as tried:
        publish(tried.workspace, "shop", "")
        yield tried


def told(shop: Temporary, this: Which, other: Which, map_id: str = "shop") -> dict[str, Any]:
    ours = side(shop.workspace, "shop", this)
    return compared_json(compare(ours, side(shop.workspace, map_id, other)), "ru")


def step(shop: Temporary, *operations: Operation) -> None:
    base = open_draft(shop.workspace, "shop").digest
    edit_elements(shop.workspace, "shop", Asked(base), operations)


def test_a_draft_is_told_by_what_it_has_more_less_and_otherwise(shop: Temporary) -> None:
    step(
        shop,
        Set(("stages", "lead", "lost_after"), "21d"),
        Rename(("touchpoints", "form"), "request"),
        Remove(("touchpoints", "call")),
        Add(("touchpoints",), {"title": "Чат", "stage": "quote"}, "chat"),
    )
    found = told(shop, "draft", 1)
    assert found["names"] == {"form": "request"}
    assert found["counts"] == {"added": 1, "removed": 1, "changed": 2}
    by_kind = {one["kind"]: one for one in found["changes"]}
    assert by_kind["added"]["path"] == ["touchpoints", "chat"]
    assert by_kind["removed"]["path"] == ["touchpoints", "call"]
    assert by_kind["changed"]["path"] == ["stages", "lead", "lost_after"]
    assert "14d" in by_kind["changed"]["words"]
    assert (found["this"]["edition"], found["other"]["edition"]) == (None, 1)
    # The other way round it is the other way round.
    assert told(shop, 1, "draft")["counts"] == {"added": 1, "removed": 1, "changed": 2}
    assert told(shop, 1, 1)["changes"] == []


def test_a_variant_is_compared_by_what_is_the_same_in_both(shop: Temporary) -> None:
    variant = MAP.replace("map: shop", "map: no_sales").replace("Магазин", "Без отдела продаж")
    variant = variant.replace("title: Звонок", "title: Обратный звонок")
    shop.workspace.maps.write_draft("no_sales", variant.encode())
    found = told(shop, "latest", "latest", "no_sales")
    assert found["other"] == {"map": "no_sales", "edition": None, "title": "Без отдела продаж"}
    [change] = found["changes"]
    assert change["path"] == ["touchpoints", "call", "title"]


def test_an_edition_that_is_not_there_is_said_so(shop: Temporary) -> None:
    with pytest.raises(UsageFault) as caught:
        told(shop, "draft", 7)
    assert caught.value.code == "no_such_edition"
