"""What happens during one visit of a stage: its scenes, each at its moment.

Whoever plays a visit says from when to when it lasts; nothing here ever leads anywhere.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tropa.chance import Draws
from tropa.clock import DAY, MINUTE, SECOND, Duration, Instant
from tropa.plan.acts import Act
from tropa.plan.scenes import Line, Scene, Scenes
from tropa.plan.timing import Calendar, Planned
from tropa.trail import Scalar

_COMES_AGAIN: Final = 0.35
"""Who looks at us once more, after each visit to the site."""
_LOOKS_AT_MOST: Final = 6
_BETWEEN_LOOKS: Final[Duration] = 2 * MINUTE
_SOON: Final = 0.6
"""What is planned for no moment happens in this part of a visit."""


class Told(NamedTuple):
    """One act of a story."""

    at: Instant
    act: Act
    inbound: bool
    extra: tuple[tuple[str, Scalar], ...] = ()
    """Fields only the story knows: an amount, the day asked for."""
    lap: int = 0


class Span(NamedTuple):
    """When a visit begins and ends, and when what it leads to happens, or would."""

    enter: Instant
    end: Instant
    leave: Instant
    """What is planned before the next step is counted back from here."""


class Visiting:
    """Plays the scenes of one stage."""

    def __init__(self, scenes: Scenes, calendar: Calendar, *, known: bool) -> None:
        self._calendar = calendar
        # Nobody can write to or call who has left no name.
        self._calls = [one for one in scenes.calls if known or one.touchpoint.stage is not None]
        self._looks = scenes.looks
        self._around = scenes.around

    def before(self, act: Act, at: Instant, draws: Draws) -> list[Told]:
        """What leads up to an act that leads on from here."""
        scene = self._around.get(act.touchpoint)
        return [] if scene is None else _before(scene.before, at, draws)

    def after(self, act: Act, at: Instant, draws: Draws) -> list[Told]:
        """What follows an act that led here."""
        scene = self._around.get(act.touchpoint)
        return [] if scene is None else list(_after(scene.after, at, draws))

    def is_office(self, act: Act) -> bool:
        """Whether it happens in working hours only."""
        scene = self._around.get(act.touchpoint)
        return scene is not None and scene.office

    def during(self, span: Span, draws: Draws) -> list[Told]:
        """What happens besides."""
        told: list[Told] = []
        for scene in self._calls:
            if draws.next() < scene.share:
                told += self._played(scene, span, draws)
        if self._looks:
            told += self._looking(span, draws)
        return told

    def look(self, at: Instant, draws: Draws) -> list[Told]:
        """One visit to the site, or to a listing: at least one thing is looked at."""
        told: list[Told] = []
        for scene in self._looks:
            if draws.next() < scene.share:
                told += self._looked(scene, at, draws)
                at = told[-1].at + 20 * SECOND + round(draws.next() * _BETWEEN_LOOKS)
        if not told and self._looks:
            told = self._looked(self._looks[-1], at, draws)
        return told

    def played(self, scene: Scene, at: Instant, draws: Draws) -> list[Told]:
        """One scene at a moment."""
        return [
            *_before(scene.before, at, draws),
            Told(at, scene.act, scene.inbound),
            *_after(scene.after, at, draws),
        ]

    def _looked(self, scene: Scene, at: Instant, draws: Draws) -> list[Told]:
        return [Told(at, scene.act, scene.inbound), *_after(scene.after, at, draws)]

    def _looking(self, span: Span, draws: Draws) -> list[Told]:
        told: list[Told] = []
        for _ in range(_LOOKS_AT_MOST):
            if draws.next() >= _COMES_AGAIN:
                break
            at = self._some_time(span, draws)
            told += self.look(at, draws)
        return told

    def _played(self, scene: Scene, span: Span, draws: Draws) -> list[Told]:
        told: list[Told] = []
        for moment in scene.when:
            at = self._moment(moment, span, draws)
            if scene.office:
                at = self._calendar.opened(at)
            if not span.enter < at < span.end:
                continue
            if scene.answered is not None and draws.next() < scene.answer:
                told.append(Told(at, scene.answered, inbound=True))
                told += _after(scene.after, at, draws)
                break
            told += _before(scene.before, at, draws)
            told.append(Told(at, scene.act, scene.inbound))
            if scene.answered is None:
                told += _after(scene.after, at, draws)
        return told

    def _moment(self, moment: Planned, span: Span, draws: Draws) -> Instant:
        if moment.anywhere:
            return self._some_time(span, draws)
        if moment.after is None:
            at = span.leave - moment.before
        else:
            # People and machines take a little longer than planned.
            at = span.enter + moment.after + round(draws.next() * 3 * MINUTE)
        if moment.hour is None:
            return at
        at = self._calendar.day(at) + moment.hour + round(draws.next() * 20 * MINUTE)
        return at if at > span.enter else at + DAY

    def _some_time(self, span: Span, draws: Draws) -> Instant:
        length = (min(span.leave, span.end) - span.enter) * _SOON
        at = span.enter + MINUTE + round(draws.next() * length)
        return self._calendar.shaped(at, draws.next()) if length > DAY else at


def _before(lines: Sequence[Line], at: Instant, draws: Draws) -> list[Told]:
    told: list[Told] = []
    for line in reversed(lines):
        at -= max(SECOND, round(line.gap * (0.5 + draws.next())))
        told.append(Told(at, line.act, line.inbound))
    return told[::-1]


def _after(lines: Sequence[Line], at: Instant, draws: Draws) -> Iterator[Told]:
    for line in lines:
        if draws.next() < line.share:
            at += max(SECOND, round(line.gap * (0.5 + draws.next())))
            yield Told(at, line.act, line.inbound)
        elif not line.alone:
            return
