"""Ways against the stream: dashed arcs of steps back, dotted lines of those who returned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tropa.show.picture.flow import StageBand
from tropa.show.picture.icons import icon
from tropa.show.picture.lettering import centred, line
from tropa.show.picture.markup import tag, track
from tropa.show.picture.model import BackMove
from tropa.show.picture.sheet import Sheet
from tropa.show.picture.text import LABEL, width

LEVEL: Final = 25.0
_FIRST: Final = 27.0
_LEVELS: Final = 4
_ARROW: Final = 4.0


@dataclass(frozen=True, slots=True)
class Arc:
    """One arc: from a stage back to an earlier one, `level` rows above the band."""

    move: BackMove
    start: float
    end: float
    level: int


def back_arcs(sheet: Sheet) -> tuple[Arc, ...]:
    """Arcs that find room above the band, the shortest lowest; the rarest are left out first.

    Legs that meet on a stage are set apart, the longer arc outside, so that none cross.
    """
    places = {stage.name: at for at, stage in enumerate(sheet.picture.stages)}
    moves = [
        move
        for move in sheet.picture.back_moves
        if move.people > 0 and places.get(move.end, len(places)) < places.get(move.start, -1)
    ]
    moves.sort(
        key=lambda move: (places[move.start] - places[move.end], -move.people, move.start)
    )
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_LEVELS)]
    legs: dict[tuple[str, str], int] = {}
    arcs: list[Arc] = []
    for move in moves:
        out, into = legs.get(("out", move.start), 0), legs.get(("in", move.end), 0)
        start = sheet.left(places[move.start] + min(0.30 + 0.08 * out, 0.46))
        end = sheet.left(places[move.end] + max(0.70 - 0.08 * into, 0.54))
        level = _free_level(taken, end, start)
        if level is None:
            continue
        taken[level].append((end, start))
        legs["out", move.start], legs["in", move.end] = out + 1, into + 1
        arcs.append(Arc(move, start, end, level))
    return tuple(arcs)


def arcs_height(arcs: Sequence[Arc]) -> float:
    """Room the arcs need above the band."""
    return _FIRST + 15 + LEVEL * max(arc.level for arc in arcs) if arcs else 0.0


def draw_arc(sheet: Sheet, arc: Arc, top: float) -> str:
    """A dashed arc with an arrow on the earlier stage, and its number on the crest."""
    crest = top - _FIRST - LEVEL * arc.level
    foot = top - 3
    reach = min(64.0, (arc.start - arc.end) / 2)
    path = track(
        "M", arc.start, foot,
        "C", arc.start, foot - 0.7 * (foot - crest), arc.start - 0.35 * reach, crest,
        arc.start - reach, crest,
        "H", arc.end + reach,
        "C", arc.end + 0.35 * reach, crest, arc.end, foot - 0.7 * (foot - crest),
        arc.end, foot - 6,
    )  # fmt: skip
    said = sheet.count(arc.move.people)
    half = (width(said, LABEL) + 17) / 2 + 9
    middle = (arc.start + arc.end) / 2
    name = f"back/{arc.move.start}/{arc.move.end}"
    return (
        tag("path", class_="arc", d=path)
        + _arrow(arc.end, foot, 1, "back")
        + sheet.opens(
            name,
            tag(
                "rect",
                class_="f-back-soft s-surface",
                x=middle - half,
                y=crest - 10,
                width=2 * half,
                height=20,
                rx=10,
                stroke_width=2,
            )
            + icon("back", middle - half + 8, crest - 6.5, 13, "back", 2)
            + line(said, middle - half + 25, centred(crest, LABEL), LABEL, "back"),
        )
    )


def draw_climb(
    band: StageBand, target: StageBand, start: float, floor: float, clear: float
) -> str:
    """A dotted line from beside a loss up to the band of the stage people returned to.

    Args:
        band: the stage of the loss.
        target: the stage they returned to.
        start: where the line leaves the falling strand.
        floor: the lower edge of the losses.
        clear: how far from the left border of the target its number reaches.
    """
    column = target.end - target.x
    if target.index == band.index:
        end, top = max(start + 26, target.x + 0.78 * column), _under(target, target.moved)
    else:
        end = target.x + max(0.36 * column, clear + 10)
        top = _under(target, target.height)
    low = floor - 34
    lean = min(46.0, abs(end - start) / 2)
    path = track(
        "M", start, low,
        "C", start + (lean if end > start else -lean), low, end, low - 10, end, top + 5,
    )  # fmt: skip
    return tag("path", class_="climb", d=path) + _arrow(end, top, -1, "gain-fill")


def _under(band: StageBand, height: float) -> float:
    """Just below the band, and below a pill that may hang over a thin one."""
    return band.top + max(height, height / 2 + 12) + 5


def _arrow(x: float, tip: float, way: int, ink: str) -> str:
    """A small arrow head pointing down (`way` 1) or up (-1)."""
    back = tip - way * 2 * _ARROW
    return tag(
        "path",
        class_=f"f-{ink}",
        d=track("M", x, tip, "L", x - _ARROW, back, "H", x + _ARROW, "Z"),
    )


def _free_level(
    taken: Sequence[Sequence[tuple[float, float]]], left: float, right: float
) -> int | None:
    """The lowest level above every arc that lies under this one; None where none is left."""
    lowest = 0
    for level, spans in enumerate(taken):
        if any(left < there_right and there_left < right for there_left, there_right in spans):
            lowest = level + 1
    return lowest if lowest < len(taken) else None
