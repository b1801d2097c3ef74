"""Repeat purchases of the CD shop: the shipped set by its map, the whole one in columns."""

import gzip
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, TypeVar

import numpy as np
import pytest

from golden.asking import EXAMPLES, Company
from real.sets import APART, example, imported, instant, known
from tropa.clock import DAY, FOREVER, WEEK, Instant, from_datetime
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.measure.fold import Asked, Fold
from tropa.measure.next_order import NextOrder
from tropa.measure.orders import Orders, Paid, orders_of
from tropa.measure.repeat import Repeat, repeat
from tropa.measure.rfm import Rfm, rfm
from tropa.measure.run import run
from tropa.workspace.answers import board_of
from tropa.workspace.opening import open_workspace
from unit.collect.files import data_folder

T = TypeVar("T")

AS_OF: Final = "1998-07-01"
MAP: Final[Map] = read_map(example("cdnow"))
END: Final = from_datetime(datetime(1998, 7, 1, tzinfo=UTC))
HALFWAY: Final = from_datetime(datetime(1997, 10, 1, tzinfo=UTC))
"""The published study learns from what came before, and foretells what came after."""


# ---------------------------------------------------------------- the shipped example


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp("cdnow_repeat") / "firm"
    return imported(folder, "cdnow", EXAMPLES / "cdnow" / "orders.csv")


def told(firm: Company, fold: Fold[Any, T]) -> T:
    """What a measure tells of a workspace."""
    with open_workspace(firm.folder) as workspace:
        board = board_of(workspace, firm.map_id)
        asked = Asked(board.edition.map, instant(AS_OF, board.edition.map.zone))
        [found] = run((fold,), board.slices(), asked)
    return found


def test_the_shipped_example_tells_its_repeat_rate(shipped: Company) -> None:
    """Of its 300 first orders one cost nothing, and was the only one of its customer."""
    found, counts = told(shipped, Repeat()), paid_orders()
    assert (found.customers, found.orders) == (len(counts), sum(counts)) == (299, 847)
    ladder = [(one.rate.numerator, one.rate.denominator) for one in found.ladder[:3]]
    reached = [sum(count >= least for count in counts) for least in (1, 2, 3, 4)]
    assert ladder == [(more, all_) for all_, more in pairwise(reached)]
    assert found.rate.numerator == 144
    assert found.shared.total == 27_577_74


def paid_orders() -> list[int]:
    """How many paid orders each customer made, row by row of the file."""
    rows = (EXAMPLES / "cdnow" / "orders.csv").read_text("utf-8").splitlines()[1:]
    paid = [row.split(",")[0] for row in rows if Decimal(row.split(",")[3]) > 0]
    return [paid.count(one) for one in sorted(set(paid))]


def test_the_shipped_example_has_rhythms_and_segments(shipped: Company) -> None:
    late, segments = told(shipped, NextOrder()), told(shipped, Rfm())
    assert late.customers == segments.customers == 299
    assert late.on_time + late.overdue + late.dormant + late.lost == 299
    assert sum(one.net for one in segments.segments) == 27_577_74


# ---------------------------------------------------------------- the whole set


def occasions(name: str, header: int, customer: int) -> Paid:
    """Orders of one customer on one day as one, as the published figures count them."""
    file, found = data_folder("cdnow") / name, dict[tuple[int, str], Decimal]()
    with gzip.open(file, "rt", encoding="ascii") as lines:
        for line in list(lines)[header:]:
            words = line.split()
            key = int(words[customer]), words[customer + 1]
            found[key] = found.get(key, Decimal(0)) + Decimal(words[-1])
    return Paid(
        np.array([who for who, _ in found], np.int64),
        np.array([day(text) for _, text in found], np.int64),
        np.array([int(value * 100) for value in found.values()], np.int64),
    )


def day(text: str) -> Instant:
    return from_datetime(datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC))


def between(paid: Paid, since: Instant, until: Instant) -> Orders:
    """Orders of a stretch; what cost nothing counts, as it does in the published figures."""
    which = (paid.at >= since) & (paid.at < until)
    return orders_of([Paid(*(column[which] for column in paid))], least=0)


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return known(data_folder("cdnow"))


@pytest.fixture(scope="module")
def whole() -> Orders:
    return between(occasions("CDNOW_master.txt.gz", 1, 0), 0, FOREVER)


