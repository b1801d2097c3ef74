"""Placing, slowly: one unit, one event after another, with nothing but lists.

What lies behind is kept whole and looked at anew each time; the compiled kernel must remember
the same in a fixed number of integers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from reference.conditions import Past, fires, fulfilling
from reference.journey import Journey, passes_over, stages_entered
from reference.said import reason
from reference.touches import contacts
from reference.trail import Happened, Touch, people_of, stage_set, touch_of
from tropa.clock import FOREVER
from tropa.condition.syntax import CountOf, Did, Nth, SumOf
from tropa.event import STAGE_SET
from tropa.map.document import Map
from tropa.trail import NO_DEAL, TrailBatch


@dataclass
class Walk:
    """The journeys of one unit, lap after lap."""

    editions: Sequence[tuple[Map, int]]
    """Maps and the instants from which they are live, in order."""
    outages: Sequence[tuple[int, int]]
    journeys: list[Journey] = field(default_factory=list[Journey])
    seen: list[Happened] = field(default_factory=list[Happened])
    lead_up: list[Happened] = field(default_factory=list[Happened])
    """Events since the last one that a journey took: they lead up to the next journey."""

    @property
    def journey(self) -> Journey | None:
        return self.journeys[-1] if self.journeys else None

    def take_instant(self, events: list[Happened], deal: int) -> None:
        """Events of one instant go by the stage they lead to, then as they came."""
        at = events[0].time
        self.ring_until(at)
        journey = self.journey
        under_way = journey is not None and not self.is_over(journey, at)
        edition = journey.edition if journey and under_way else self.live(at)
        map_ = self.editions[edition][0]
        for event in sorted(events, key=lambda event: stage_led_to(map_, event)):
            self.seen.append(event)
            own = deal in (NO_DEAL, event.deal)
            if event.name == STAGE_SET:
                if own:
                    self.be_set(event, edition)
            elif own:
                self.take(event, edition)
            else:
                self.accompany(event)

    def take(self, event: Happened, edition: int) -> None:
        """An event of the unit itself."""
        journey, at = self.journey, event.time
        self.lead_up.append(event)
        if journey is None or self.is_over(journey, at):
            if not self.open(event, edition) and journey is not None:
                self.after_the_end(journey, event)
            return
        touch = touch_of(journey.map, event)
        if touch is not None and self.leaves(journey, touch):
            journey.close("success", at, event.key)
            if not self.open(event, self.live(at)):
                self.after_the_end(journey, event)
        elif touch is not None:
            self.lead_up = []
            journey.take(touch)

    def be_set(self, event: Happened, edition: int) -> None:
        """A move by hand: of the journey under way, else of a new one; it is no touch."""
        journey, at = self.journey, event.time
        if journey is not None and not self.is_over(journey, at):
            stage = stage_set(journey.map, event)
            if stage is not None:
                self.lead_up = []
                journey.be_set(event, stage)
            return
        map_ = self.editions[edition][0]
        stage = stage_set(map_, event)
        if stage is not None and self.may_begin(map_):
            touches, ever = self.touches(map_, self.lead_up), self.touches(map_, self.seen)
            journey = self.begun(map_, edition, event, touches, ever)
            journey.be_set(event, stage)

    def accompany(self, event: Happened) -> None:
        """A touch of the person that is of no deal: it leads up to deals, moves none."""
        journey = self.journey
        self.lead_up.append(event)
        if journey is None or self.is_over(journey, event.time):
            return
        touch = touch_of(journey.map, event)
        if touch is not None:
            self.lead_up = []
            journey.hold(touch)
            journey.hear(touch)

    def is_over(self, journey: Journey, at: int) -> bool:
        """Whether nothing but a new lap can follow."""
        if journey.status != "lost":
            return journey.status != "active"
        return late(journey, journey.lost_at, at) and self.may_begin(journey.map)

    def leaves(self, journey: Journey, touch: Touch) -> bool:
        """After the sale: a touch that restarts, or one that enters after too long a sleep."""
        if journey.won_at is None or not self.may_begin(journey.map):
            return False
        ever = self.touches(journey.map, self.seen)
        enters = self.first_stage(journey.map, Past(touch.at, touch, [touch], ever)) is not None
        if touch.point.restarts:
            return enters
        return enters and late(journey, journey.dormant_at, touch.at)

    def may_begin(self, map_: Map) -> bool:
        most = 1 if map_.unit == "deal" else map_.policy.laps
        return not most or len(self.journeys) < most

    def live(self, at: int) -> int:
        """The edition live at an instant, by its place; the first covers everything earlier."""
        since = [place for place, (_, begun) in enumerate(self.editions) if begun <= at]
        return max(since, default=0)

    def open(self, event: Happened, edition: int) -> bool:
        """Begin a journey, if the event enters a stage from where nobody stands yet."""
        map_, at = self.editions[edition][0], event.time
        touch = touch_of(map_, event)
        if touch is None or not self.may_begin(map_):
            return False
        touches, ever = self.touches(map_, self.lead_up), self.touches(map_, self.seen)
        stage = self.first_stage(map_, Past(at, touch, touches, ever))
        if stage is None:
            return False
        self.begun(map_, edition, event, touches[:-1], ever[:-1]).begin(touch, stage)
        return True

    def begun(
        self, map_: Map, edition: int, event: Happened, touches: list[Touch], ever: list[Touch]
    ) -> Journey:
        """A new journey; money that led up to the first of all is its own."""
        lap = len(self.journeys)
        journey = Journey(map_, edition, lap, event.time, touches, ever)
        for earlier in touches if not lap else ():
            if earlier.event.deal == event.deal:
                journey.pay(earlier)
        self.journeys.append(journey)
        self.lead_up = []
        return journey

    def first_stage(self, map_: Map, past: Past) -> int | None:
        """Where a journey would begin by this touch; after a sale one may be named for it."""
        touch = past.this
        assert touch is not None
        for stage, by_rule in stages_entered(map_, past).items():
            if by_rule or not passes_over(map_, -1, stage):
                return stage
        bought = self.journey is not None and self.journey.won_at is not None
        if bought and touch.point.restarts and touch.inbound and touch.point.stage:
            own = map_.stage_index(touch.point.stage)
            return None if map_.stages[own].counted_only else own
        return None

    def touches(self, map_: Map, events: list[Happened]) -> list[Touch]:
        found = [touch_of(map_, event) for event in events]
        return [one for one in found if one is not None]

    def after_the_end(self, journey: Journey, event: Happened) -> None:
        """Money still belongs to the last journey, and it may turn out to be invalid."""
        touch = touch_of(journey.map, event)
        if touch is not None:
            journey.pay(touch)
            touches = self.touches(journey.map, self.lead_up)
            ever = self.touches(journey.map, self.seen)
            if fires(journey.rule("invalid"), Past(touch.at, touch, touches, ever)):
                journey.finish("invalid", touch.at, touch.key, reason(journey.map, touch))

    def ring_until(self, time: int) -> None:
        """Let everything come due that is due strictly before an instant."""
        while self.journey is not None:
            journey = self.journey
            silence = journey.silence_due(list(self.outages))
            alarm = next(iter(journey.alarms()), None)
            if alarm and alarm[0] < time and (silence is None or alarm[0] <= silence):
                journey.ring(*alarm)
            elif silence is not None and silence < time:
                journey.fall_silent(silence)
            else:
                return


def late(journey: Journey, since: int | None, at: int) -> bool:
    """Whether the window in which a journey may go on is over; its last instant is not."""
    limit = journey.map.policy.reopen_within
    return since is not None and bool(limit) and at - since > limit


def stage_led_to(map_: Map, event: Happened) -> int:
    """The earliest stage an event may lead to; behind all of them for none."""
    touch = touch_of(map_, event)
    found = [len(map_.stages)]
    for at, stage in enumerate(map_.stages if touch else ()):
        leaves = fulfilling(stage.enter) if stage.enter else []
        asked = {
            one.touchpoint for one in leaves if isinstance(one, Did | CountOf | SumOf | Nth)
        }
        if touch and not stage.counted_only and touch.point.id in asked | {None}:
            found.append(at)
        if touch and not stage.counted_only and touch.point.stage == stage.id:
            found.append(at)
    return min(found)


def place_slowly(
    batch: TrailBatch,
    editions: Sequence[tuple[Map, int]],
    outages: Sequence[tuple[int, int]] = (),
) -> dict[tuple[int, int], list[Journey]]:
    """The journeys of every unit of a batch, by person and deal."""
    found: dict[tuple[int, int], list[Journey]] = {}
    for person, events in people_of(batch):
        deals = {event.deal for event in events} - {NO_DEAL}
        for deal in sorted(deals) if editions[0][0].unit == "deal" else [NO_DEAL]:
            walk = Walk(editions, outages)
            own = [one for one in events if deal == NO_DEAL or one.deal in (deal, NO_DEAL)]
            for _, together in groupby(own, key=lambda event: event.time):
                walk.take_instant(list(together), deal)
            walk.ring_until(FOREVER)
            found[person, deal] = walk.journeys
            for journey in walk.journeys:
                own_keys = {touch.key for touch in journey.touches}
                made = contacts(journey.map, events)
                journey.contacts = [one for one in made if one.first.key in own_keys]
    return {unit: journeys for unit, journeys in found.items() if journeys}
