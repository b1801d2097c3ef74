"""Leads before a launch and after it, lead by lead (domain model 2.5.10)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, tzinfo
from fractions import Fraction
from statistics import NormalDist
from typing import NamedTuple

from reference.cycle import first_payment
from reference.interval import wilson_by_halving
from reference.quantile import quantile
from reference.walked import stories, walked
from tropa.chance import uniform
from tropa.clock import DAY, as_datetime, from_datetime
from tropa.measure.fold import Asked
from tropa.place.placed import Placed

Month = tuple[int, int]
"""Year and month."""
WORD = 2**64


class Lead(NamedTuple):
    """One lead, and what came of it in time."""

    edition: int
    month: Month
    sold: bool
    money: int


def leads(placed: Sequence[Placed], asked: Asked, within: int) -> list[Lead]:
    """Everybody who became a lead."""
    numbers = [one.edition.number for one in placed for _ in range(one.journeys)]
    found: list[Lead] = []
    for number, story in zip(numbers, stories(placed, asked.map), strict=True):
        if story.opened_at > asked.as_of:
            continue
        way = walked(story, asked.as_of)
        at = way.marks.get("lead")
        if at is None or "invalid" in way.marks:
            continue
        paid = first_payment(way, asked)
        sold = way.won_at is not None and paid is not None and paid <= at + within
        money = sum(sum_ for when, sum_ in way.payments if when <= at + within)
        found.append(Lead(number, month_of(at, asked.map.zone), sold, money))
    return found


def month_of(at: int, zone: tzinfo) -> Month:
    local = as_datetime(at, zone)
    return local.year, local.month


def moved(month: Month, by: int) -> Month:
    number = month[0] * 12 + month[1] - 1 + by
    return number // 12, number % 12 + 1


def begins(month: Month, zone: tzinfo) -> int:
    return from_datetime(datetime(month[0], month[1], 1, tzinfo=zone))


def ends(month: Month, zone: tzinfo) -> int:
    return begins(moved(month, 1), zone)


def months_between(found: Sequence[Lead]) -> list[Month]:
    """Every month from that of the first lead to that of the last."""
    if not found:
        return []
    months = [min(one.month for one in found)]
    while months[-1] < max(one.month for one in found):
        months.append(moved(months[-1], 1))
    return months


class Launch(NamedTuple):
    """When an edition went live, and when the next did."""

    edition: int
    at: int
    until: int | None
    alone: bool
    since: int


def effect(
    found: Sequence[Lead], asked: Asked, launch: Launch, within: int, cycle: Fraction | None
) -> dict[str, object]:
    """Everything the measure tells."""
    zone = asked.map.zone
    of_launch = [one for one in found if not launch.alone or one.edition == launch.edition]
    asked_for = [
        month
        for month in months_between(found)
        if begins(month, zone) >= asked.since and ends(month, zone) <= asked.until
    ]
    ripe = [month for month in asked_for if ends(month, zone) + within <= asked.as_of]
    ended = launch.until if launch.until is not None and launch.until <= asked.as_of else None
    live = [
        month
        for month in asked_for
        if begins(month, zone) >= launch.at and (ended is None or ends(month, zone) <= ended)
    ]
    after = [month for month in ripe if month in live][:12]
    past = [
        month
        for month in ripe
        if begins(month, zone) >= launch.since and ends(month, zone) <= launch.at
    ]
    with_leads = {one.month for one in found}
    year = [moved(month, -12) for month in after]
    by_season = after != [] and all(one in past and one in with_leads for one in year)
    before = year if by_season else past[max(0, len(past) - len(after)) :] if after else []
    mine, theirs = within_months(of_launch, after), within_months(found, before)
    both = bool(mine and theirs)
    judged = launch.at + max(90 * DAY, -int(-2 * (cycle or 0) // 1))
    return {
        "judged_from": judged,
        "early": asked.as_of < judged,
        "basis": "season" if by_season else "before",
        "after": side(mine, after),
        "before": side(theirs, before),
        "months": [
            {
                "now": side(within_months(of_launch, [month]), [month]),
                "earlier": earlier(found, moved(month, -12), past),
            }
            for month in after
        ],
        "unripe": len(
            [one for one in of_launch if one.month in live and one.month not in ripe]
        ),
        "by_earlier": len(within_months(found, after)) - len(mine),
        "conversion": rates(mine, theirs) if both else None,
        "money": money(mine, theirs) if both else None,
    }


def within_months(found: Sequence[Lead], months: Sequence[Month]) -> list[Lead]:
    return [one for one in found if one.month in months]


def side(found: Sequence[Lead], months: Sequence[Month]) -> dict[str, object]:
    return {
        "months": [f"{year:04d}-{month:02d}" for year, month in months],
        "sold": (sum(one.sold for one in found), len(found)),
        "money": sum(one.money for one in found),
        "per_lead": Fraction(sum(one.money for one in found), len(found)) if found else None,
    }


def earlier(found: Sequence[Lead], month: Month, past: Sequence[Month]) -> object:
    own = within_months(found, [month])
    return side(own, [month]) if month in past and own else None


def rates(after: Sequence[Lead], before: Sequence[Lead]) -> dict[str, object]:
    """Newcombe's interval from two of Wilson's."""
    (p, low, high), (q, less, more) = share(after), share(before)
    down = ((p - low) ** 2 + (more - q) ** 2) ** 0.5
    up = ((high - p) ** 2 + (q - less) ** 2) ** 0.5
    return {
        "difference": Fraction(p - q),
        "low": Fraction(max(-1.0, p - q - down)),
        "high": Fraction(min(1.0, p - q + up)),
        "of": Fraction(q),
    }


def share(found: Sequence[Lead]) -> tuple[float, float, float]:
    sold, of = sum(one.sold for one in found), len(found)
    low, high = wilson_by_halving(sold, of)
    return sold / of, low, high


# ---------------------------------------------------------------- the bootstrap


def money(after: Sequence[Lead], before: Sequence[Lead]) -> dict[str, object]:
    now, then = (Counter(one.money for one in found) for found in (after, before))
    one, other = mean(now), mean(then)
    changes = [
        mean(redrawn("after", draw, now)) - mean(redrawn("before", draw, then))
        for draw in range(500)
    ]
    return {
        "difference": one - other,
        "low": quantile(changes, Fraction(1, 40)),
        "high": quantile(changes, Fraction(39, 40)),
        "of": other,
        "few": len(after) < 30 or len(before) < 30,
    }


def mean(amounts: Counter[int]) -> Fraction:
    return Fraction(
        sum(amount * count for amount, count in amounts.items()), sum(amounts.values())
    )


def redrawn(side: str, draw: int, amounts: Counter[int]) -> Counter[int]:
    """Every lead a Poisson number of times; nobody at all is drawn as everybody."""
    salt = number(side, "draw", draw)
    taken: Counter[int] = Counter()
    for amount, count in amounts.items():
        if count > 1024:
            point = uniform("effect", side, draw, amount)
            taken[amount] = max(0, round(count + count**0.5 * NormalDist().inv_cdf(point)))
        else:
            taken[amount] = poisson(number(side, amount) ^ salt, count)
    return taken if taken.total() else amounts


def number(*names: str | int) -> int:
    return int(uniform("effect", *names) * 2**63)


def poisson(state: int, people: int) -> int:
    """Sixteen people a number, walking up the chances of none, one, two …"""
    found = 0
    while people > 0:
        together = min(people, 16)
        people -= together
        state = (state + 0x9E3779B97F4A7C15) % WORD
        point = ((mixed(state) >> 11) + 0.5) / 2**53
        chance, many = exp_of(-together), 0
        while point >= chance and many < 200:
            point -= chance
            many += 1
            chance *= together / many
        found += many
    return found


def mixed(word: int) -> int:
    """SplitMix64."""
    word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9 % WORD
    word = (word ^ (word >> 27)) * 0x94D049BB133111EB % WORD
    return word ^ (word >> 31)


def exp_of(power: int) -> float:
    return 2.718281828459045**power
