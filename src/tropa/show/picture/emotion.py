"""The curve of emotions: one smooth line over all stages, with a drawn face on each.

The line is a monotone cubic (Fritsch and Carlson): it passes through every face and never
rises or falls beyond them, so a feeling is never drawn stronger than it was said.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tropa.show.picture.lettering import EMPTY, Block, line
from tropa.show.picture.markup import tag, track, words
from tropa.show.picture.model import Feeling
from tropa.show.picture.sheet import HEADS, PAD, Sheet
from tropa.show.picture.text import NOTE, clean, was_cut, wrap

_UNIT: Final = 24.0
"""How high one step of the scale -2…+2 is drawn."""

_FACE: Final = 12.5
_LINES: Final = 2
_EDGE: Final = 8.0


@dataclass(frozen=True, slots=True)
class Mood:
    """A face on the curve, its words, and whether they stand above it."""

    x: float
    rise: float
    value: float
    lines: tuple[str, ...]
    above: bool
    full: str
    index: int


def emotion_block(sheet: Sheet) -> Block:
    """The whole lane; nothing where no stage says what is felt."""
    moods = _moods(sheet)
    if not moods:
        return EMPTY
    highest = max(_reach(mood, up=True) for mood in moods)
    lowest = max(_reach(mood, up=False) for mood in moods)

    def draw(_x: float, y: float) -> str:
        zero = y + _EDGE + highest
        return _curve(sheet, moods, zero, y, y + height) + "".join(
            _face(mood, zero - mood.rise) for mood in moods if sheet.sees(mood.index)
        )

    height = 2 * _EDGE + highest + lowest
    return Block(height, draw)


def slopes(points: Sequence[tuple[float, float]]) -> list[float]:
    """Slopes of a curve through the points that keeps to their ups and downs."""
    count = len(points)
    steps = [
        (points[i + 1][1] - points[i][1]) / (points[i + 1][0] - points[i][0])
        for i in range(count - 1)
    ]
    if not steps:
        return [0.0] * count
    out = [0.0] * count
    for i in range(1, count - 1):
        if steps[i - 1] * steps[i] > 0:
            out[i] = (steps[i - 1] + steps[i]) / 2
    for i, step in enumerate(steps):
        if step == 0:
            out[i] = out[i + 1] = 0.0
            continue
        length = math.hypot(out[i] / step, out[i + 1] / step)
        if length > 3:
            out[i], out[i + 1] = 3 * out[i] / length, 3 * out[i + 1] / length
    return out


def _moods(sheet: Sheet) -> list[Mood]:
    felt = [
        (index, stage.feeling, _held(stage.feeling))
        for index, stage in enumerate(sheet.picture.stages)
        if stage.feeling.value is not None
    ]
    out: list[Mood] = []
    for at, (index, feeling, value) in enumerate(felt):
        near = [felt[i][2] for i in (at - 1, at + 1) if 0 <= i < len(felt)]
        # Words stand on the outer side of the bend, where the line does not go.
        level = sum(near) / len(near) if near else value
        above = value >= 0 if value == level else value > level
        lines = wrap(feeling.words, NOTE, sheet.column - 2 * PAD, _LINES)
        full = feeling.words if was_cut(feeling.words, lines) else ""
        out.append(
            Mood(sheet.left(index + 0.5), value * _UNIT, value, lines, above, full, index)
        )
    return out


def _held(feeling: Feeling) -> float:
    value = feeling.value or 0.0
    return max(-2.0, min(2.0, value)) if math.isfinite(value) else 0.0


def _reach(mood: Mood, *, up: bool) -> float:
    """How far from the zero line a face with its words goes up, or down."""
    own = mood.rise if up else -mood.rise
    said = 5 + len(mood.lines) * NOTE.line if mood.lines and mood.above == up else 0.0
    return max(0.0, own + _FACE + said)


def _curve(sheet: Sheet, moods: Sequence[Mood], zero: float, top: float, bottom: float) -> str:
    left, right = HEADS, sheet.width
    inner = [(mood.x, zero - mood.rise) for mood in moods]
    points = [(left, inner[0][1]), *inner, (right, inner[-1][1])]
    path = _smooth(points)
    area = path + track("L", right, zero, "H", left, "Z")
    return (
        tag(
            "defs",
            _clip("tropa-mood-up", left, top, right - left, zero - top),
            _clip("tropa-mood-down", left, zero, right - left, bottom - zero),
        )
        + tag("path", class_="mood-good", d=area, clip_path="url(#tropa-mood-up)")
        + tag("path", class_="mood-bad", d=area, clip_path="url(#tropa-mood-down)")
        + tag("path", class_="mood-zero", d=track("M", left, zero, "H", right))
        + tag("path", class_="mood-line", d=path)
    )


def _smooth(points: Sequence[tuple[float, float]]) -> str:
    slope = slopes(points)
    steps: list[str | float] = ["M", *points[0]]
    for i in range(len(points) - 1):
        (x0, y0), (x1, y1) = points[i], points[i + 1]
        third = (x1 - x0) / 3
        steps += [
            "C",
            x0 + third,
            y0 + slope[i] * third,
            x1 - third,
            y1 - slope[i + 1] * third,
            x1,
            y1,
        ]
    return track(*steps)


def _clip(name: str, x: float, y: float, wide: float, high: float) -> str:
    return tag("clipPath", tag("rect", x=x, y=y, width=wide, height=max(0.0, high)), id=name)


def _face(mood: Mood, y: float) -> str:
    """A face: its mouth bends with the feeling; brows come with the strongest ones."""
    x, ink = mood.x, _ink(mood.value)
    bend = mood.value / 2
    parts = [
        tag("circle", class_=f"face s-{ink}", cx=x, cy=y, r=_FACE),
        tag("circle", class_=f"f-{ink}", cx=x - 4, cy=y - 2.8, r=1.55),
        tag("circle", class_=f"f-{ink}", cx=x + 4, cy=y - 2.8, r=1.55),
        tag(
            "path",
            class_=f"mouth s-{ink}",
            d=track(
                "M",
                x - 4.2,
                y + 4 - bend * 1.3,
                "Q",
                x,
                y + 4 + bend * 4.6,
                x + 4.2,
                y + 4 - bend * 1.3,
            ),
        ),
    ]
    if mood.value <= -1.5:
        brows = track(
            "M",
            x - 6.4,
            y - 7,
            "L",
            x - 2.8,
            y - 5.4,
            "M",
            x + 6.4,
            y - 7,
            "L",
            x + 2.8,
            y - 5.4,
        )
        parts.append(tag("path", class_=f"mouth s-{ink}", d=brows))
    return tag("g", tag("title", words(f"{mood.value:+g}")), *parts) + _words(mood, y)


def _words(mood: Mood, y: float) -> str:
    first = y - _FACE - 8 - (len(mood.lines) - 1) * NOTE.line if mood.above else y + _FACE + 15
    return "".join(
        line(
            part,
            mood.x,
            first + at * NOTE.line,
            NOTE,
            "ink-2",
            anchor="middle",
            halo=True,
            full=clean(mood.full) if at == len(mood.lines) - 1 else "",
        )
        for at, part in enumerate(mood.lines)
    )


def _ink(value: float) -> str:
    if value > 0.5:
        return "gain"
    return "loss" if value < -0.5 else "warn"
