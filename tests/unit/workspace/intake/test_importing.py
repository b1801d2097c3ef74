"""Files taken in: once, however often they come, and on from where it broke off."""

from collections.abc import Generator
from pathlib import Path

import pytest

from tropa.collect.source import source_of
from tropa.errors import Unavailable
from tropa.testing import HandClock, Temporary, temporary_workspace
from tropa.workspace.intake.importing import Loading, choose_mappings, plan_of, take_in

ROWS = "user_id,event,timestamp,amount\n" + "".join(
    f"u{number},asked,2026-03-{2 + number % 20:02d}T10:00:00Z,{number}\n"
    for number in range(40)
)


@pytest.fixture
def shop() -> Generator[Temporary]:
    with temporary_workspace(clock=HandClock("2026-04-01T00:00")) as tried:
        yield tried


def take(tried: Temporary, text: str = ROWS, name: str = "rows.csv") -> Loading:
    source = source_of(text.encode(), name)
    [chosen] = choose_mappings(tried.workspace, source, None)
    plan = plan_of(tried.workspace, chosen, None)
    return take_in(tried.workspace, source, plan, lambda _: None)


def kept(tried: Temporary) -> int:
    return sum(block.count for block in tried.workspace.ledger.inbox.blocks(0, 1_000_000))


def test_the_same_file_again_adds_nothing(shop: Temporary) -> None:
    first, again = take(shop), take(shop)
    assert (first.rows, first.accepted, first.earlier) == (40, 40, False)
    assert again.earlier
    assert kept(shop) == 40


def test_the_same_rows_in_another_file_are_duplicates(shop: Temporary) -> None:
    take(shop)
    more = ROWS + "u99,asked,2026-03-05T10:00:00Z,1\n"
    loading = take(shop, more)
    assert (loading.accepted, loading.duplicates) == (1, 40)
    assert kept(shop) == 41


def test_equal_rows_of_one_file_are_as_many_events(shop: Temporary) -> None:
    line = "u1,asked,2026-03-05T10:00:00Z,1\n"
    loading = take(shop, "user_id,event,timestamp,amount\n" + line * 3)
    assert (loading.accepted, loading.duplicates) == (3, 0)


def test_every_row_is_accounted_for(shop: Temporary) -> None:
    bad = ROWS + "u1,,2026-03-05T10:00:00Z,1\nu2,asked,tomorrow,1\n"
    loading = take(shop, bad)
    assert (loading.rows, loading.accepted, loading.refused.total()) == (42, 40, 2)
    assert sum(shop.workspace.ledger.failed.counts().values()) == 2
    [record] = shop.workspace.ledger.catalogue.imports()
    assert (record.counts["rows"], record.counts["refused"]) == (42, 2)


def test_an_import_that_could_not_be_kept_goes_on_when_it_can(
    shop: Temporary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(type(shop.workspace.ledger.inbox), "commit", full)
    with pytest.raises(Unavailable):
        take(shop)
    monkeypatch.undo()
    assert kept(shop) == 0
    assert take(shop).accepted == 40
    assert kept(shop) == 40


def test_a_file_without_a_mapping_of_its_own_uses_the_one_saved(shop: Temporary) -> None:
    take(shop)
    assert not list(Path(shop.folder / "mappings").glob("*.yaml"))
