"""What is worth trying: acts that may enter a stage, end a journey, be the sale, just happen.

A stage is entered by its `enter:` rule or by a buyer's touch; an end by its outcome's rule.
Where the map lists reasons, each is a refusal of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, cast

from tropa.condition.check import touches_that_fulfil
from tropa.condition.syntax import And, Condition, FieldTest, Not, Or
from tropa.event import event_name
from tropa.map.document import Map, Touchpoint
from tropa.map.interactions import INTERACTIONS
from tropa.plan.acts import Act, Inverse, Recipe, acts_of, hints_of, invert, step_act

AFTER_SENDING: Final = ("message_delivered", "message_open", "message_click", "message_reply")
"""What may become of a message, in order."""


@dataclass(frozen=True, slots=True)
class Small:
    """One touchpoint's acts: it happens, it is answered, it is not."""

    touchpoint: Touchpoint
    acts: tuple[Act, ...]
    """In the order of its events; of a seller's call, those nobody answered."""
    answered: tuple[Act, ...]
    """Of a seller's touch that may be answered: those that were."""

    @property
    def first(self) -> tuple[Act, ...]:
        """What its touch most plainly is."""
        return (*self.acts[:1], *self.answered[:1])


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everything a map names that can be tried."""

    map: Map
    touchpoints: Mapping[str, Small]
    steps: Mapping[str, tuple[Act | None, ...]]
    """Acts of each touchpoint's small funnel, None for its own place in it."""
    entries: Mapping[int, Inverse]
    ends: Mapping[str, Sequence[Recipe]]
    sale: Inverse
    waited_for: frozenset[str] = field(default=frozenset())
    """Touchpoints some rule of moving waits for: never small talk."""


def candidates_of(map_: Map) -> Candidates:
    """All that is worth trying on one map."""
    small = {one.id: _small(map_, one) for one in map_.touchpoints}
    return Candidates(
        map=map_,
        touchpoints=small,
        steps={one.id: tuple(_steps(map_, one, small)) for one in map_.touchpoints},
        entries={
            at: _entries(map_, at, small)
            for at, stage in enumerate(map_.stages)
            if not stage.counted_only
        },
        ends={name: _ends(map_, name) for name in map_.outcomes},
        sale=invert(map_, map_.sale) if map_.sale is not None else Inverse(()),
        waited_for=_waited_for(map_),
    )


def _small(map_: Map, one: Touchpoint) -> Small:
    if one.from_buyer or one.answered is None:
        return Small(one, _by_event(acts_of(map_, one)), ())
    hints = {**hints_of(map_), "answered": (False,)}
    answered = _by_event(acts_of(map_, one, more=[one.answered]))
    silent = _by_event(acts_of(map_, one, less=[one.answered], hints=hints))
    # Where one event says that somebody answered, another says that nobody did.
    spoken = answered[0].event if answered else None
    return Small(one, tuple(sorted(silent, key=lambda act: act.event == spoken)), answered)


def _by_event(acts: Sequence[Act]) -> tuple[Act, ...]:
    """The first act of each event."""
    first: dict[str, Act] = {}
    for act in acts:
        first.setdefault(act.event, act)
    return tuple(first.values())


def _steps(map_: Map, one: Touchpoint, small: Mapping[str, Small]) -> Iterator[Act | None]:
    hints = hints_of(map_)
    if is_message(one):
        yield None
        yield from _of_a_message(map_, small[one.id])
    for step in cast("Sequence[Mapping[str, object]]", one.record.get("steps") or ()):
        name, event, where = step.get("did"), step.get("event"), step.get("where")
        if name == one.id:
            yield None
        elif isinstance(name, str):
            yield from small[name].first[-1:]
        elif isinstance(event, str):
            condition = where if isinstance(where, And | Or | Not | FieldTest) else None
            act = step_act(event_name(event), condition, hints)
            if act is not None and not (is_message(one) and act.event in AFTER_SENDING):
                yield act


def is_message(one: Touchpoint) -> bool:
    """Whether the seller sends something here that may be delivered, opened, answered."""
    return not one.from_buyer and one.interaction == INTERACTIONS["message"]


def _of_a_message(map_: Map, small: Small) -> Iterator[Act]:
    """What becomes of a message, as far as the map speaks of such events at all."""
    known = {event for one in map_.touchpoints for event in one.events} | set(map_.events)
    if not small.acts:
        return
    for event in AFTER_SENDING:
        if event in known:
            yield Act("", event, small.acts[0].fields)


def _entries(map_: Map, stage: int, small: Mapping[str, Small]) -> Inverse:
    enter = map_.stages[stage].enter
    if enter is not None:
        return invert(map_, enter)
    own = [one for one in small.values() if one.touchpoint.stage == map_.stages[stage].id]
    plain = [one for one in own if _opens_plainly(one.touchpoint)]
    acts = [act for one in plain for act in one.acts[:1]]
    if not acts:
        others = [one for one in own if one not in plain]
        acts = [act for one in others for act in (one.answered or one.acts)[:1]]
    return Inverse(tuple(Recipe((act,)) for act in acts), () if own else ("no_touchpoint",))


def _opens_plainly(one: Touchpoint) -> bool:
    """A buyer's touch that does nothing but lead here."""
    passive = one.interaction is not None and one.interaction.passive
    return one.from_buyer and not passive and not one.restarts and not one.moves_back


def _ends(map_: Map, name: str) -> list[Recipe]:
    outcome = map_.outcomes[name]
    hints = hints_of(map_)
    if outcome.field is None or name == "snooze":
        return list(invert(map_, outcome.when, hints).recipes)
    found: list[Recipe] = []
    field_ = outcome.field[1]
    for reason, record in map_.records("loss_reasons").items():
        if record.get("group") == "no_contact":
            # Who cannot be reached says nothing aloud.
            continue
        way = invert(map_, outcome.when, {**hints, field_: (reason,)}).recipes[:1]
        found += [one for one in way if (field_, reason) in one.acts[-1].fields]
    return found or list(invert(map_, outcome.when, hints).recipes)


def _waited_for(map_: Map) -> frozenset[str]:
    rules: list[Condition] = [one.enter for one in map_.stages if one.enter is not None]
    rules += [one.when for one in map_.outcomes.values()]
    if map_.sale is not None:
        rules.append(map_.sale)
    found = frozenset[str]().union(*(touches_that_fulfil(rule) for rule in rules))
    return found | {one.id for one in map_.touchpoints if one.restarts}
