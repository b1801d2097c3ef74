"""Costs taken in: once, however often they come, and on from where it broke off."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from tropa.collect.source import STANDARD, source_of
from tropa.cost import Cost
from tropa.errors import Unavailable
from tropa.keep.costs import CostsKept
from tropa.testing import HandClock, Temporary, temporary_workspace
from tropa.workspace.copying import back_up, restore
from tropa.workspace.intake.cost_importing import (
    CostLoading,
    choose_cost_mappings,
    plan_of_costs,
    save_cost_guess,
    take_costs,
)
from tropa.workspace.intake.failing import as_lines, chosen_failed, mended, message_of, replay
from tropa.workspace.rebuilding import forget_derived

NOW = "2026-04-01T00:00"
HEAD = "date,amount,channel,kind\n"
ROWS = HEAD + "".join(f"2026-03-{1 + at % 28:02d},{at},vk,ad\n" for at in range(40))
MAP = """
map: shop
title: Shop
currency: {}
stages: [{{stage: a}}]
touchpoints: [{{touchpoint: t, event: asked, stage: a}}]
"""


@pytest.fixture
def shop() -> Generator[Temporary]:
    with temporary_workspace(clock=HandClock(NOW)) as tried:
        yield tried


def take(tried: Temporary, text: str = ROWS, name: str = "rows.csv") -> CostLoading:
    source = source_of(text.encode(), name)
    [chosen] = choose_cost_mappings(tried.workspace, source, None)
    save_cost_guess(tried.workspace, chosen)
    plan = plan_of_costs(tried.workspace, chosen)
    return take_costs(tried.workspace, source, plan, lambda _: None)


def kept(tried: Temporary) -> list[Cost]:
    return tried.workspace.ledger.costs.between()


def test_the_same_file_again_adds_nothing(shop: Temporary) -> None:
    first, again = take(shop), take(shop)
    assert (first.rows, first.added, first.earlier) == (40, 40, False)
    assert first.spent == {"RUB": 100 * sum(range(40))}
    assert again.earlier
    assert len(kept(shop)) == 40


def test_the_same_costs_under_another_name_add_nothing(shop: Temporary) -> None:
    take(shop)
    loading = take(shop, ROWS + "2026-03-30,5,vk,ad\n", "copy.csv")
    assert (loading.added, loading.known) == (1, 40)
    assert loading.spent == {"RUB": 500}
    assert len(kept(shop)) == 41


def test_costs_are_no_events(shop: Temporary) -> None:
    take(shop)
    assert shop.workspace.ledger.inbox.waiting() == 0


def test_every_row_is_accounted_for(shop: Temporary) -> None:
    loading = take(shop, ROWS + "tomorrow,1,vk,ad\n2026-03-05,1,vk,chocolate\n")
    assert (loading.rows, loading.added, loading.known, loading.refused) == (42, 40, 0, 2)
    assert [one.code for one in loading.examples] == ["bad_day", "unknown_kind"]
    assert sum(shop.workspace.ledger.failed.counts().values()) == 2
    [record] = shop.workspace.ledger.catalogue.imports()
    assert record.finished
    assert dict(record.counts) == {
        "rows": 42, "accepted": 40, "duplicates": 0, "conflicts": 0, "refused": 2,
    }  # fmt: skip


def test_an_id_with_another_content_waits_and_changes_nothing(shop: Temporary) -> None:
    head = "cost id,date,amount\n"
    take(shop, head + "A,2026-03-01,5\n")
    loading = take(shop, head + "A,2026-03-01,6\nB,2026-03-01,6\n", "later.csv")
    assert (loading.rows, loading.added, loading.refused) == (2, 1, 1)
    assert loading.examples[0].code == "cost_changed"
    assert [one.amount for one in kept(shop)] == [500, 600]
    [waiting] = chosen_failed(shop.workspace, "all")
    assert "«A»" in message_of(waiting, "ru")
    assert replay(shop.workspace, [waiting]).waiting == 1


def test_an_import_that_could_not_be_kept_goes_on_when_it_can(
    shop: Temporary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> CostsKept:
        raise Unavailable("unavailable", problem="full")

    monkeypatch.setattr(type(shop.workspace.ledger.costs), "keep", full)
    with pytest.raises(Unavailable):
        take(shop)
    monkeypatch.undo()
    assert take(shop).added == 40
    assert len(kept(shop)) == 40


def test_an_import_broken_off_goes_on_from_there(
    shop: Temporary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Equal rows on both sides of the break stay as many as they were."""
    text = HEAD + "2026-03-01,5,vk,ad\n" * 10 + "tomorrow,5,vk,ad\n" * 2
    source = source_of(text.encode(), "rows.csv")
    monkeypatch.setattr(
        "tropa.collect.open_table.open_tables.__defaults__", (replace(STANDARD, chunk=4),)
    )
    [chosen] = choose_cost_mappings(shop.workspace, source, None)
    plan = plan_of_costs(shop.workspace, chosen)

    def enough(loading: CostLoading) -> None:
        if loading.rows == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_costs(shop.workspace, source, plan, enough)
    assert len(kept(shop)) == 4
    shop.reopen()
    loading = take_costs(shop.workspace, source, plan, lambda _: None)
    assert (loading.resumed, loading.rows, loading.added, loading.refused) == (1, 12, 10, 2)
    assert len(kept(shop)) == 10
    assert sum(shop.workspace.ledger.failed.counts().values()) == 2


