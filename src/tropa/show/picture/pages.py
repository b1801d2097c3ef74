"""The map over several pages: a part of its stages and a part of its lanes on each.

Every page repeats what one has to know to read it: the title of the map, the heads of its
stages, the names of its lanes. All pages of one row hold the same lanes and all of one column
the same stages, so that they can be laid side by side. A lane is parted between its cards and
lines, never through one; what runs over all stages goes on beyond the edge of the page.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from tropa.show.picture.heads import TITLE_HEIGHT, stage_heads, title_bar, zones_row
from tropa.show.picture.legend import marks_legend
from tropa.show.picture.lettering import (
    Block,
    line,
    padded,
    paragraph,
    parted,
)
from tropa.show.picture.markup import number, tag, track
from tropa.show.picture.model import MapPicture
from tropa.show.picture.rows import ACROSS, BOTTOM, TOP, Lane, cell_drawn, lanes_of
from tropa.show.picture.sheet import HEADS, NARROWEST, PAD, Sheet
from tropa.show.picture.text import BODY, LABEL, NOTE
from tropa.words import Language

_WIDEST: Final = 420.0
_GUTTER: Final = 56.0
"""How far the flow and the line of feelings go on beyond the edge of a page."""

_KEPT: Final = 0.6
"""A lane that needs no more than this part of a page is not parted."""

_SAID: Final = 260.0
"""Room at the foot for the number of the page."""


@dataclass(frozen=True, slots=True)
class _Pages:
    """How a map lies on its pages.

    Attributes:
        sheet: the whole map, its columns as wide as they stand on a page.
        wide, high: of one page.
        columns: the stages of each column of pages, as first and one after the last.
        rows: the lanes, or what of them stands there, of each row of pages.
        heads: of all stages.
    """

    sheet: Sheet
    wide: float
    high: float
    columns: Sequence[tuple[int, int]]
    rows: Sequence[Sequence[Lane]]
    heads: Sequence[Block]

    @property
    def above(self) -> float:
        """Height of what every page begins with."""
        zones = zones_row(self.sheet)
        heads = max((one.height for one in self.heads), default=0.0)
        return TITLE_HEIGHT + (zones.height if zones else 0) + heads + 2 * TOP

    @property
    def foot(self) -> Block:
        return marks_legend(self.sheet, self.wide - _SAID)

    def width_of(self, first: int, last: int) -> float:
        """Everything right of the heads of the lanes."""
        before, after = self.gutters(first, last)
        return before + (last - first) * self.sheet.column + after

    def gutters(self, first: int, last: int) -> tuple[float, float]:
        """Room at the left and at the right, where the map goes on."""
        return (_GUTTER if first else 0, 0 if last >= self.sheet.columns else _GUTTER)


def draw_pages(picture: MapPicture, language: Language, wide: float, high: float) -> list[str]:
    """The pages of a map, row by row, each a picture of its own without rules of style.

    Args:
        picture: everything to be drawn.
        language: of captions and numbers.
        wide: width of a page, in points of the picture.
        high: height of a page.
    """
    columns, column = _columns(len(picture.stages), wide)
    sheet = Sheet(picture, language, column)
    lanes = lanes_of(sheet) if picture.stages else []
    pages = _Pages(sheet, wide, high, columns, [], stage_heads(sheet))
    pages = replace(pages, rows=_rows(lanes, high - pages.above - pages.foot.height))
    places = [
        (row, first, last)
        for at, row in enumerate(pages.rows)
        for first, last in columns
        if at == 0 or any(_stands(lane, first, last) for lane in row)
    ]
    return [
        _page(pages, row, (first, last), (at + 1, len(places)))
        for at, (row, first, last) in enumerate(places)
    ]


def _columns(stages: int, wide: float) -> tuple[list[tuple[int, int]], float]:
    """Which stages stand side by side, as evenly dealt as can be, and how wide each is."""
    room = wide - HEADS
    if max(1, stages) * NARROWEST <= room:
        return [(0, stages)], min(_WIDEST, room // max(1, stages))
    room -= 2 * _GUTTER
    count = math.ceil(stages / max(1, room // NARROWEST))
    # Fuller pages first.
    edges = [math.ceil(stages * at / count) for at in range(count + 1)]
    spans = list(pairwise(edges))
    most = max(last - first for first, last in spans)
    return spans, min(_WIDEST, room // most)


# ---------------------------------------------------------------- which lanes stand where


def _rows(lanes: Sequence[Lane], room: float) -> list[list[Lane]]:
    """The lanes dealt over pages of so much room, from top to bottom."""
    rows: list[list[Lane]] = [[]]
    left = room
    for lane in lanes:
        rest: Lane | None = lane
        while rest is not None:
            fresh = not rows[-1]
            if rest.height > left and not fresh and _waits(rest, left, room):
                rows.append([])
                left = room
                continue
            here, rest = (
                (rest, None) if rest.height <= left else _split(rest, left, fresh=fresh)
            )
            rows[-1].append(here)
            left -= here.height
    return rows


def _waits(lane: Lane, left: float, room: float) -> bool:
    """Whether what does not fit stands on the next page rather than being parted."""
    if not lane.cells or lane.height <= _KEPT * room or left < (1 - _KEPT) * room / 2:
        return True
    return not _split(lane, left, fresh=False)[0].shown


def _split(lane: Lane, left: float, *, fresh: bool) -> tuple[Lane, Lane | None]:
    """What of a lane stands in so much room, and the rest; on a fresh page something always."""
    if not lane.cells:
        return lane, None
    least = 1 if fresh else 0
    cut = [parted(one, left - TOP - BOTTOM, least=least) for one in lane.cells]
    here = replace(lane, cells=tuple(one for one, _ in cut))
    rest = replace(lane, cells=tuple(one for _, one in cut))
    return here, rest if rest.shown else None


def _stands(lane: Lane, first: int, last: int) -> bool:
    """Whether anything of a lane stands over these stages."""
    return bool(lane.across.height) or any(one.height for one in lane.cells[first:last])


# ---------------------------------------------------------------- one page


def _page(
    pages: _Pages, lanes: Sequence[Lane], stages: tuple[int, int], at: tuple[int, int]
) -> str:
    sheet, (first, last) = pages.sheet, stages
    title, foot = title_bar(sheet, pages.wide), pages.foot
    body = [_heads(pages, title.height, first, last)]
    y = pages.above
    edges: list[float] = [title.height, y]
    for lane in lanes:
        body.append(_lane(pages, lane, y, stages))
        y += lane.height
        edges.append(y)
    said = sheet.say("page", at=at[0], of=at[1])
    if len(pages.columns) > 1:
        said = (
            f"{sheet.say('page_stages', first=first + 1, last=last, of=sheet.columns)} · {said}"
        )
    drawn = [
        tag("rect", class_="cell", x=0, y=0, width=pages.wide, height=pages.high),
        title.draw(0, 0),
        _frame(pages, edges, stages),
        *body,
        foot.draw(0, pages.high - foot.height),
        line(said, pages.wide - PAD, pages.high - 13, NOTE, "ink-2", anchor="end"),
    ]
    return tag(
        "svg",
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        class_="tropa-map",
        viewBox=f"0 0 {number(pages.wide)} {number(pages.high)}",
        lang=sheet.language,
        role="img",
        aria_label=f"{sheet.picture.title}: {said}",
    )


def _heads(pages: _Pages, y: float, first: int, last: int) -> str:
    """Zones and heads of the stages that stand on the page."""
    sheet, left = pages.sheet, HEADS + pages.gutters(first, last)[0]
    out: list[str] = []
    if not sheet.picture.stages:
        text = padded(
            paragraph(sheet.say("no_stages"), BODY, sheet.room, 3, "ink-3"), PAD, 24, 24
        )
        return text.draw(left, y)
    zones = zones_row(sheet)
    if zones is not None:
        here = replace(sheet.picture, stages=sheet.picture.stages[first:last])
        part = zones_row(replace(sheet, picture=here))
        drawn = part.draw(0, y) if part else ""
        out.append(tag("g", drawn, transform=f"translate({number(left - HEADS)} 0)"))
        y += zones.height
    out.append(line(sheet.say("lane.stages"), PAD, y + TOP + 12, NOTE, "ink-3"))
    out.append(line(str(sheet.columns), PAD, y + TOP + 30, LABEL))
    for at, head in enumerate(pages.heads):
        if first <= at < last:
            x = left + (at - first) * sheet.column + PAD
            name = f"stages/{sheet.picture.stages[at].name}"
            out.append(tag("g", head.draw(x, y + TOP), data_cell=name))
    return "".join(out)


def _lane(pages: _Pages, lane: Lane, y: float, stages: tuple[int, int]) -> str:
    """The head of a lane, and what of it stands over the stages of the page."""
    sheet, (first, last) = pages.sheet, stages
    before, after = pages.gutters(first, last)
    head = lane.head.draw(PAD, y + TOP)
    if lane.across.height:
        long = before + (last - first) * sheet.column + after
        seen = (sheet.left(first) - before, 0.0, long, lane.height)
        body = tag(
            "svg",
            ACROSS[lane.name](replace(sheet, seen=stages)).draw(0, 0),
            x=HEADS,
            y=y,
            width=long,
            height=lane.height,
            viewBox=" ".join(map(number, seen)),
        )
    else:
        left = HEADS + before
        body = "".join(
            cell_drawn(sheet, lane, at, left + (at - first) * sheet.column, y)
            for at in range(first, min(last, len(lane.cells)))
        )
    return tag("g", head, body, data_row=lane.name)


def _frame(pages: _Pages, edges: Sequence[float], stages: tuple[int, int]) -> str:
    """Grounds and hairlines of the page."""
    first, last = stages
    left, right = HEADS + pages.gutters(first, last)[0], HEADS + pages.width_of(first, last)
    top, below = edges[0], edges[-1]
    lines: list[str | float] = []
    for y in edges:
        lines += ["M", 0, y, "H", right]
    for at in range(last - first + 1):
        lines += ["M", left + at * pages.sheet.column, top, "V", below]
    side = tag("rect", class_="f-surface-2", x=0, y=top, width=HEADS, height=below - top)
    return side + tag("path", class_="hair", d=track(*lines))
