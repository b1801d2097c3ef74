"""A firm small enough to count in the head, and what is told of it.

    tells(FIRM, "20.03", '''
        02.03 asked
        05.03 paid amount=100
    ''').money.gross == 10_000

A trail a person; days are of March 2026, Moscow.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from strategies import batch_of
from tropa.clock import BEFORE, FOREVER, duration
from tropa.map.document import Map
from tropa.measure.fold import Asked, Fold
from tropa.measure.overview import Overview, overview
from tropa.measure.run import Slice, run
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from unit.place.told import instant, map_of, trail

T = TypeVar("T")

FIRM_TEXT = """
currency: RUB
sale: did payment
qualified: from offer
money: {paid: payment.amount, refunded: refund.amount}
outcomes:
  lost: {when: did refusal, reason: refusal.reason}
  disqualified: did not_ours
  invalid: did spam
stages:
  - {stage: enquiry, lost_after: 4d}
  - {stage: offer, lost_after: 10d, norm: 2d}
  - {stage: contract, enter: did payment, lost_after: never}
touchpoints:
  - {touchpoint: request, event: asked, stage: enquiry}
  - {touchpoint: quote, event: quoted, stage: offer}
  - {touchpoint: payment, event: paid, stage: contract}
  - {touchpoint: refund, event: refunded, from: seller}
  - {touchpoint: letter, event: sent, from: seller, interaction: message}
  - {touchpoint: banner, event: seen, interaction: impression}
  - {touchpoint: chat, event: wrote}
  - {touchpoint: refusal, event: refused}
  - {touchpoint: not_ours, event: not_ours, from: seller}
  - {touchpoint: spam, event: spam, from: seller}
"""
FIRM = map_of(FIRM_TEXT)


def firm(more: str) -> Map:
    """The same firm with something said besides."""
    return map_of(FIRM_TEXT + more)


def walked(map_: Map, trails: Sequence[str]) -> list[Placed]:
    people = [trail(map_, lines) for lines in trails]
    return list(place(batch_of(people), [compile_edition(map_)])) if people else []


def asked_of(map_: Map, as_of: str, since: str = "", until: str = "") -> Asked:
    """A question, its days as those of the trails."""
    return Asked(
        map_,
        instant(map_, as_of),
        instant(map_, since) if since else BEFORE,
        instant(map_, until) if until else FOREVER,
    )


def tells(
    map_: Map, as_of: str, *trails: str, within: str = "", since: str = "", until: str = ""
) -> Overview:
    """Everything the map tells of these people."""
    slices = [Slice(one) for one in walked(map_, trails)]
    asked = asked_of(map_, as_of, since, until)
    return overview(asked, slices, within=duration(within) if within else None)


def answer(fold: Fold[Any, T], map_: Map, as_of: str, *trails: str) -> T:
    """What one measure tells of them."""
    slices = [Slice(one) for one in walked(map_, trails)]
    [found] = run((fold,), slices, asked_of(map_, as_of))
    return found
