"""Hypothesis: a company's map with every kind of move, people who walk it, and questions.

Where `strategies` draws any map there can be, these maps make sense: people ask, are visited,
get a quote, pay, fall silent, refuse, come back, want their money back. Nothing is rare here
that is rare in the other.
"""

from hypothesis import strategies as st

from reference.trail import Happened
from strategies import START, batch_of
from tropa.clock import BEFORE, DAY, FOREVER, HOUR, Duration
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.measure.fold import Asked
from tropa.measure.members import FIGURES
from tropa.trail import Scalar, TrailBatch

LENGTHS = ("1d", "2d", "4d")
STEPS = (0, HOUR, 12 * HOUR, DAY, DAY, 2 * DAY, 2 * DAY, 4 * DAY)

SALES = (
    "did visit",
    "did click where f == 1",
    "did click where f == 2 or did quote",
    "did call where ok == true",
    "did payment",
    "did click and did call",
    "did quote and not did refusal",
    "did visit or (did click and not did call where ok == true)",
)

EVENTS = (
    ["asked"] * 4
    + ["visited", "quoted"] * 4
    + ["paid"] * 2
    + ["sent", "clicked", "called", "wrote", "seen"]
    + ["refused", "refused", "reopened", "refunded"]
    + ["gone", "not_ours", "spam", "later"]
)

AUDIENCE = "  - stage: audience\n    level: audience\n"
AFTER = "  - stage: use\n    lost_after: 2d\n"

TEXT = """
map: company
title: Company
timezone: Europe/Moscow
currency: RUB
sale: did payment
{qualified}
money:
  paid: payment.amount
  refunded: refund.amount
  least: {least}
outcomes:
  lost:
    when: did refusal
    reason: refusal.reason
  hard_lost: did gone
  disqualified: did not_ours
  invalid: did spam
  snooze:
    when: did later
    until: later.until
  reopened: did reopened
policy:
  reopen_within: {reopen}
  recovered_within: {recovered}
  trailing: {trailing}
  mistake_within: {mistake}
kpis:
  bought:
    share: from lead to sale
    within: {within}
  quoted:
    share: from request to quote
  slow:
    time: from first touch to contract
    at: p90
  usual:
    time: from enquiry to offer
  plain:
    time: from call to message
    at: mean
  contacts:
    touches: before sale
  letters:
    touches: before letter
    at: p75
  deal:
    money: average_deal
stages:
{audience}  - stage: enquiry
    lost_after: 4d
    norm: 1d
  - stage: measure
    lost_after: {lost_after}
    norm: 1d
  - stage: offer
    lost_after: 2d
    norm: 12h
    {back_to}
  - stage: contract
    enter: did payment
    lost_after: 4d
{after}touchpoints:
  - touchpoint: request
    event: asked
    stage: enquiry
    sale:
      when: {sale}
      within: {within}
  - touchpoint: visit
    event: visited
    stage: measure
    moves_back: true
    sale:
      when: did quote
  - touchpoint: quote
    event: quoted
    stage: offer
    sale:
      when: did payment where amount >= 200
      within: 2d
  - touchpoint: payment
    event: paid
    stage: contract
    restarts: {restarts}
  - touchpoint: refund
    event: refunded
    from: seller
  - touchpoint: letter
    event: sent
    from: seller
    interaction: message
    sale:
      when: {letter_sale}
      within: 1d
  - touchpoint: click
    event: clicked
    interaction: message_click
  - touchpoint: call
    event: called
    from: seller
    interaction: call_out
    answered: ok == true
    sale:
      when: did call where ok == true
      within: 2d
  - touchpoint: message
    event: wrote
    interaction: chat
  - touchpoint: banner
    event: seen
    interaction: impression
  - touchpoint: refusal
    event: refused
  - touchpoint: gone
    event: gone
    from: seller
  - touchpoint: not_ours
    event: not_ours
    from: seller
  - touchpoint: spam
    event: spam
    from: seller
  - touchpoint: later
    event: later
  - touchpoint: reopened
    event: reopened
    from: seller
"""


