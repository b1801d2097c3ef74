"""What somebody tells by hand: yesterday's cash sale, a call, a visit, a refusal.

It is an event like any other. What happened is one of the map's own touchpoints, so the event
gets the name and the fields by which the map knows that touch, and the map's rules say where
its person stands then; or the team puts them on a stage. It goes through the one door
everything goes through, under an id of the teller's, so that what was sent twice happened once;
it is taken back by an event that voids it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from tropa.clock import SECOND, Instant
from tropa.collect.names import normal_email, normal_phone
from tropa.collect.rows import body_hashes
from tropa.errors import RequestFault, UsageFault
from tropa.event import STAGE_SET, Event, Name, NameKind
from tropa.keep.intake import Offer
from tropa.live.board import Board
from tropa.map.document import Map, Touchpoint
from tropa.moments import NoSuchMoment, read_moment
from tropa.money import decimal_of, minor_units
from tropa.plan.acts import Act, acts_of, invert
from tropa.workspace.answers import board_of
from tropa.workspace.finding import find_person, find_shown
from tropa.workspace.intake.asked_on_drop import asked_fields
from tropa.workspace.intake.moving import check_edition, said_of_move
from tropa.workspace.opening import Workspace
from tropa.workspace.people.figures import best_name

SOURCE: Final = "hand"
LONGEST_TEXT: Final = 500
MANY: Final = 500
"""People something is told of at once."""
ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_ID_OF_MANY: Final = re.compile(r"[A-Za-z0-9_-]{8,56}")
_AT_ONCE: Final = 5 * SECOND
"""What is told without a moment is received within this of the moment it is given."""
_JSON: Final = msgspec.json.Encoder()


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is told."""

    id: str
    """The teller's own: told again under it, it happened once."""
    touchpoint: str = ""
    outcome: str = ""
    """Or an end of the journey: `lost`, `disqualified`, …"""
    stage: str = ""
    """Or nothing happened, and the team puts them on this stage, for a reason."""
    person: int = 0
    deal: int = 0
    """Of which of their deals, where deals walk."""
    who: str = ""
    """A phone, an e-mail address, or any name somebody is known by."""
    at: str = ""
    answered: bool = True
    """Of a seller's touch that may be answered: it was."""
    amount: str = ""
    reason: str = ""
    note: str = ""
    into: str = ""
    """The stage they were put on: what it asks must be told."""
    fields: dict[str, str] = {}
    """What it asks, by the names of the event's fields."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of it."""

    person: int
    new: bool
    """Told for the first time under its id."""


def tell(workspace: Workspace, map_id: str, told: Told, by: str = "") -> Kept:
    """Keep what is told, and show it on the boards.

    Args:
        workspace: whose people.
        map_id: the map it is told on.
        told: what.
        by: who tells it; empty where nobody has an account.

    Raises:
        UsageFault: something of it cannot be: no such touchpoint, nobody meant, a bad amount,
            a move without a reason.
        RequestFault: another thing was told under the same id.
        WorkspaceFault: no such map.
    """
    event = _event(workspace, board_of(workspace, map_id), told, by)
    new = keep(workspace, [event]) > 0
    return Kept(find_person(workspace, str(event.names[0])), new)


def tell_of_many(
    workspace: Workspace,
    map_id: str,
    told: Told,
    whom: Sequence[tuple[int, int]],
    by: str = "",
) -> int:
    """The same of several people at once: of all of them or of nobody; how many were new.

    Args:
        workspace: whose people.
        map_id: the map it is told on.
        told: what.
        whom: persons, each with a deal of theirs, or 0.
        by: who tells it.

    Raises:
        UsageFault: something of it cannot be.
        RequestFault: another thing was told under the same id.
        WorkspaceFault: no such map.
    """
    board = board_of(workspace, map_id)
    check_many(told.id, whom)

    def of(at: int, person: int, deal: int) -> Event:
        own = msgspec.structs.replace(told, id=f"{told.id}-{at}", person=person, deal=deal)
        return _event(workspace, board, own, by)

    return keep(workspace, [of(at, *one) for at, one in enumerate(whom)])


