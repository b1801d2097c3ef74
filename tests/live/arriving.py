"""Hypothesis: what arrives at a workspace, in which order and pieces, and what happens between.

People are few and their names tangled on purpose: users, addresses and devices meet in all
ways, deals pass from hand to hand, aliases join, events are voided, browsers claim what they
may not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from tropa.clock import DAY, FOREVER, HOUR
from tropa.event import Event, NameKind
from tropa.testing import HandClock, Temporary, event
from tropa.workspace.people.figures import deal_called
from tropa.workspace.people.person import card_of

START = 1_772_409_600_000_000  # 02.03.2026 00:00 UTC
SECOND_EDITION = START + 6 * DAY + HOUR
END = START + 60 * DAY

_TEXT = """
map: shop
title: Shop
timezone: UTC
currency: RUB
unit: {unit}
sale: did payment
money:
  paid: payment.amount
  refunded: refund.amount
outcomes:
  lost:
    when: did refusal
    reason: refusal.reason
policy:
  reopen_within: 20d
  reversed_within: 10d
stages:
  - stage: request
    lost_after: {patience}
  - stage: visit
    lost_after: 5d
  - stage: quote
    enter: count of quoted >= 2
    lost_after: 4d
  - stage: contract
    enter: did payment
    lost_after: never
touchpoints:
  - touchpoint: enquiry
    stage: request
    from: buyer
    event: asked
  - touchpoint: visited
    stage: visit
    from: buyer
    moves_back: true
    event: visited
  - touchpoint: quoted
    stage: quote
    from: buyer
    event: quoted
  - touchpoint: payment
    stage: contract
    from: buyer
    event: paid
  - touchpoint: refund
    stage: contract
    from: seller
    event: refunded
  - touchpoint: refusal
    from: buyer
    event: refused
