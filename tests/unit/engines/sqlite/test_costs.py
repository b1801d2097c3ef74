"""The ledger of costs: each kept once, together with what came beside it, or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from live.ledger_file import ledger_file
from tropa.cost import Cost
from tropa.engines.sqlite.ledger import SqliteLedger, open_ledger
from tropa.engines.sqlite.schema import STEPS
from tropa.errors import Unavailable
from tropa.keep.costs import CostsKept

ONE = Cost("a", 20_513, 20_514, 12_550, "RUB", "ad", "vk", "весна", "banner", "marketer", "x")
TWO = Cost("b", 20_514, 20_545, -7, "USD", "salary")


def keep(ledger: SqliteLedger, *costs: Cost) -> CostsKept:
    return ledger.costs.keep(costs, "import", lambda _: None)


def test_a_cost_kept_is_the_cost_read(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    assert keep(ledger, ONE, TWO) == CostsKept(added=(0, 1))
    ledger.close()
    again = open_ledger(tmp_path / "ledger.sqlite")
    assert again.costs.between() == [ONE, TWO]
    again.close()


def test_a_cost_that_comes_again_adds_nothing() -> None:
    ledger = open_ledger(None)
    keep(ledger, ONE)
    assert keep(ledger, TWO, ONE, TWO) == CostsKept(added=(0,), known=(1, 2))
    assert len(ledger.costs.between()) == 2
    ledger.close()


def test_another_cost_under_a_key_that_is_taken_is_not_kept() -> None:
    ledger = open_ledger(None)
    other = replace(ONE, amount=1)
    assert keep(ledger, ONE, other) == CostsKept(added=(0,), conflicts=(1,))
    assert ledger.costs.between() == [ONE]
    ledger.close()


def test_costs_are_found_by_their_days() -> None:
    ledger = open_ledger(None)
    keep(ledger, ONE, TWO)
    for since, until, found in (
        (20_513, 20_514, [ONE]),
        (20_514, 20_515, [TWO]),
        (20_544, None, [TWO]),
        (20_545, None, []),
        (None, 20_513, []),
        (None, 20_515, [ONE, TWO]),
    ):
        assert ledger.costs.between(since, until) == found, (since, until)
    ledger.close()


def test_what_comes_beside_is_kept_with_the_costs_or_nothing_is() -> None:
    ledger = open_ledger(None)

    def broken(kept: CostsKept) -> None:
        ledger.records.put("taken", len(kept.added))
        raise KeyError

    with pytest.raises(KeyError):
        ledger.costs.keep([ONE], "import", broken)
    assert ledger.costs.between() == []
    assert ledger.records.get("taken") is None
    ledger.costs.keep(
        [ONE], "import", lambda kept: ledger.records.put("taken", len(kept.added))
    )
    assert (len(ledger.costs.between()), ledger.records.get("taken")) == (1, 1)
    ledger.close()


def test_costs_that_cannot_be_kept_are_not_acknowledged() -> None:
    ledger = open_ledger(None)
    ledger.connection.raw.execute("DROP TABLE cost")
    with pytest.raises(Unavailable):
        keep(ledger, ONE)
    ledger.close()


def test_a_ledger_without_costs_becomes_one_with_them(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with ledger_file(path) as made:
        for step in STEPS[:2]:
            made.execute(step)
        made.execute("PRAGMA user_version=2")
    ledger = open_ledger(path)
    assert keep(ledger, ONE).added == (0,)
    ledger.close()
