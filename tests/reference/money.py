"""Money, win rate, velocity (domain model 2.5.2, 2.5.6); amounts in minor units."""

from collections.abc import Callable
from fractions import Fraction

from reference.walked import Story, Walked, in_period, valid
from tropa.map.document import UNLIMITED
from tropa.measure.fold import Asked


def money(stories: list[Story], asked: Asked) -> dict[str, object]:
    """Everything told of money, of the period and of the trailing window."""
    journeys = valid(stories, asked)
    sums = [amount for one in journeys for at, amount in one.payments if in_period(at, asked)]
    won = [one for one in journeys if in_period(one.won_at, asked)]
    lost = [one for one in journeys if in_period(one.lost_at, asked)]
    late_won = [one for one in journeys if trailing(one.won_at, asked)]
    late_lost = [one for one in journeys if trailing(one.lost_at, asked)]
    going = [one for one in journeys if is_opportunity(one, asked)]
    stale = [one for one in going if is_stale(one, asked)]
    return {
        "gross": sum(one for one in sums if one > 0),
        "net": sum(sums),
        "average_deal": each(won, paid),
        "average_deal_net": each(won, paid_net),
        "win_rate": (len(won), len(won) + len(lost)),
        "opportunities": len(going) - len(stale),
        "stale": len(stale),
        "trailing_win_rate": (len(late_won), len(late_won) + len(late_lost)),
        "trailing_average_deal": each(late_won, paid),
    }


def paid(journey: Walked) -> int:
    return sum(amount for _, amount in journey.payments if amount > 0)


def paid_net(journey: Walked) -> int:
    return sum(amount for _, amount in journey.payments)


def each(journeys: list[Walked], amount: Callable[[Walked], int]) -> Fraction | None:
    """So much a journey."""
    total = sum(amount(one) for one in journeys)
    return Fraction(total, len(journeys)) if journeys else None


def trailing(at: int | None, asked: Asked) -> bool:
    """Whether it happened in the window that ends now."""
    window = asked.map.policy.trailing
    return at is not None and (window == UNLIMITED or asked.as_of - at <= window)


def is_opportunity(journey: Walked, asked: Asked) -> bool:
    """Under way, unsold, on the qualified stage or later."""
    first = max(0, asked.map.stage_index(asked.map.qualified))
    return journey.status == "active" and journey.won_at is None and journey.stage >= first


def is_stale(journey: Walked, asked: Asked) -> bool:
    """Nobody has touched it for more than twice the norm of its stage."""
    norm = asked.map.stages[journey.stage].norm
    touched = [journey.opened_at, *(one.at for one in journey.contacts if one.counted)]
    return norm is not None and asked.as_of - max(touched) > 2 * norm


def velocity(
    opportunities: int,
    win_rate: tuple[int, int],
    average_deal: Fraction | None,
    cycle_days: Fraction | None,
) -> Fraction | None:
    """What the funnel earns a day."""
    won, closed = win_rate
    if not closed or average_deal is None or not cycle_days:
        return None
    return opportunities * Fraction(won, closed) * average_deal / cycle_days
