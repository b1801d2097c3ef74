"""Scenes: what happens around a touch, by the map's own words about the touchpoint.

A scene is a touch with what precedes and follows it. A touchpoint's `steps` are its small
funnel; its `sale` is what it leads to; a message is delivered, opened, clicked, answered; a
call is answered or not. How likely each is, its `expects` says, if anything does. Only acts
that change nothing for who stands on the stage are ever part of a scene: the walk alone
decides where people go.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tropa.clock import DAY, HOUR, MINUTE, SECOND, Duration
from tropa.condition.syntax import Did, walk
from tropa.map.document import Touchpoint
from tropa.plan.acts import Act
from tropa.plan.candidates import AFTER_SENDING, is_message
from tropa.plan.repertoire import Repertoire
from tropa.plan.timing import Planned, planned

BEFORE_ANYBODY: Final = -1
"""Stands for the stage of who has not come yet."""

_LOOKS: Final = ("visit", "none")
_MESSAGE_SHARES: Final = (0.97, 0.6, 0.2, 0.12)
_MESSAGE_GAPS: Final[tuple[Duration, ...]] = (4 * SECOND, 2 * HOUR, MINUTE, 20 * MINUTE)
_ANSWERS: Final = 2
"""From here on a message is not only seen but answered."""
_MESSAGE_KEYS: Final = ("deliver", "open", "click", "repl")

_MANDATORY: Final = 0.96
_IN_SOME_CASE: Final = 0.18
_RARE: Final = 0.12
_SENT: Final = 0.7
_CALLED: Final = 0.6
_LOOKED: Final = 0.5
_CAME_BY_THEMSELVES: Final = 0.12
_BY_THE_WAY: Final = 0.05
_NEXT_STEP: Final = 0.7
_NEXT_PAGE: Final = 0.5
_LEADS_TO: Final = 0.3
_ANSWERED: Final = 0.65


@dataclass(frozen=True, slots=True)
class Line:
    """One act of a scene, and how likely and how soon it follows the one before."""

    act: Act
    share: float
    gap: Duration
    inbound: bool
    alone: bool = False
    """If it does not happen, what follows still may."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A touch at one stage, with what precedes and follows it."""

    touchpoint: Touchpoint
    act: Act
    inbound: bool
    share: float
    """How likely in one visit of the stage."""
    when: tuple[Planned, ...]
    site: bool
    """A look at something: several make one visit to the site."""
    office: bool
    """In working hours."""
    answered: Act | None
    answer: float
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Scenes:
    """The scenes of one stage."""

    calls: tuple[Scene, ...]
    """What happens at planned moments, or some time."""
    looks: tuple[Scene, ...]
    """What is looked at in one visit to the site, in the map's order."""
    around: Mapping[str, Scene] = field(default_factory=dict[str, Scene])
    """What precedes and follows a touch that leads here or on from here, by touchpoint."""


def scenes_of(repertoire: Repertoire, stage: int) -> Scenes:
    """The scenes of a stage; of who has not come yet under -1."""
    build = _Builder(repertoire, stage)
    own = [build.scene(one) for one in repertoire.map.touchpoints if build.belongs(one)]
    scenes = [one for one in own if one is not None]
    brought = [*scenes, *(build.around(one) for one in build.entered_by())]
    led_to = {line.act.touchpoint for one in brought for line in one.after}
    free = [one for one in scenes if one.touchpoint.id not in led_to or one.site]
    return Scenes(
        tuple(one for one in free if not one.site),
        tuple(one for one in free if one.site),
        {one.id: build.around(one) for one in repertoire.map.touchpoints},
    )


