"""LTV as it was, customer by customer (domain model 2.5.6); amounts in minor units."""

from fractions import Fraction

from reference.orders import Payments, least, orders
from tropa.clock import DAY
from tropa.measure.fold import Asked

MONTH = 30 * DAY


def lifetime(people: dict[int, Payments], asked: Asked, months: int) -> dict[str, object]:
    """Customers, and for each age those who reached it and what they had brought."""
    born = {
        person: made[0].at
        for person, paid in people.items()
        if (made := orders(paid, least(asked)))
        if asked.since <= made[0].at < asked.until
    }
    return {
        "customers": len(born),
        "ages": [at_age(people, born, asked, age) for age in range(1, months + 1)],
    }


def at_age(
    people: dict[int, Payments], born: dict[int, int], asked: Asked, age: int
) -> dict[str, object]:
    """Those old enough, and what they paid before that birthday."""
    old = [person for person, at in born.items() if at + age * MONTH <= asked.as_of]
    net = sum(
        amount
        for person in old
        for at, amount in people[person]
        if born[person] <= at < born[person] + age * MONTH
    )
    return {"months": age, "customers": len(old), "net": net}


def ltv(
    found: dict[str, object], margin: float | None, *, paid_is_kept: bool
) -> Fraction | None:
    """Margin a customer of that age."""
    customers, net = found["customers"], found["net"]
    assert isinstance(customers, int)
    assert isinstance(net, int)
    if margin is None or not paid_is_kept or not customers:
        return None
    return Fraction(margin) * net / customers


def pay_back(ltvs: list[Fraction | None], cac: Fraction) -> int | None:
    """The first month that has paid back."""
    for months, value in enumerate(ltvs, 1):
        if value is not None and value >= cac:
            return months
    return None