def test_bad_rows_are_mended_and_taken_in_as_costs(shop: Temporary) -> None:
    take(shop, HEAD + "2026-03-01,5,vk,ad\n2026-13-01,7,vk,ad\n2026-03-03,9,vk,\n")
    waiting = chosen_failed(shop.workspace, "all")
    assert [one.source for one in waiting] == ["costs:rows"] * 2
    lines = b"".join(as_lines(waiting)).replace(b"2026-13-01", b"2026-03-02")
    assert b'"row"' in lines
    done = replay(shop.workspace, mended(shop.workspace, lines, "failed.jsonl"))
    assert (done.kept, done.waiting) == (1, 1)
    assert [one.amount for one in kept(shop)] == [500, 700]
    assert shop.workspace.ledger.failed.counts() == {"no_kind": 1}
    assert shop.workspace.ledger.inbox.waiting() == 0


def test_a_saved_mapping_is_read_and_stands_apart_from_those_of_events(
    shop: Temporary,
) -> None:
    take(shop)
    path = shop.folder / "mappings" / "rows.costs.yaml"
    path.write_text(path.read_text("utf-8").replace("column: kind", "column: channel"), "utf-8")
    source = source_of(ROWS.encode(), "rows.csv")
    [chosen] = choose_cost_mappings(shop.workspace, source, None)
    assert (chosen.guess, chosen.mapping.kind.column) == (None, "channel")
    assert not (shop.folder / "mappings" / "rows.yaml").exists()


@pytest.mark.parametrize(("currency", "expected"), [("BYN", "BYN"), ("RUB", "RUB")])
def test_amounts_are_in_the_currency_of_the_map(currency: str, expected: str) -> None:
    with temporary_workspace(MAP.format(currency), clock=HandClock(NOW)) as tried:
        take(tried, HEAD + "2026-03-01,5,vk,ad\n")
        assert [one.currency for one in kept(tried)] == [expected]


def test_costs_are_in_the_backup_and_outlive_whatever_is_derived(
    shop: Temporary, tmp_path: Path
) -> None:
    take(shop)
    back_up(shop.workspace, tmp_path / "copy.zip")
    restore(tmp_path / "copy.zip", tmp_path / "restored")
    restored = Temporary(tmp_path / "restored", HandClock(NOW))
    assert kept(restored) == kept(shop)
    # The file is known there, too.
    assert take(restored).earlier
    restored.workspace.close()
    shop.workspace.close()
    forget_derived(shop.folder)
    shop.workspace = Temporary(shop.folder, HandClock(NOW)).workspace
    assert len(kept(shop)) == 40
