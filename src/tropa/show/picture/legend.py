"""What the marks mean: beside the flow band, and at the foot of the picture."""

from collections.abc import Callable
from typing import Final

from tropa.show.picture.cards import health_mark
from tropa.show.picture.figures import conversion_marks
from tropa.show.picture.flow import most_people
from tropa.show.picture.icons import falling_mark, icon
from tropa.show.picture.lanes import kpi_verdict
from tropa.show.picture.lettering import EMPTY, Block, centred, line, paragraph
from tropa.show.picture.markup import tag, track
from tropa.show.picture.sheet import HEADS, PAD, Sheet
from tropa.show.picture.text import DASH, NOTE, width

_LINE: Final = 17.0
_SWATCH: Final = 14.0
_FOOT: Final = 34.0


def flow_legend(sheet: Sheet) -> Block:
    """Colours and lines of the flow, and that its height is a root; nothing without numbers."""
    if not most_people(sheet.picture):
        return EMPTY
    items = [
        ("moved_on", _bar("f-flow")),
        ("still_here", _bar("stub")),
        ("lost", _bar("f-loss-fill")),
        ("returned", _stroke("climb")),
        ("stepped_back", _stroke("arc")),
    ]
    room = HEADS - 2 * PAD
    scale = paragraph(sheet.say("scale"), NOTE, room, 2, "ink-3")

    def draw(x: float, y: float) -> str:
        out: list[str] = []
        for name, swatch in items:
            middle = y + _LINE / 2
            out.append(swatch(x, middle))
            out.append(
                line(sheet.say(name), x + _SWATCH + 7, centred(middle, NOTE), NOTE, "ink-3")
            )
            y += _LINE
        return "".join(out) + scale.draw(x, y + 5)

    return Block(len(items) * _LINE + 5 + scale.height, draw)


def marks_legend(sheet: Sheet, wide: float) -> Block:
    """The marks of cards and numbers, in one row that breaks at a width."""
    items = [mark for mark in _marks() if mark[0] in _used(sheet)]
    placed: list[tuple[str, Callable[[float, float], str], float, float]] = []
    x, row = HEADS + PAD, 0.0
    for key, mark in items:
        said = sheet.say(key)
        long = 19 + width(said, NOTE) + 22
        if x + long > wide and x > HEADS + PAD:
            x, row = HEADS + PAD, row + 20
        placed.append((said, mark, x, row))
        x += long

    def draw(_x: float, y: float) -> str:
        out: list[str] = []
        for said, mark, left, down in placed:
            middle = y + _FOOT / 2 + down
            out.append(mark(left, middle))
            out.append(line(said, left + 19, centred(middle, NOTE), NOTE, "ink-3"))
        return "".join(out)

    return Block(_FOOT + row, draw)


def _marks() -> list[tuple[str, Callable[[float, float], str]]]:
    """Every mark there is: the key of its words, and how it is drawn from (x, middle)."""
    return [
        ("health.good", lambda x, y: health_mark("good", x + 6, y)),
        ("health.fair", lambda x, y: health_mark("fair", x + 6, y)),
        ("health.poor", lambda x, y: health_mark("poor", x + 6, y)),
        ("legend.play", lambda x, y: icon("lightning", x, y - 6.5, 13, "warn", 2.1)),
        ("legend.below", lambda x, y: falling_mark(x + 2, y, "loss")),
        ("legend.plan", _plan_tick),
        ("legend.draft", lambda x, y: icon("draft", x, y - 6.5, 13, "warn", 2)),
        ("legend.missing", lambda x, y: icon("missing", x, y - 6.5, 13, "loss", 2)),
        ("legend.unknown", lambda x, y: line(DASH, x + 1, centred(y, NOTE), NOTE, "ink-3")),
    ]


def _used(sheet: Sheet) -> set[str]:
    """The marks that stand somewhere on this picture: no others are explained."""
    stages = sheet.picture.stages
    touches = [*sheet.picture.elsewhere, *(one for stage in stages for one in stage.touches)]
    kpis = [kpi for stage in stages for kpi in stage.kpis]
    plays = [play for stage in stages for play in stage.plays]
    content = {chip.state for stage in stages for chip in stage.content}
    used = {f"health.{touch.health}" for touch in touches if touch.health}
    used |= {f"legend.{state}" for state in content}
    rules = (
        ("play", any(touch.play for touch in touches) or bool(plays)),
        ("plan", any(kpi.plan for kpi in kpis)),
        ("below", any(conversion_marks(stage.conversion)[1] for stage in stages)
         or any(kpi_verdict(kpi)[1] == "loss" for kpi in kpis)),
        ("draft", any(play.state == "draft" for play in plays)),
        ("unknown", any(stage.present is None for stage in stages)
         or any(touch.reach is None for touch in touches)),
    )  # fmt: skip
    return used | {f"legend.{name}" for name, holds in rules if holds}


def _bar(class_: str) -> Callable[[float, float], str]:
    return lambda x, middle: tag(
        "rect", class_=class_, x=x, y=middle - 4, width=_SWATCH, height=8, rx=2
    )


def _stroke(class_: str) -> Callable[[float, float], str]:
    return lambda x, middle: tag(
        "path", class_=class_, d=track("M", x, middle, "H", x + _SWATCH)
    )


def _plan_tick(x: float, middle: float) -> str:
    track_ = tag("rect", class_="f-sunk", x=x, y=middle - 3, width=13, height=6, rx=3)
    return track_ + tag(
        "rect", class_="plan-tick", x=x + 8, y=middle - 6, width=2, height=12, rx=1
    )
