"""People drawn from the model, as the events their sources would have sent.

    day after day          so many begin, so many only look: by plan, weekday and season
    each of them           somebody, with a story of their own
    the stories            laid into one another by time: a stream without end

A person is drawn from the seed, the day they begin and their number on that day, and from
nothing else. So the stream can be cut at any instant: what comes after the cut is the same
whether the stream ran through or was begun there anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import count
from math import ceil
from typing import Final, cast

import msgspec

from tropa.chance import Draws, poisson
from tropa.clock import BEFORE, DAY, MINUTE, Instant, as_datetime, day_start
from tropa.event import IDENTIFY, Event, Name, NameKind
from tropa.place.rules import compile_edition
from tropa.plan.filling import Filling, Form, Moment
from tropa.plan.shares import DAYS_A_MONTH
from tropa.plan.somebody import Crowd, Somebody
from tropa.plan.story import Story, Storyteller
from tropa.plan.timing import Calendar, Hours
from tropa.plan.visiting import Told
from tropa.plan.walk import Model
from tropa.trail import Scalar

SOURCE: Final = "drawn"
"""The source drawn events come through, where nobody names another."""

_ENCODED: Final = msgspec.json.Encoder().encode
ONLOOKERS: Final = 1_000_000
"""Numbers of a day from here on are of people who only look; no more than so many begin."""
_ROOM: Final = 8
"""Never do so many times more people begin on a day than on an ordinary one."""
_FIRST_MINUTES: Final = 30 * MINUTE
"""Nobody begins so early in a day that what led up to it fell on the day before."""


def draw(
    model: Model,
    seed: str | int,
    begins: Instant,
    since: Instant = BEFORE,
    source: str = SOURCE,
) -> Iterator[Event]:
    """Events of drawn people in the order of time, without end; none where nobody can begin.

    Args:
        model: of their map.
        seed: the same seed draws the same people.
        begins: nobody comes before the day of this instant.
        since: events before it are left out.
        source: the source they come through.

    Yields:
        Events with ids of their own: `DAY-NUMBER-TURN`, so `id.rpartition("-")[0]` is the
        person.
    """
    if not model.starts:
        return
    drawing = _Drawing(model, seed, begins, source)
    waiting: dict[int, list[Event]] = {}
    for number in count():
        morning = drawing.midnight + number * DAY
        for events in drawing.day(morning):
            for event in events:
                day = (event.time - drawing.midnight) // DAY
                waiting.setdefault(day, []).append(event)
        today = waiting.pop(number, [])
        if morning + DAY <= since:
            continue
        today.sort(key=_in_order)
        if today and today[0].time < since:
            yield from (event for event in today if event.time >= since)
        else:
            yield from today


def everything(
    model: Model, seed: str | int, begins: Instant, days: int, source: str = SOURCE
) -> Iterator[list[Event]]:
    """All that people who begin on some days will ever do, person by person.

    Args:
        model: of their map.
        seed: the same seed draws the same people.
        begins: the first of the days is the one of this instant.
        days: how many.
        source: the source they come through.
    """
    if not model.starts:
        return
    drawing = _Drawing(model, seed, begins, source)
    for number in range(days):
        yield from drawing.day(drawing.midnight + number * DAY)


def _in_order(event: Event) -> tuple[Instant, str]:
    return event.time, event.id


class _Drawing:
    """What all days share."""

    def __init__(self, model: Model, seed: str | int, begins: Instant, source: str) -> None:
        assumed, map_ = model.assumptions, model.map
        self.model, self.seed, self.source = model, seed, source
        self.midnight = day_start(begins, map_.zone)
        self.calendar = Calendar(
            self.midnight, Hours(assumed.hours), Hours(assumed.office_hours)
        )
        room = _ROOM * (ceil(model.starters_a_day) + 100)
        self.crowd = Crowd(map_, assumed, min(room, ONLOOKERS))
        self.teller = Storyteller(model, self.calendar)
        edition = compile_edition(map_)
        self.forms = Filling(edition, list(model.repertoire.seen)).forms
        self.season = _season(model)
        self.by_deal = map_.unit == "deal"

    def day(self, morning: Instant) -> Iterator[list[Event]]:
        """Everybody who begins on a day."""
        noon = as_datetime(morning + DAY // 2, self.model.map.zone)
        busy = self.model.assumptions.weekdays[noon.weekday()] * self.season[noon.month - 1]
        day = noon.date().toordinal()
        for first, rate in (
            (0, self.model.starters_a_day),
            (ONLOOKERS, _onlookers(self.model)),
        ):
            coming = poisson(rate * busy, self.seed, day, first, "coming")
            for number in range(first, first + min(coming, ONLOOKERS)):
                events = self._person(morning, day, number)
                if events:
                    # A map may have nothing to be looked at.
                    yield events

    def _person(self, morning: Instant, day: int, number: int) -> list[Event]:
        who = self.crowd.somebody(self.seed, day, number)
        draws = Draws(self.seed, day, number, "events")
        at = max(self.calendar.shaped(morning, draws.next()), morning + _FIRST_MINUTES)
        if number >= ONLOOKERS:
            story = self.teller.onlooker(at, who.source, self.seed, day, number)
        else:
            story = self.teller.tell(at, who.source, self.seed, day, number)
        return _Writing(self, who, story, draws).events()


class _Writing:
    """One story written down as events."""

    def __init__(self, drawing: _Drawing, who: Somebody, story: Story, draws: Draws) -> None:
        self.drawing, self.who, self.story, self.draws = drawing, who, story, draws
        self.turn = 0
        named = story.named_at is not None
        mark = blake2b(f"{drawing.seed}\x1f{who.id}".encode(), digest_size=16).hexdigest()
        self.user = Name(NameKind.USER, f"u{who.id}")
        self.first = Name(NameKind.ANONYMOUS, mark[:16])
        self.other = Name(NameKind.ANONYMOUS, mark[16:])
        # A device that is never recognised stays somebody else's.
        self.known_on = self.first if who.stitched or not named else self.other
        self.two = named and who.stitched and who.two_devices

    def events(self) -> list[Event]:
        """All of them, in the order of time."""
        named_at, forms = self.story.named_at, self.drawing.forms
        found: list[Event] = []
        for told in self.story.told:
            form = forms[told.act]
            if named_at is None or told.at < named_at:
                names: tuple[Name, ...] = (self._device(told),)
            elif told.at == named_at:
                names = self._naming(form)
            else:
                names = (self.user, self.known_on) if form.online else (self.user,)
            found.append(self._event(told, form, names))
            if told.at == named_at:
                found += self._introduced(told.at + 20 * 1_000_000)
        if self.story.facts:
            found += [self._fact(at, traits) for at, traits in self.story.facts]
        return found

    def _device(self, told: Told) -> Name:
        """Some look from a second device now and then."""
        later = self.two and told.at % 3 == 0
        return self.other if later else self.first

    def _naming(self, form: Form) -> tuple[Name, ...]:
        """The act by which they become known: a form, a call, a chat."""
        if form.messenger:
            return (self._messenger(), self.known_on)
        phone = Name(NameKind.PHONE, self.drawing.crowd.phone(self.who))
        return (phone, self.known_on) if form.online else (phone,)

    def _messenger(self) -> Name:
        return Name(NameKind.MESSENGER, f"telegram:{self.who.serial}")

    def _introduced(self, at: Instant) -> list[Event]:
        """What the seller writes into the card: who it is, by all their names."""
        crowd = self.drawing.crowd
        told, phone = crowd.introduced(self.who), crowd.phone(self.who)
        traits: dict[str, Scalar] = {"name": told.name, "phone": phone, **dict(told.traits)}
        names = [self.user, Name(NameKind.PHONE, phone), self._messenger()]
        if told.email:
            traits["email"] = told.email
            names.insert(1, Name(NameKind.EMAIL, told.email))
        found = [self._made(at, IDENTIFY, (*names, self.known_on), _ENCODED(traits))]
        if self.two:
            names = [self.user, self.other]
            found.append(self._made(at + 1_000_000, IDENTIFY, tuple(names), b"{}"))
        return found

    def _fact(self, at: Instant, traits: Iterable[tuple[str, Scalar]]) -> Event:
        named = self.story.named_at is not None and at >= self.story.named_at
        return self._made(
            at, IDENTIFY, (self.user if named else self.first,), _ENCODED(dict(traits))
        )

    def _event(self, told: Told, form: Form, names: tuple[Name, ...]) -> Event:
        moment = Moment(self.who, self.story.purse, told.lap, self.draws)
        properties = form.properties(moment, told.extra)
        deal = f"{self.who.id}.{told.lap}" if self.drawing.by_deal else ""
        if deal:
            names = (*names, Name(NameKind.DEAL, deal))
        return self._made(told.at, form.event, names, properties, deal)

    def _made(
        self,
        at: Instant,
        event: str,
        names: tuple[Name, ...],
        properties: bytes,
        deal: str = "",
    ) -> Event:
        self.turn += 1
        return Event(
            id=f"{self.who.id}-{self.turn}",
            source=self.drawing.source,
            time=at,
            name=event,
            names=names,
            properties=properties,
            sequence=self.turn,
            deal=deal,
            received=at,
        )


def _onlookers(model: Model) -> float:
    """How many a day only see us: none where the map counts no audience."""
    audience = next((one for one in model.map.stages if one.counted_only), None)
    if audience is None:
        return 0.0
    most = (audience.plan or 0.0) / DAYS_A_MONTH
    assumed = model.assumptions.onlookers * model.starters_a_day
    return min(assumed, most) if most else assumed


def _season(model: Model) -> tuple[float, ...]:
    """How busy each month is, January first."""
    said = model.map.section("plan").get("season")
    if not model.assumptions.seasonal or not isinstance(said, list | tuple):
        return (1.0,) * 12
    stated = cast("Sequence[object]", said)
    months = tuple(float(one) for one in stated if isinstance(one, int | float))
    return months if len(months) == 12 else (1.0,) * 12