class _Builder:
    """Builds the scenes of one stage."""

    def __init__(self, repertoire: Repertoire, stage: int) -> None:
        self.repertoire, self.stage = repertoire, stage
        self.map = repertoire.map
        self.quiet = repertoire.quiet.get(stage, frozenset[Act]())
        self.touchpoints = repertoire.candidates.touchpoints

    def belongs(self, one: Touchpoint) -> bool:
        """Whether a touchpoint's scene is of this stage; a seller's of no stage is of all."""
        if one.stage is None:
            return not one.from_buyer and self.stage >= 0 and self._is_casual(one)
        at = self.map.stage_index(one.stage)
        if self.stage == BEFORE_ANYBODY:
            return self.map.stages[at].counted_only
        return at == self.stage

    def entered_by(self) -> list[Touchpoint]:
        """Touchpoints whose touch leads here."""
        inverse = self.repertoire.candidates.entries.get(self.stage)
        names = (
            {way.acts[-1].touchpoint for way in inverse.recipes if way.acts} if inverse else ()
        )
        return [one for one in self.map.touchpoints if one.id in names]

    def _is_casual(self, one: Touchpoint) -> bool:
        kind = one.interaction
        return one.answered is not None or (kind is not None and is_message(one))

    def scene(self, one: Touchpoint) -> Scene | None:
        """The scene of a touch that may happen by itself; None where it would not be quiet."""
        small = self.touchpoints[one.id]
        act = next((act for act in small.acts if act in self.quiet), None)
        answered = next((act for act in small.answered if act in self.quiet), None)
        if act is None or one.restarts or one.moves_back:
            return None
        around = self.around(one)
        return Scene(
            touchpoint=one,
            act=act,
            inbound=self.repertoire.seen[act].inbound,
            share=_share(one),
            when=planned(one),
            site=_is_look(one),
            office=_is_office(one),
            answered=answered,
            answer=_percent(one, ("answer", "reach")) or _ANSWERED,
            before=around.before,
            after=around.after,
        )

    def around(self, one: Touchpoint) -> Scene:
        """What precedes and follows a touch here, however it came about."""
        steps = self.repertoire.candidates.steps[one.id]
        at = steps.index(None) if None in steps else None
        own = self.touchpoints[one.id]
        first = own.acts[0] if own.acts else Act(one.id, "")
        lines = [] if at is None else self._steps(one, [act for act in steps[at + 1 :] if act])
        seen = {line.act for line in lines} | {*own.acts, *own.answered}
        if _is_look(one):
            lines = [*self._pages(own.acts[1:], lines), *lines]
        lines += [line for line in self._leads_to(one) if line.act not in seen]
        before = [] if at is None else [act for act in steps[:at] if act in self.quiet]
        return Scene(
            touchpoint=one,
            act=first,
            inbound=False,
            share=1.0,
            when=(),
            site=_is_look(one),
            office=_is_office(one),
            answered=None,
            answer=0.0,
            before=tuple(self._line(act, 1.0, 40 * SECOND) for act in before if act),
            after=tuple(lines),
        )

    def _line(self, act: Act, share: float, gap: Duration, *, alone: bool = False) -> Line:
        return Line(act, share, gap, self.repertoire.seen[act].inbound, alone)

    def _steps(self, one: Touchpoint, acts: Sequence[Act]) -> list[Line]:
        """The rest of the small funnel, up to the first step that would move somebody."""
        if is_message(one):
            return self._after_sending(one, acts)
        lines: list[Line] = []
        own = set(one.events)
        for act in acts:
            if act.event in own and one.answered is not None:
                # The call itself, answered: told by the call.
                continue
            if act not in self.quiet:
                break
            word = act.event.split("_")[-1]
            share = _percent(one, (word,)) or _percent(one, ()) or _NEXT_STEP
            lines.append(self._line(act, share, _gap(one, act)))
        return lines

    def _after_sending(self, one: Touchpoint, acts: Sequence[Act]) -> list[Line]:
        lines: list[Line] = []
        asked_for = _asked_for(one)
        for act in acts:
            if act not in self.quiet:
                continue
            if act.event in AFTER_SENDING:
                at = AFTER_SENDING.index(act.event)
                plain = _MESSAGE_SHARES[at] if at < _ANSWERS or act.event in asked_for else 0.03
                share = _percent(one, (_MESSAGE_KEYS[at],)) or plain
                if at >= _ANSWERS:
                    # Stated of all sent; here asked of those that were opened.
                    share = min(0.9, share / _MESSAGE_SHARES[1])
                lines.append(self._line(act, share, _MESSAGE_GAPS[at], alone=at >= _ANSWERS))
            else:
                share = _percent(one, (act.touchpoint.split("_")[-1],)) or _LEADS_TO
                lines.append(self._line(act, share, HOUR, alone=True))
        return lines

    def _pages(self, acts: Iterable[Act], known: Sequence[Line]) -> list[Line]:
        events = {line.act.event for line in known}
        return [
            self._line(act, _NEXT_PAGE, 50 * SECOND, alone=True)
            for act in acts
            if act in self.quiet and act.event not in events
        ]

    def _leads_to(self, one: Touchpoint) -> list[Line]:
        """What the touchpoint's own sale is, where it is an act that moves nobody."""
        if one.sale is None:
            return []
        found: list[Line] = []
        nodes = list(walk(one.sale.when))
        for node in nodes:
            if not isinstance(node, Did) or node.touchpoint == one.id:
                continue
            act = next(
                (act for act in self.touchpoints[node.touchpoint].first if act in self.quiet),
                None,
            )
            if act is not None and act.event not in AFTER_SENDING and act.event:
                gap = min(one.sale.within or DAY, DAY) // 4
                share = _percent(one, ()) or _LEADS_TO / len(nodes)
                found.append(self._line(act, share, gap, alone=True))
        return found


def _asked_for(one: Touchpoint) -> frozenset[str]:
    """What the buyer is asked to do with a message, by its steps and its sale."""
    said = str(one.record.get("steps")) + str(one.sale)
    return frozenset(event for event in AFTER_SENDING if event.split("_")[-1] in said)


def _is_look(one: Touchpoint) -> bool:
    """A buyer's look at something: pages, listings, calculators, clicks."""
    kind = one.interaction
    if kind is None or not one.from_buyer:
        return False
    return (
        kind.inbound and not kind.two_way and kind.collapse in _LOOKS and one.channel != "phone"
    )


def _is_office(one: Touchpoint) -> bool:
    return one.answered is not None or one.record.get("channel") in (["visit"], ["office"])


def _share(one: Touchpoint) -> float:
    if one.stage is None:
        return _BY_THE_WAY
    if one.record.get("mandatory"):
        return _MANDATORY
    if one.record.get("when"):
        return _IN_SOME_CASE
    if not one.from_buyer:
        if one.answered is not None:
            return _CALLED
        return _RARE if one.record.get("kind") == "action" else _SENT
    return _LOOKED if _is_look(one) else _CAME_BY_THEMSELVES


def _gap(one: Touchpoint, act: Act) -> Duration:
    """How soon one step follows another: a page at once, people after a while."""
    return 50 * SECOND if _is_look(one) else (HOUR if act.touchpoint else 20 * MINUTE)


def _percent(one: Touchpoint, keys: Sequence[str]) -> float | None:
    """A share the touchpoint expects: of a name with one of these words, else the first."""
    expects = one.record.get("expects")
    if not isinstance(expects, dict):
        return None
    for name, value in expects.items():  # pyright: ignore[reportUnknownVariableType]
        text = str(value)  # pyright: ignore[reportUnknownArgumentType]
        named = not keys or any(key in str(name) for key in keys)  # pyright: ignore[reportUnknownArgumentType]
        if named and text.endswith("%"):
            return min(1.0, float(text[:-1]) / 100)
    return None
