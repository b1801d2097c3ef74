"""One person's story: their walk over the map, told as acts at their moments.

The walk says where a visit leads; here it gets its times and its company. Within a visit
nothing happens that would lead anywhere (scenes hold quiet acts alone), nothing happens once
silence has lost somebody, and what leads on happens before silence could.
"""

from dataclasses import dataclass, field
from typing import Final

from tropa.chance import Draws
from tropa.clock import DAY, HOUR, MINUTE, Duration, Instant, as_datetime, day_start
from tropa.plan.acts import Act, Recipe
from tropa.plan.purse import Purse
from tropa.plan.repertoire import Ways
from tropa.plan.stage_kit import ENDS, Anybody, StageKit
from tropa.plan.timing import SHAPED_FROM, Calendar, pick, soon
from tropa.plan.visiting import Span, Told, Visiting
from tropa.plan.walk import (
    AGAIN,
    BACK,
    LOSSES,
    NOT_OURS,
    ON,
    SPAM,
    Model,
    Visit,
    walk,
)
from tropa.trail import Scalar

Names = tuple[str | int, ...]

_JUDGED: Final[Duration] = 2 * HOUR
"""Spam and strangers are told from others so soon, on the average."""
_PAUSE_AT_MOST: Final = 5
"""A day asked for is no further away than so many times the average."""
_PAID_AT: Final = 0.9
"""The rest of a sale is paid when so much of the visit has passed."""
_LAST_LOOK: Final[Duration] = 20 * MINUTE
"""Whoever goes on by a form or a call has looked at the site so shortly before."""


@dataclass(slots=True)
class Story:
    """What one person does."""

    purse: Purse
    told: list[Told] = field(default_factory=list[Told])
    """In the order of time, no two at once."""
    facts: list[tuple[Instant, tuple[tuple[str, Scalar], ...]]] = field(
        default_factory=list[tuple[Instant, tuple[tuple[str, Scalar], ...]]]
    )
    """What must be known of them by an instant."""
    named_at: Instant | None = None
    """When they tell their name; None when they never do."""


class Storyteller:
    """Tells stories of one model."""

    def __init__(self, model: Model, calendar: Calendar) -> None:
        self.model, self.calendar = model, calendar
        self.kits = {at: StageKit(model, at, calendar) for at in model.stages}
        self.anybody = Anybody(model, calendar)

    def tell(self, begins: Instant, lead_up: str, *names: str | int) -> Story:
        """The story of one person.

        Args:
            begins: when their first journey does.
            lead_up: where they come from; what the map has of it happens just before.
            names: seed and person.
        """
        telling = _Telling(self, names)
        for number, visit in enumerate(walk(self.model, *names)):
            if not number:
                telling.begin(visit.stage, begins, lead_up)
            telling.visit(visit)
        return telling.finished()

    def onlooker(self, at: Instant, source: str, *names: str | int) -> Story:
        """Somebody who sees us and never comes."""
        draws = Draws(*names, "story")
        scene = self.anybody.lead_up(source) or self.anybody.any_lead_up(draws)
        told = self.anybody.visiting.played(scene, at, draws) if scene is not None else []
        return Story(Purse(self.model, *names), _apart(told))


