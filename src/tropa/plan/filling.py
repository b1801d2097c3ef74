"""Fields of events: what a sender would have written beside what the map's rules ask for.

The map's dictionary of events says which fields an event has. A field that no rule looks at is
filled as people fill it; one that rules do look at is filled only where the placing kernel
sees the very same touch with every value it could get.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, TypeAlias

import msgspec

from tropa.chance import Draws
from tropa.map.document import Map, Touchpoint
from tropa.map.interactions import INTERACTIONS
from tropa.place.classify import fields_needed
from tropa.place.rules import Edition
from tropa.plan.acts import Act
from tropa.plan.purse import Purse
from tropa.plan.rehearsal import look_at
from tropa.plan.somebody import Somebody
from tropa.trail import Scalar
from tropa.words import say

_ENCODED: Final = msgspec.json.Encoder().encode


class Moment(NamedTuple):
    """What a field may be filled from."""

    who: Somebody
    purse: Purse
    lap: int
    draws: Draws


Fill: TypeAlias = Callable[[Moment], bytes | None]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a field is filled."""

    fill: Fill
    """Its value as JSON; None where such an event has none."""
    values: tuple[Scalar, ...]
    """All it may become, or its ends."""


@dataclass(frozen=True, slots=True)
class Form:
    """How one act is written down."""

    event: str
    opening: bytes
    """The fields every such event has, as JSON without its last brace."""
    names: frozenset[str]
    fixed: Mapping[str, Scalar]
    fills: tuple[tuple[bytes, Fill], ...]
    online: bool
    """It happens on a device of theirs."""
    messenger: bool
    """It happens in a messenger."""

    def properties(self, moment: Moment, extra: tuple[tuple[str, Scalar], ...]) -> bytes:
        """The event's properties as JSON."""
        pieces = [self.opening]
        for name, value in extra:
            if name in self.names:
                return _ENCODED({**self.fixed, **dict(extra)})
            pieces.append(_ENCODED(name) + b":" + _ENCODED(value))
        for name, fill in self.fills:
            value = fill(moment)
            if value is not None:
                pieces.append(name + value)
        if not self.opening:
            return b"{" + b",".join(pieces[1:]) + b"}"
        return b"{" + b",".join(pieces) + b"}"


class Filling:
    """Forms of all acts of a map."""

    def __init__(self, edition: Edition, acts: Sequence[Act]) -> None:
        map_ = edition.map
        kinds = _kinds(map_)
        wanted = {act: _wanted(map_, act, kinds) for act in acts}
        asked = fields_needed(edition) | _moneyed(map_)
        allowed = _harmless(edition, wanted, kinds, asked)
        self.forms: Mapping[Act, Form] = {
            act: _form(map_, act, [one for one in names if (act, one) in allowed], kinds)
            for act, names in wanted.items()
        }


_MESSAGE_ID: Final = "message_id"
_USUAL: Final = ("source", "device")
"""Fields of an event that the map's dictionary does not have."""
_OF_A_TALK: Final = frozenset({"seconds", "result"})


def _wanted(map_: Map, act: Act, kinds: Mapping[str, _Kind]) -> list[str]:
    """Fields of its event that can be filled and are not yet."""
    stated = map_.events.get(act.event)
    names = _USUAL if stated is None else tuple(stated)
    taken = {name for name, _ in act.fields} | act.absent
    if ("answered", False) in act.fields:
        # Where nobody answered, nothing was said.
        taken |= _OF_A_TALK
    return [name for name in names if name in kinds and name not in taken]


def _moneyed(map_: Map) -> frozenset[str]:
    """Fields that hold amounts, which only a sale sets, and reasons."""
    places = (map_.money.paid, map_.money.refunded)
    outcomes = [one.field for one in map_.outcomes.values()]
    return frozenset(place[1] for place in (*places, *outcomes) if place is not None)


def _harmless(
    edition: Edition,
    wanted: Mapping[Act, Sequence[str]],
    kinds: Mapping[str, _Kind],
    asked: frozenset[str],
) -> set[tuple[Act, str]]:
    """Which fields may be filled: no rule sees a difference."""
    found = {
        (act, name) for act, names in wanted.items() for name in names if name not in asked
    }
    doubtful = [
        (act, name, value)
        for act, names in wanted.items()
        for name in names
        if name in asked and not _is_money(edition.map, act, name)
        for value in kinds[name].values
    ]
    plain = list(dict.fromkeys(act for act, _, _ in doubtful))
    tried = [
        Act(act.touchpoint, act.event, (*act.fields, (name, value)))
        for act, name, value in doubtful
    ]
    seen = look_at(edition, [*plain, *tried]) if plain else []
    before = dict(zip(plain, seen, strict=False))
    same = {(act, name): True for act, name, _ in doubtful}
    for (act, name, _), after in zip(doubtful, seen[len(plain) :], strict=True):
        same[act, name] = same[act, name] and after == before[act]
    return found | {pair for pair, harmless in same.items() if harmless}