def check_many(told_id: str, persons: Sequence[object]) -> None:
    """Refuse what is of nobody, of too many, or under an id no ids can be made of."""
    if not _ID_OF_MANY.fullmatch(told_id):
        raise UsageFault("field_wrong", field="id")
    if not 0 < len(persons) <= MANY:
        raise UsageFault("field_wrong", field="whom")


def _event(workspace: Workspace, board: Board, told: Told, by: str) -> Event:
    if not ID.fullmatch(told.id):
        raise UsageFault("field_wrong", field="id")
    map_ = board.edition.map
    if told.stage:
        name, fields = STAGE_SET, _move(map_, told, by)
    else:
        act = _act(map_, told)
        name, fields = act.event, _fields(map_, act, told)
    time, names = _moment(workspace, map_, told.at), _names(workspace, told)
    if told.stage:
        _check_move(workspace, board, told, names)
    return Event(
        id=told.id,
        source=SOURCE,
        time=time,
        name=name,
        names=names,
        properties=_JSON.encode(fields | {"told_by_hand": True}),
        deal=names[1].value if len(names) > 1 else "",
        received=workspace.clock.now(),
    )


def keep(workspace: Workspace, events: list[Event]) -> int:
    """Keep what was told by hand and show it; how much of it was new.

    Raises:
        RequestFault: another thing was told under the same id.
    """
    # Of what happens as it is told the moment is no part: sent again, it is a later one.
    said = [
        msgspec.structs.replace(one, time=0) if one.received - one.time < _AT_ONCE else one
        for one in events
    ]
    offer = Offer(SOURCE, workspace.clock.now(), events, body_hashes(said))
    outcome = workspace.intake.keep(offer)
    if outcome.conflicts:
        raise RequestFault("told_otherwise", status=409)
    if outcome.erased:
        raise UsageFault("person_erased")
    workspace.live.drain()
    return outcome.accepted


# ---------------------------------------------------------------- what


def _move(map_: Map, told: Told, by: str) -> dict[str, Any]:
    """What is said of somebody who is put on a stage: nothing happened besides."""
    if told.touchpoint or told.outcome or told.into:
        raise UsageFault("field_wrong", field="stage")
    fields = said_of_move(map_, STAGE_SET, told.stage, _told_fields(told), by)
    return fields | ({"note": told.note.strip()[:LONGEST_TEXT]} if told.note.strip() else {})


def _check_move(
    workspace: Workspace, board: Board, told: Told, names: tuple[Name, ...]
) -> None:
    """Refuse what would move nobody."""
    if board.edition.map.unit == "deal" and len(names) < 2:
        raise UsageFault("deal_not_meant")
    workspace.trails.names.need([STAGE_SET])
    if told.person:
        check_edition(workspace, board, told.person, told.deal, told.stage)


def _act(map_: Map, told: Told) -> Act:
    if told.outcome:
        return _end(map_, told)
    at = map_.touchpoint_index(told.touchpoint)
    if at < 0:
        raise UsageFault("no_such_touchpoint", found=told.touchpoint[:60])
    point = map_.touchpoints[at]
    acts = _acts(map_, point, answered=told.answered)
    if not acts:
        raise UsageFault("touch_not_by_hand", title=point.title)
    return acts[0]


def _acts(map_: Map, point: Touchpoint, *, answered: bool) -> Sequence[Act]:
    if point.from_buyer or point.answered is None:
        return acts_of(map_, point)
    if answered:
        return acts_of(map_, point, more=[point.answered])
    return acts_of(map_, point, less=[point.answered])