class _Telling:
    """One story while it is told."""

    def __init__(self, teller: Storyteller, names: Names) -> None:
        self.model, self.kits, self.calendar = teller.model, teller.kits, teller.calendar
        self.anybody = teller.anybody
        self.rep = self.model.repertoire
        self.assumed = self.model.assumptions
        self.names = names
        self.draws = Draws(*names, "story")
        self.story = Story(Purse(self.model, *names))
        self.entered: Instant = 0
        self.entered_by: Act | None = None

    # ------------------------------------------------------------ beginning and end

    def begin(self, stage: int, at: Instant, lead_up: str) -> None:
        """The first act of all, and what brought them."""
        scene = self.anybody.lead_up(lead_up)
        if scene is not None:
            earlier = at - 2 * MINUTE - round(self.draws.next() * 8 * MINUTE)
            led = self.anybody.visiting.played(scene, earlier, self.draws)
            self.story.told += [one for one in led if one.at < at]
        self._perform(self._one_of(self.rep.starts[stage]), at, self.anybody.visiting, 0)

    def finished(self) -> Story:
        self.story.told = _apart(sorted(self.story.told, key=lambda one: one.at))
        return self.story

    # ------------------------------------------------------------ one visit

    def visit(self, visit: Visit) -> None:
        """Everything of one visit, and the act that ends it."""
        kit, enter = self.kits[visit.stage], self.entered
        if self.story.named_at is None and visit.stage >= self.model.known_from:
            self.story.named_at = enter
        pause = self._pause(kit, visit)
        base = max(enter, pause[1]) if pause is not None else enter
        leave, way = self._leaving(kit, visit, base)
        end = leave if leave is not None else base + kit.horizon
        span = Span(enter, end, leave if leave is not None else base + kit.leaving.norm)
        going_on = visit.exit == ON and leave is not None
        inner = self._company(kit, span, pause, going_on=going_on)
        if going_on and leave is not None:
            inner = self._with_mistake(kit, inner, enter, leave)
        if leave is None:
            leave = self._silence(kit, inner, base)
            inner = [one for one in inner if one.at <= leave]
        self.story.told += [one._replace(lap=self.story.purse.lap) for one in inner]
        self._end(kit, visit, way, leave)

    def _company(
        self,
        kit: StageKit,
        span: Span,
        pause: tuple[Told, Instant] | None,
        *,
        going_on: bool,
    ) -> list[Told]:
        """All that happens besides, in the order of time."""
        draws = self.draws
        told = kit.visiting.during(span, draws)
        if self.entered_by is not None:
            told += kit.visiting.after(self.entered_by, span.enter, draws)
        told += self._payment(kit, span)
        if going_on:
            earlier = span.leave - MINUTE - round(draws.next() * _LAST_LOOK)
            told += kit.visiting.look(earlier, draws)
        end = span.end
        if pause is not None:
            # Whoever asked to be left alone until a day is.
            end = pause[0].at
        kept = [one for one in told if span.enter < one.at < end]
        if pause is not None:
            kept.append(pause[0])
        return sorted(kept, key=lambda one: one.at)

    def _silence(self, kit: StageKit, inner: list[Told], base: Instant) -> Instant:
        """When silence loses them; the end of the visit where it loses nobody."""
        limit = kit.leaving.limit
        if not limit or kit.customers:
            return base + kit.horizon
        clock = base
        for one in inner:
            if one.at >= clock + limit:
                break
            if one.inbound:
                clock = max(clock, one.at)
        return clock + limit

    # ------------------------------------------------------------ when it ends

    def _leaving(
        self, kit: StageKit, visit: Visit, base: Instant
    ) -> tuple[Instant | None, Recipe | None]:
        """When the act that ends a visit happens, and the act; None for no act."""
        if visit.exit == ON and kit.leaving.alone:
            ways = self.rep.onward.get((visit.stage, visit.to), ())
            if not ways or self.draws.next() >= self.assumed.acts_in_time:
                return base + kit.leaving.alone, None
            return self._shaped(kit, ways, base)
        if visit.exit == AGAIN:
            mean = self.assumed.repeats_after
            ways = self.rep.again[visit.to]
            at = base + DAY + soon(mean, 8 * mean, self.draws.next())
            return self.calendar.shaped(at, self.draws.next()), self._one_of(ways)
        ways = kit.ways(visit.exit, visit.to)
        if not ways:
            return (base + MINUTE, None) if visit.exit == ON else (None, None)
        if visit.exit in (SPAM, NOT_OURS):
            length = soon(_JUDGED, kit.stay.most, self.draws.next())
            return base + length, self._one_of(ways)
        return self._shaped(kit, ways, base)

    def _shaped(self, kit: StageKit, ways: Ways, base: Instant) -> tuple[Instant, Recipe]:
        """At an hour when people do it, as far as silence allows."""
        way = self._one_of(ways)
        length = kit.stay.length(self.draws.next())
        at = base + max(length, len(way.acts) * MINUTE)
        office = kit.is_office(way.acts[-1])
        if length > SHAPED_FROM:
            better = self.calendar.shaped(at, self.draws.next(), office=office)
        else:
            better = self.calendar.opened(at) if office else at
        first, last = base + (1 + len(way.acts)) * MINUTE, base + kit.stay.most
        return (better if first < better < last else at), way

    def _end(self, kit: StageKit, visit: Visit, way: Recipe | None, at: Instant) -> None:
        """What ends the visit, and how the next one begins."""
        if visit.exit == ON:
            self._go_on(kit, visit, way, at)
        elif visit.exit == AGAIN and way is not None:
            self.story.purse.next_journey()
            self._perform(way, at, None, visit.stage)
        elif way is not None:
            leaves = kit.visiting if visit.exit == BACK else None
            self._perform(way, at, leaves, visit.stage)
        if visit.exit in LOSSES and visit.to >= 0:
            self._return(visit, at)

    def _go_on(self, kit: StageKit, visit: Visit, way: Recipe | None, at: Instant) -> None:
        sale_here = self.rep.sale and visit.stage < self.model.sale_stage <= visit.to
        if sale_here:
            self._perform(self._one_of(self.rep.sale), at, kit.visiting, visit.stage)
            at += HOUR
        self.entered, self.entered_by = at, None
        if visit.to < len(self.model.map.stages) and way is not None:
            self._perform(way, at, kit.visiting, visit.stage)

    def _return(self, visit: Visit, lost_at: Instant) -> None:
        """Somebody lost is heard of again."""
        mean = self.model.returns_after
        most = (self.model.map.policy.reopen_within or 10 * mean) - DAY
        at = lost_at + MINUTE + soon(mean, max(most, HOUR), self.draws.next())
        shaped = self.calendar.shaped(at, self.draws.next())
        if lost_at + MINUTE < shaped < lost_at + most:
            at = shaped
        self._perform(self._one_of(self.rep.returns[visit.stage][1]), at, None, visit.to)

    # ------------------------------------------------------------ acts

    def _perform(self, way: Recipe, at: Instant, leaves: Visiting | None, stage: int) -> None:
        """Do what a recipe says, its last act at this instant."""
        told, purse = self.story.told, self.story.purse
        first = at - (len(way.acts) - 1) * MINUTE
        if way.traits:
            self.story.facts.append((first - 1, way.traits))
        if leaves is not None:
            lead = leaves.before(way.acts[-1], first, self.draws)
            earliest = self.entered or first - DAY
            told += [
                one._replace(lap=self.story.purse.lap) for one in lead if one.at > earliest
            ]
        for number, act in enumerate(way.acts):
            moment = first + number * MINUTE
            inbound = self.rep.seen[act].inbound
            told.append(Told(moment, act, inbound, purse.money_of(act, stage), purse.lap))
        self.entered, self.entered_by = at, way.acts[-1]

    def _one_of(self, ways: Ways) -> Recipe:
        return ways[pick(len(ways), self.draws)]

    # ------------------------------------------------------------ pauses and mistakes

    def _pause(self, kit: StageKit, visit: Visit) -> tuple[Told, Instant] | None:
        """The day somebody asks to be left alone until."""
        if not kit.pauses or visit.exit not in ENDS:
            return None
        if self.draws.next() >= self.assumed.pauses:
            return None
        act = self._one_of(kit.pauses).acts[-1]
        mean = self.assumed.pause
        at = (
            self.entered
            + MINUTE
            + round(self.draws.next() * min(kit.leaving.norm, kit.stay.most))
        )
        until = at + DAY + soon(mean, _PAUSE_AT_MOST * mean, self.draws.next())
        until = day_start(until, self.model.map.zone)
        day = as_datetime(until, self.model.map.zone).date().isoformat()
        told = Told(at, act, self.rep.seen[act].inbound, ((kit.pause_field, day),))
        return told, max(until, at)

    def _with_mistake(
        self, kit: StageKit, inner: list[Told], enter: Instant, leave: Instant
    ) -> list[Told]:
        """Marked as lost by mistake, and taken back soon."""
        if not kit.mistakes or self.draws.next() >= self.assumed.mistakes:
            return inner
        lost, mended = (self._one_of(ways).acts[-1] for ways in kit.mistakes)
        at = enter + (leave - enter) // 3
        back = at + 10 * MINUTE + round(self.draws.next() * 2 * HOUR)
        if back >= leave - MINUTE:
            return inner
        seen = self.rep.seen
        kept = [one for one in inner if not at <= one.at <= back]
        kept += [Told(at, lost, seen[lost].inbound), Told(back, mended, seen[mended].inbound)]
        return sorted(kept, key=lambda one: one.at)

    # ------------------------------------------------------------ money

    def _payment(self, kit: StageKit, span: Span) -> list[Told]:
        """The rest of a sale, or all of it where the sale itself was no payment."""
        stage, purse = kit.leaving.stage, self.story.purse
        ways = self.rep.pays.get(stage, ())
        if not ways or purse.due <= 0 or (purse.paid and stage == self.model.sale_stage):
            return []
        act = self._one_of(ways).acts[-1]
        at = span.enter + round((min(span.leave, span.end) - span.enter) * _PAID_AT)
        if not span.enter < at < span.end:
            return []
        return [Told(at, act, self.rep.seen[act].inbound, purse.money_of(act, stage))]


def _apart(told: list[Told]) -> list[Told]:
    """No two at the same instant: who could say which came first?"""
    for at in range(1, len(told)):
        if told[at].at <= told[at - 1].at:
            told[at] = told[at]._replace(at=told[at - 1].at + 1_000)
    return told