def _is_money(map_: Map, act: Act, name: str) -> bool:
    places = [map_.money.paid, map_.money.refunded]
    places += [one.field for one in map_.outcomes.values()]
    return (act.touchpoint, name) in places


def _message_id(fixed: Mapping[str, Scalar]) -> _Kind:
    """What became of a message bears the id of its sending."""
    content = fixed.get("content", "quote")
    return _Kind(
        lambda moment: f'"{content}-{moment.who.id}.{moment.lap}"'.encode(), (f"{content}-1",)
    )


def _form(map_: Map, act: Act, names: Sequence[str], kinds: Mapping[str, _Kind]) -> Form:
    fixed = dict(act.fields)
    kinds = {**kinds, _MESSAGE_ID: _message_id(fixed)}
    at = map_.touchpoint_index(act.touchpoint)
    touchpoint = map_.touchpoints[at] if at >= 0 else None
    return Form(
        event=act.event,
        opening=_ENCODED(fixed)[1:-1],
        names=frozenset(fixed),
        fixed=fixed,
        fills=tuple((_ENCODED(name) + b":", kinds[name].fill) for name in names),
        online=touchpoint is not None and _is_online(touchpoint),
        messenger=touchpoint is not None and touchpoint.channel in _MESSENGERS,
    )


_MESSENGERS: Final = ("telegram", "vk", "whatsapp", "chat", "messenger")
_NOT_ONLINE: Final = ("phone", "visit", "office", "offline", "letter", *_MESSENGERS)


def _is_online(one: Touchpoint) -> bool:
    kind = one.interaction
    looks = kind is not None and (kind.passive or not kind.two_way)
    mine = one.from_buyer or (kind is not None and kind == INTERACTIONS["click"])
    return mine and one.channel not in _NOT_ONLINE and (looks or one.channel == "site")


# ------------------------------------------------------------ what people write


def _medium(source: str) -> str | None:
    """What advertisers call the way a source brings people."""
    if _ADVERTISED in source:
        return "cpc"
    return None if source == "direct" else source


def _choice(values: Sequence[Scalar]) -> _Kind:
    options = tuple(_ENCODED(one) for one in values)
    count = len(options)
    return _Kind(lambda moment: options[int(moment.draws.next() * count)], tuple(values))


def _between(least: int, most: int) -> _Kind:
    """Whole numbers, the small ones likelier."""
    ratio = math.log(most / least)

    def fill(moment: Moment) -> bytes:
        return b"%d" % round(least * math.exp(ratio * moment.draws.next()))

    return _Kind(fill, (least, most))


def _amount(one: float) -> _Kind:
    """The sale's amount in so many units."""

    def fill(moment: Moment) -> bytes:
        return b"%d" % max(1, round(moment.purse.amount(moment.lap) / one))

    return _Kind(fill, (1, 10**9))


def _of_somebody(of: Callable[[Somebody], str | None], *values: str) -> _Kind:
    """What is the same for all a person does."""

    def fill(moment: Moment) -> bytes | None:
        said = of(moment.who)
        return None if said is None else _ENCODED(said)

    return _Kind(fill, values)


def _only_advertised(kind: _Kind) -> _Kind:
    """Filled for whom advertising has brought."""

    def fill(moment: Moment) -> bytes | None:
        return kind.fill(moment) if _ADVERTISED in moment.who.source else None

    return replace(kind, fill=fill)


def _kinds(map_: Map) -> dict[str, _Kind]:
    """Every field that can be filled, by its name."""
    texts = {
        name: _choice(say(f"plan.field.{name}", map_.language).split("|")) for name in _TEXTS
    }
    return texts | {
        "operator": _choice(say("plan.people.women", map_.language).split()[:5]),
        "campaign": _only_advertised(texts["campaign"]),
        "seconds": _between(20, 600),
        "depth": _between(20, 100),
        "attempt": _between(1, 4),
        "options": _choice((2, 3, 3, 4)),
        "defects": _choice((0,) * 19 + (1,)),
        "csat": _choice((5, 5, 5, 5, 4, 4, 3)),
        "stars": _choice((5, 5, 5, 4)),
        "currency": _choice((map_.currency,)),
        "cost": _between(30, 90),
        "amount": _amount(1),
        "price": _amount(1),
        "windows": _amount(_price(map_)),
        "medium": _of_somebody(lambda who: _medium(who.source), "cpc", "organic"),
        "source": _of_somebody(lambda who: who.source, "search_ads", "direct"),
        "device": _of_somebody(lambda who: who.device, "phone", "desktop", "tablet"),
        _MESSAGE_ID: _message_id({}),
    }


_ADVERTISED: Final = "ads"
_TEXTS: Final = (
    "campaign creative button bot text measurer crew slot place method option result "
    "solved improve competitor"
).split()


def _price(map_: Map) -> float:
    """What one thing costs, for telling how many there are in a sale."""
    for one in map_.records("products").values():
        price = one.get("price")
        if isinstance(price, int | float) and price > 0:
            return float(price)
    return math.inf
