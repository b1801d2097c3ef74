"""Of those who came as far as k touches, how many bought then (domain model 2.5.5)."""

from reference.cycle import first_payment
from reference.walked import Story, Walked, cohort
from tropa.measure.fold import Asked


def chance_at_touch(stories: list[Story], asked: Asked) -> list[tuple[int, int]]:
    """For each number of touches: bought with so many, came as far."""
    journeys = [(touches(one, asked), bought(one, asked)) for one in cohort(stories, asked)]
    most = max((count for count, _ in journeys), default=-1)
    return [
        (
            sum(count == k and sale for count, sale in journeys),
            sum(count >= k for count, _ in journeys),
        )
        for k in range(most + 1)
    ]


def bought(journey: Walked, asked: Asked) -> bool:
    return journey.won_at is not None and first_payment(journey, asked) is not None


def touches(journey: Walked, asked: Asked) -> int:
    """Before the purchase, or so far."""
    counted = [one.at for one in journey.contacts if one.counted]
    if not bought(journey, asked):
        return len(counted)
    paid = first_payment(journey, asked)
    assert paid is not None
    return sum(at < paid for at in counted)