@st.composite
def companies(draw: st.DrawFn) -> Map:
    """A map, read; what may differ from company to company does."""
    lengths, windows = st.sampled_from(LENGTHS), st.sampled_from((*LENGTHS, "unlimited"))
    sales = st.sampled_from(SALES)
    return read_map(
        TEXT.format(
            qualified=draw(st.sampled_from(("qualified: from measure", ""))),
            least=draw(st.sampled_from((0, 150))),
            reopen=draw(windows),
            recovered=draw(windows),
            trailing=draw(st.sampled_from(("2d", "10d", "60d"))),
            mistake=draw(lengths),
            audience=draw(st.sampled_from(("", "", AUDIENCE))),
            lost_after=draw(lengths),
            back_to=draw(st.sampled_from(("", "return_to: measure"))),
            after=draw(st.sampled_from(("", AFTER))),
            sale=draw(sales),
            within=draw(lengths),
            restarts=draw(st.sampled_from(("true", "false"))),
            letter_sale=draw(sales),
        )
    )


@st.composite
def walks(draw: st.DrawFn) -> list[Happened]:
    """One person's events in their order."""
    found: list[Happened] = []
    time = START + draw(st.sampled_from((0, 0, DAY, 3 * DAY)))
    first = draw(st.sampled_from(("asked", "asked", "sent", "quoted", "paid")))
    found.append(Happened(time, first, 0, 0, draw(_fields)))
    for step, name, fields in draw(st.lists(_steps, max_size=14)):
        time += step
        found.append(Happened(time, name, 0, 0, fields))
    return found


_FIELDS: tuple[dict[str, Scalar], ...] = (
    {"f": 1, "amount": 100, "message_id": "m1", "until": "2026-03-12"},
    {"f": 2, "amount": 300, "message_id": "m1", "ok": True, "reason": "price"},
    {"f": 2, "amount": 200, "message_id": "m2", "ok": True, "reason": "rival"},
    {"amount": 100, "ok": False, "until": "2026-03-06"},
)
_fields = st.sampled_from(_FIELDS)
_steps = st.tuples(st.sampled_from(STEPS), st.sampled_from(EVENTS), _fields)


@st.composite
def people(draw: st.DrawFn, most: int = 5) -> list[list[Happened]]:
    """The trails of a few people."""
    return draw(st.lists(walks(), min_size=1, max_size=most))


def crowds(most: int = 5) -> st.SearchStrategy[TrailBatch]:
    """The same as a batch."""
    return people(most).map(batch_of)


@st.composite
def questions(draw: st.DrawFn, map_: Map) -> Asked:
    """Any moment, and any period or none."""
    moments = st.integers(0, 60).map(lambda half_days: START + half_days * 12 * HOUR)
    since = draw(st.one_of(st.just(BEFORE), st.just(BEFORE), moments))
    until = draw(st.one_of(st.just(FOREVER), st.just(FOREVER), moments))
    return Asked(map_, draw(moments), since, until)


def figures_of(map_: Map) -> list[str]:
    """Every figure of a map with journeys behind it."""
    names = [one.id for one in map_.stages]
    return [
        *(f"map/{one}" for one in FIGURES["map"]),
        *(f"stage/{name}/{one}" for name in names for one in FIGURES["stage"]),
        *(
            f"{kind}/{one}/{two}"
            for kind in ("conversion", "back")
            for one in names
            for two in names
        ),
        *(f"touchpoint/{one.id}" for one in map_.touchpoints),
        *(f"kpi/{one.id}" for one in map_.kpis.values() if one.kind != "money"),
    ]


windows: st.SearchStrategy[Duration | None] = st.sampled_from((None, DAY, 2 * DAY, 4 * DAY))