"""


def map_text(unit: str, patience: str = "3d") -> str:
    """The map everybody walks on."""
    return _TEXT.format(unit=unit, patience=patience)


USERS = ("u1", "u2", "u3")
EMAILS = ("email:a@x.test", "email:b@x.test")
DEVICES = ("anonymous:d1", "anonymous:d2")
DEALS = ("deal:D-1", "deal:D-2")
KNOWN = (*USERS, *EMAILS)

_users, _emails = st.sampled_from(USERS), st.sampled_from(EMAILS)
_devices, _deals = st.sampled_from(DEVICES), st.sampled_from(DEALS)
_known = st.sampled_from(KNOWN)


def _called(unit: str) -> st.SearchStrategy[tuple[str, ...]]:
    """The names of one event."""
    alone = [st.tuples(_users), st.tuples(_emails), st.tuples(_devices)]
    pairs = [st.tuples(_users, _emails), st.tuples(_known, _devices)]
    pairs += [st.tuples(_users, _emails, _devices)]
    deals = [st.tuples(_users, _deals), st.tuples(_deals), st.tuples(_devices, _deals)]
    deals += [st.tuples(_emails, _devices, _deals)]
    return st.one_of(*alone, *pairs, *(deals if unit == "deal" else []))


_WHAT = ("asked", "asked", "visited", "visited", "quoted", "quoted", "paid", "refunded")
_what = st.sampled_from((*_WHAT, "refused", "looked", "identify"))


@st.composite
def events(draw: st.DrawFn, unit: str, most: int = 14) -> list[Event]:
    """What happened, in no order; ids are the numbers of events."""
    found: list[Event] = []
    for number in range(draw(st.integers(2, most))):
        kind = draw(st.integers(0, 11))
        at = START + draw(st.integers(0, 36)) * 6 * HOUR
        public = draw(st.integers(0, 3)) == 0
        said: dict[str, Any] = {"id": f"e{number}", "public": public}
        if kind == 0 and number:
            said["voids"] = f"e{draw(st.integers(0, number - 1))}"
            found.append(event(draw(_called(unit)), at, "correction", **said))
        elif kind == 1:
            pair = draw(st.lists(_users, min_size=2, max_size=2, unique=True))
            found.append(event(pair, at, "alias", **said))
        else:
            amount = draw(st.sampled_from((100, 250)))
            called = draw(_called(unit))
            found.append(event(called, at, draw(_what), amount=amount, **said))
    return found


@dataclass(frozen=True)
class Between:
    """What happens at one point of the way: after so many events."""

    after: int
    what: str
    """`drain`, `move`, `compact`, `some`, `restart`, `rebuild`, `publish` or `undo`."""


@dataclass(frozen=True)
class Way:
    """One way for the same events to arrive."""

    order: tuple[int, ...]
    between: tuple[Between, ...] = ()
    apart: tuple[tuple[str, str], ...] = field(default=())


BETWEEN = (
    "drain",
    "drain",
    "move",
    "compact",
    "some",
    "some",
    "restart",
    "rebuild",
    "publish",
    "undo",
)


@st.composite
def ways(draw: st.DrawFn, count: int, between: Sequence[str] = BETWEEN) -> Way:
    """An order of arrival with everything that may happen between."""
    order = draw(st.permutations(range(count)))
    points = st.builds(Between, st.integers(0, count), st.sampled_from(between))
    steps = sorted(draw(st.lists(points, max_size=5)), key=lambda one: one.after)
    return Way(tuple(order), tuple(steps))


aparts = st.lists(
    st.tuples(_users, st.one_of(_emails, _users)).filter(lambda pair: pair[0] != pair[1]),
    max_size=2,
    unique=True,
)


def numbered(tried: Temporary, name: str) -> int | None:
    """The number of a name, when it was met."""
    met = event(name, 0, "x").names[0]
    known = tried.workspace.ledger.names.find(met)
    return None if known is None else known.number


def set_apart(tried: Temporary, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Undo merges of names that were met; the pairs that were not."""
    left: list[tuple[str, str]] = []
    for a, b in pairs:
        one, other = numbered(tried, a), numbered(tried, b)
        if one is None or other is None:
            left.append((a, b))
        else:
            tried.workspace.live.set_apart(one, other)
    return left


def moves_of(tried: Temporary) -> frozenset[tuple[int, ...]]:
    """Every move there is, by what does not depend on numbers given at arrival."""
    board = tried.workspace.boards["shop"]
    return frozenset(
        (one.key, one.kind, one.stage, one.at, one.cause)
        for one in board.moves(FOREVER).values()
    )


def places(tried: Temporary) -> dict[str, Any]:
    """Where everybody stands, and every number, by names only."""
    book = tried.workspace.ledger.names
    found: dict[str, Any] = {}
    for name in (*KNOWN, *DEVICES, *DEALS):
        met = book.find(event(name, 0, "x").names[0])
        if met is None:
            continue
        person = met.person
        if met.name.kind is NameKind.ANONYMOUS:
            person = tried.workspace.persons.owners(met.number).at(END)
        elif met.name.kind is NameKind.DEAL:
            anchor = tried.workspace.persons.deal_anchor(met.number)
            person = tried.workspace.persons.person(anchor) if anchor else met.number
        card = card_of(tried.workspace, person, END)
        found[name] = (
            sorted(str(one.name) for one in card.names if one.name.kind is not NameKind.DEAL),
            card.events,
            [
                (
                    one.status,
                    one.stage,
                    one.since,
                    one.won_at,
                    one.lost_at,
                    one.lap,
                    deal_called(tried.workspace, one.deal) if one.deal else "",
                    one.story,
                )
                for one in card.maps
            ],
        )
    return found


def outcome(tried: Temporary) -> tuple[Any, ...]:
    """All that must not depend on how things arrived."""
    return moves_of(tried), places(tried), tried.numbers()


def clock() -> HandClock:
    """A clock at the beginning."""
    return HandClock(START)