def _end(map_: Map, told: Told) -> Act:
    """The act that ends a journey so."""
    outcome = map_.outcomes.get(told.outcome)
    if outcome is None:
        raise UsageFault("no_such_outcome", found=told.outcome[:60])
    if told.outcome == "lost" and not told.reason.strip():
        raise UsageFault("reason_needed")
    recipes = [one for one in invert(map_, outcome.when).recipes if len(one.acts) == 1]
    wanted = outcome.field[1] if outcome.field is not None else "reason"
    fitting = [
        one.acts[0]
        for one in recipes
        if dict(one.acts[0].fields).get(wanted) in (None, told.reason)
    ]
    if not recipes:
        raise UsageFault("touch_not_by_hand", title=told.outcome)
    return (fitting or [recipes[0].acts[0]])[0]


def _fields(map_: Map, act: Act, told: Told) -> dict[str, Any]:
    fields: dict[str, Any] = dict(act.fields)
    if told.amount.strip():
        fields[_money_field(map_, told.touchpoint)] = _amount(map_, told.amount)
        fields.setdefault("currency", map_.currency)
    if told.reason.strip():
        outcome = map_.outcomes.get(told.outcome)
        name = outcome.field[1] if outcome is not None and outcome.field else "reason"
        fields[name] = told.reason.strip()[:LONGEST_TEXT]
    fields |= asked_fields(map_, act.event, told.into, _told_fields(told))
    if told.note.strip():
        fields["note"] = told.note.strip()[:LONGEST_TEXT]
    return fields


def _told_fields(told: Told) -> dict[str, str]:
    own = {"amount": told.amount, "reason": told.reason, "note": told.note}
    return told.fields | own


def _money_field(map_: Map, touchpoint: str) -> str:
    for where in (map_.money.refunded, map_.money.paid):
        if where is not None and where[0] == touchpoint:
            return where[1]
    return map_.money.paid[1] if map_.money.paid is not None else "amount"


def _amount(map_: Map, text: str) -> float:
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    minor = minor_units(plain, map_.currency)
    if minor is None or minor <= 0:
        raise UsageFault("bad_amount", found=text[:40])
    exact = decimal_of(plain)
    return float(exact) if exact is not None else 0.0


def _moment(workspace: Workspace, map_: Map, text: str) -> Instant:
    now = workspace.clock.now()
    if not text.strip():
        return now
    try:
        moment = read_moment(text.strip(), map_.zone)
    except NoSuchMoment:
        moment = None
    if moment is None:
        raise UsageFault("bad_moment", found=text[:60])
    if not 0 <= moment.at <= now:
        raise UsageFault("not_yet_happened", found=text[:60])
    return moment.at


# ---------------------------------------------------------------- who


def _names(workspace: Workspace, told: Told) -> tuple[Name, ...]:
    if told.person:
        return names_of(workspace, told.person, told.deal)
    text = told.who.strip()
    email, phone = normal_email(text), normal_phone(text)
    if "@" in text and email is not None:
        return (Name(NameKind.EMAIL, email),)
    if phone is not None and sum(map(str.isdecimal, text)) >= 10:
        return (Name(NameKind.PHONE, phone),)
    if not text:
        raise UsageFault("nobody_meant")
    try:
        return names_of(workspace, find_shown(workspace, text))
    except UsageFault as fault:
        raise UsageFault("nobody_meant", found=text[:60]) from fault


def names_of(workspace: Workspace, person: int, deal: int = 0) -> tuple[Name, ...]:
    """What an event of somebody's, or of a deal of theirs, is to bear.

    Raises:
        UsageFault: nobody has that number.
    """
    numbers = workspace.persons.names_of(person) if 0 < person < 2**63 else ()
    best = best_name(workspace.ledger.names.get(numbers).values())
    if best is None:
        raise UsageFault("nobody_known", found=f"№{str(person)[:20]}")
    known = workspace.ledger.names.get([deal]).get(deal) if 0 < deal < 2**63 else None
    if known is None or known.name.kind is not NameKind.DEAL:
        return (best,)
    return (best, known.name)
