"""What is assumed of people where the map says nothing: every default can be changed."""

from dataclasses import dataclass, field
from typing import Final

from tropa.clock import DAY, Duration

_DEVICES: Final = (("phone", 0.65), ("desktop", 0.30), ("tablet", 0.05))
_SOURCES: Final = (("search", 0.5), ("direct", 0.3), ("referral", 0.2))

# How busy each hour of a day is, midnight first: people choose in the evening.
_HOURS: Final = (
    4, 2, 1, 1, 1, 2, 6, 14, 24, 34, 40, 42, 42, 40, 38, 38, 40, 44, 52, 60, 64, 56, 36, 14,
)  # fmt: skip
# The same of what sellers and buyers do together: calls, visits, contracts.
_OFFICE_HOURS: Final = (
    0, 0, 0, 0, 0, 0, 0, 0, 2, 30, 50, 56, 48, 40, 46, 50, 50, 46, 40, 20, 6, 0, 0, 0,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Shares are of one visit of a stage unless said otherwise."""

    # ------------------------------------------------------------ where people go

    goes_on: float = 0.5
    """Of those who enter a stage, who ever get further: where neither its `probability` nor
    the plan's figures of it and of the next stage say."""
    starts_later: float = 0.02
    """Of all who come, who begin on the second stage, as by a call."""
    steps_back: float = 0.03
    """Where a touchpoint may move back by one stage and no route says how many do."""
    refuses: float = 0.35
    """Of those not going on, who say so; the others fall silent."""
    withdraws: float = 0.01
    """Of those not going on, who forbid any contact for good."""
    returns: float = 0.10
    """Of the lost, who come back: where the plan does not say `returns`."""
    returns_after: Duration = 21 * DAY
    """How long after the loss, on the average: where the plan does not say."""
    spam: float = 0.05
    """Of visits of the first stage where people name themselves: spam, tests, duplicates."""
    not_ours: float = 0.02
    """Of the same: real people who cannot be served."""
    pauses: float = 0.03
    """Who name a day to be asked again before they decide."""
    pause: Duration = 20 * DAY
    """How far away that day is, on the average."""
    mistakes: float = 0.01
    """Who are marked as lost by mistake and taken back the same day."""
    acts_in_time: float = 0.6
    """Where time alone leads on, who do it by an act of their own before."""

    # ------------------------------------------------------------ after the sale

    refunds: float = 0.02
    """Of sales, given back in full: where the plan does not say `refunds`. Nothing follows."""
    repeats: float = 0.10
    """Of customers on the last stage, who order again: where no route and no plan says."""
    repeats_after: Duration = 45 * DAY
    """How long after coming there, on the average."""

    # ------------------------------------------------------------ times

    stays: Duration = 3 * DAY
    """A visit that leads on, on the average: where the stage has no `norm`."""
    spread: float = 0.8
    """Deviation of the logarithm of times."""
    hours: tuple[int, ...] = _HOURS
    office_hours: tuple[int, ...] = _OFFICE_HOURS
    weekdays: tuple[float, ...] = (1.08, 1.06, 1.04, 1.02, 0.98, 0.88, 0.94)
    """How many come on each day of the week, Monday first."""
    seasonal: bool = True
    """Whether the plan's `season` makes months differ."""

    # ------------------------------------------------------------ money

    deal: float = 1_000.0
    """A sale, on the average: where neither the plan's `deal` nor a product's price says."""
    deal_spread: float = 0.45
    """Deviation of its logarithm."""
    first_payment: float = 0.5
    """The part of a sale paid at once where stages follow it; the rest is paid on the next."""

    # ------------------------------------------------------------ who they are

    people_a_day: float = 30.0
    """Who come in an ordinary day: where the plan has no figure of the first stage."""
    onlookers: float = 0.5
    """For each who comes, how many only see us: an advertisement, a listing. None where the
    map has no audience, and no more than its plan says."""
    second_device: float = 0.25
    """Who also come on another device."""
    stitched: float = 0.85
    """Of those who name themselves, whose devices are recognised as theirs; a device that is
    not stays an anonymous person of its own."""
    leaves_email: float = 0.55
    ads_consent: float = 0.6
    devices: tuple[tuple[str, float], ...] = field(default=_DEVICES)
    """Where the plan does not say `devices`."""
    sources: tuple[tuple[str, float], ...] = field(default=_SOURCES)
    """Where the plan does not say `sources`."""
