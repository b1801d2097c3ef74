"""Money: revenue by the day of payment, win rate by the day of closing, velocity.

    revenue gross    Σ payments in the period;  net: less money given back in it
    average deal     gross payments of won journeys ÷ gross wins;  net likewise
    win rate         won ÷ (won + lost), both by closing day; disqualified stand aside
    velocity         opportunities × win rate × average deal ÷ length of the cycle, a day

Opportunities are journeys under way, not won, on the «qualified» stage or later; those without
a touch for over twice the norm of their stage are stale, counted apart. Win rate and average
deal of velocity are of the trailing window before `as_of`, its beginning included. The cycle is
the median of `tropa.measure.cycle`. Amounts are minor units.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, DAY, FOREVER, Instant
from tropa.measure.contacts import last_touches
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.measure.payments import payments
from tropa.place.standing import LOST_AT, STAGE, STATUS, WON_AT, Standing
from tropa.place.state import ACTIVE

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

# Columns of the state.
PAID, REFUNDED, DEAL_PAID, DEAL_NET, WON, LOST, LATE_PAID, LATE_WON, LATE_LOST = range(9)
OPEN, STALE = 9, 10
_WIDTH: Final = 11
_PATIENCE: Final = 2
"""A deal nobody has touched for longer than so many norms of its stage is stale."""


@dataclass(frozen=True, slots=True)
class MoneyAnswer:
    """Amounts in minor units; unknown where nothing was won."""

    gross: int
    net: int
    average_deal: float | None
    average_deal_net: float | None
    win_rate: Rate
    opportunities: int
    stale: int
    """Opportunities nobody has touched for too long: left out of velocity."""
    trailing_win_rate: Rate
    trailing_average_deal: float | None


class Money:
    """Revenue, average deal, win rate, and the parts of velocity."""

    def start(self, asked: Asked) -> Int64:
        _ = asked
        return np.zeros(_WIDTH, np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        sums = np.zeros(_WIDTH, np.int64)
        table, valid = standing.table, standing.valid
        journey, at, amount = payments(standing)
        paid_now = valid[journey] & in_period(at, asked)
        sums[PAID] = amount[paid_now & (amount > 0)].sum()
        sums[REFUNDED] = -amount[paid_now & (amount < 0)].sum()
        won = valid & in_period(table[:, WON_AT], asked)
        lost = valid & in_period(table[:, LOST_AT], asked)
        sums[WON], sums[LOST] = won.sum(), lost.sum()
        sums[DEAL_PAID] = amount[won[journey] & (amount > 0)].sum()
        sums[DEAL_NET] = amount[won[journey]].sum()
        late, missed = _trailing(standing, WON_AT, asked), _trailing(standing, LOST_AT, asked)
        sums[LATE_WON], sums[LATE_LOST] = late.sum(), missed.sum()
        sums[LATE_PAID] = amount[late[journey] & (amount > 0)].sum()
        sums[OPEN], sums[STALE] = _opportunities(standing, asked)
        return state + sums

    def merge(self, left: Int64, right: Int64) -> Int64:
        return left + right

    def finish(self, state: Int64, asked: Asked) -> MoneyAnswer:
        _ = asked
        n = [int(number) for number in state]
        return MoneyAnswer(
            gross=n[PAID],
            net=n[PAID] - n[REFUNDED],
            average_deal=_each(n[DEAL_PAID], n[WON]),
            average_deal_net=_each(n[DEAL_NET], n[WON]),
            win_rate=Rate(n[WON], n[WON] + n[LOST]),
            opportunities=n[OPEN],
            stale=n[STALE],
            trailing_win_rate=Rate(n[LATE_WON], n[LATE_WON] + n[LATE_LOST]),
            trailing_average_deal=_each(n[LATE_PAID], n[LATE_WON]),
        )


def velocity_per_day(money: MoneyAnswer, cycle_median: float | None) -> float | None:
    """What the funnel earns a day, minor units; None while a part of it is unknown.

    Args:
        money: with the trailing window's win rate and average deal.
        cycle_median: length of the sales cycle, µs.
    """
    rate, deal = money.trailing_win_rate.rate, money.trailing_average_deal
    if rate is None or deal is None or not cycle_median:
        return None
    return money.opportunities * rate * deal / (cycle_median / DAY)


def trailing_since(asked: Asked) -> Instant:
    """Where the trailing window begins; it is unlimited when the policy says so."""
    length = asked.map.policy.trailing
    return asked.as_of - length if length else BEFORE


def _trailing(standing: Standing, when: int, asked: Asked) -> Bools:
    """Valid journeys to which it happened inside the trailing window."""
    at = standing.column(when)
    return standing.valid & (at >= trailing_since(asked)) & (at <= asked.as_of)


def _opportunities(standing: Standing, asked: Asked) -> tuple[int, int]:
    """How many journeys may yet be won, and beside them those not touched for too long."""
    stage, map_ = standing.column(STAGE), asked.map
    going = np.flatnonzero(
        standing.valid
        & (standing.column(STATUS) == ACTIVE)
        & (standing.column(WON_AT) == FOREVER)
        & (stage >= max(0, map_.stage_index(map_.qualified)))
    )
    patience = [_PATIENCE * one.norm if one.norm else FOREVER for one in map_.stages]
    gap = asked.as_of - last_touches(standing, going)
    stale = int(np.count_nonzero(gap > np.asarray(patience, np.int64)[stage[going]]))
    return len(going) - stale, stale


def _each(total: int, count: int) -> float | None:
    return total / count if count else None