@pytest.mark.slow
def test_as_many_came_again_as_is_known(whole: Orders, expected: dict[str, Any]) -> None:
    found, master = repeat(whole, Asked(MAP, END)), expected["master"]
    assert found.customers == master["customers"]
    assert found.orders == master["purchase_occasions"]
    assert found.rate.numerator == master["customers_with_2plus_occasions"]
    assert found.rate.rate == pytest.approx(master["repeat_rate"], abs=APART)
    assert found.shared.total / 100 == master["revenue"]


@pytest.mark.slow
def test_as_many_made_each_number_of_orders(whole: Orders, expected: dict[str, Any]) -> None:
    found = dict(repeat(whole, Asked(MAP, END)).by_orders)
    told: dict[str, int] = {str(n): found[n] for n in range(1, 8)}
    told["8+"] = sum(customers for n, customers in found.items() if n >= 8)
    assert told == expected["master"]["occasions_distribution"]


@pytest.mark.slow
def test_the_second_order_came_after_as_many_days(
    whole: Orders, expected: dict[str, Any]
) -> None:
    gap, days = (
        repeat(whole, Asked(MAP, END)).ladder[0].gap,
        expected["master"]["days_first_to_second"],
    )
    assert (gap.n, gap.median_days, gap.p90_days) == (days["n"], days["median"], days["p90"])
    assert gap.mean_days == pytest.approx(days["mean"], abs=APART)


@pytest.mark.slow
def test_each_month_acquired_as_many_customers(whole: Orders, expected: dict[str, Any]) -> None:
    acquired: dict[str, int] = expected["master"]["acquired_by_month"]
    assert list(acquired) == ["1997-01", "1997-02", "1997-03"]
    begins = [day(f"1997{month:02}01") for month in (1, 2, 3, 4)]
    found = [
        repeat(whole, Asked(MAP, END, since, until)).customers
        for since, until in pairwise(begins)
    ]
    assert found == list(acquired.values())


@pytest.mark.slow
def test_a_fifth_of_the_customers_brings_two_thirds_of_the_money(
    whole: Orders, expected: dict[str, Any]
) -> None:
    """Equals are not parted by a score, so that it is a fifth give or take an equal."""
    found = rfm(whole, Asked(MAP, END))
    best = found.money[-1]
    assert best.customers == pytest.approx(found.customers / 5, abs=2)
    share = expected["master"]["revenue_share_top_20pct_customers"]
    assert best.net / found.net == pytest.approx(share, abs=1e-4)


@pytest.mark.slow
def test_the_published_sample_came_again_as_often_by_its_halfway(
    expected: dict[str, Any],
) -> None:
    """Before the day the study looks ahead from, and after it."""
    sample, study = occasions("CDNOW_sample.txt.gz", 0, 1), expected["calibration"]
    before = between(sample, 0, HALFWAY)
    found = repeat(before, Asked(MAP, HALFWAY))
    assert found.rate.denominator == found.customers == study["customers"]
    assert found.rate.numerator == study["customers_with_repeat"]
    assert found.orders - found.customers == study["repeat_occasions_calibration"]
    weeks = int((before.last_at - before.first_at).sum()) / WEEK
    assert weeks == pytest.approx(study["sum_tx_weeks"], abs=APART)
    whole = repeat(between(sample, 0, FOREVER), Asked(MAP, END))
    assert whole.orders - found.orders == study["occasions_holdout_39_weeks"]
    assert whole.shared.total / 100 == expected["sample"]["revenue"]


@pytest.mark.slow
def test_a_window_of_repeat_leaves_out_whom_it_cannot_judge_yet(whole: Orders) -> None:
    """Counted once more, customer by customer."""
    within, as_of = 90 * DAY, day("19970501")
    ends = zip(whole.begins[:-1], whole.begins[1:], strict=True)
    people = [[at for at in whole.at[a:b].tolist() if at <= as_of] for a, b in ends]
    old = [one for one in people if one and as_of - one[0] >= within]
    came = [one for one in old if len(one) > 1 and one[1] - one[0] <= within]
    rate = repeat(upto(whole, as_of), Asked(MAP, as_of), within).rate
    assert (rate.numerator, rate.denominator) == (len(came), len(old))
    assert 0 < len(came) < len(old) < len(whole.person)


def upto(orders: Orders, as_of: Instant) -> Orders:
    kept = orders.at <= as_of
    person = np.repeat(orders.person, orders.counts)
    return orders_of([Paid(person[kept], orders.at[kept], orders.net[kept])], least=0)
