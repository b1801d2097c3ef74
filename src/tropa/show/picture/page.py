"""The whole picture: rows one under another, a frame of hairlines, one SVG.

Nothing outside is needed to look at it: no script, no address; the font is inside unless the
page brings it. Texts are texts, so they can be found, copied and read aloud.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tropa.show.picture.heads import stage_heads, title_bar, zones_row
from tropa.show.picture.legend import marks_legend
from tropa.show.picture.lettering import EMPTY, Block, line, padded, paragraph
from tropa.show.picture.markup import number, tag, track, words
from tropa.show.picture.model import MapPicture
from tropa.show.picture.rows import TOP, Lane, cell_drawn, lanes_of
from tropa.show.picture.sheet import HEADS, PAD, Sheet, column_width
from tropa.show.picture.style import style_sheet
from tropa.show.picture.text import BODY, LABEL, NOTE, clean
from tropa.show.picture.tokens import Theme
from tropa.words import Language


@dataclass(frozen=True, slots=True)
class Row:
    """One row across the sheet: its head at the left, and what stands over the stages."""

    name: str
    head: Block
    body: Block
    ground: str = "cell"

    @property
    def height(self) -> float:
        return math.ceil(max(self.body.height, self.head.height + 2 * TOP))


def draw_map(
    picture: MapPicture,
    language: Language,
    theme: Theme = "auto",
    *,
    width: float | None = None,
    limit: int | None = None,
    links: str | None = None,
    fonts: bool = True,
) -> str:
    """The map as one self-contained SVG.

    Args:
        picture: everything to be drawn.
        language: of captions and numbers; texts of the map stay as they are.
        theme: `light` or `dark` for a file, `auto` or `page` inside a page.
        width: of the whole sheet; never less than the stages need to be read.
        limit: touchpoints of one stage before «ещё N»; all without it.
        links: numbers become links to this address followed by their `data-open` name.
        fonts: embed the font; a page that brings Onest itself does not need it.
    """
    column = column_width(len(picture.stages), width)
    sheet = Sheet(picture, language, column, links, limit)
    title = title_bar(sheet, sheet.width)
    rows = _rows(sheet)
    foot = marks_legend(sheet, sheet.width)
    height = title.height + sum(row.height for row in rows) + foot.height
    drawn = [_ground(sheet, height), title.draw(0, 0), *_drawn_rows(sheet, rows, title.height)]
    drawn.append(foot.draw(0, height - foot.height))
    body = "".join(drawn)
    head = tag("title", words(clean(picture.title)), id="tropa-title")
    head += tag("desc", words(_described(sheet)), id="tropa-desc")
    style = tag("style", style_sheet(theme, body + head, fonts=fonts))
    return tag(
        "svg",
        head,
        style,
        # A page that keeps heads in sight while it scrolls shows this group once more.
        tag("g", body, id="tropa-sheet"),
        xmlns="http://www.w3.org/2000/svg",
        class_="tropa-map",
        data_heads=HEADS,
        viewBox=f"0 0 {number(sheet.width)} {number(height)}",
        width=sheet.width,
        height=height,
        lang=language,
        role="img" if links is None else "group",
        aria_labelledby="tropa-title",
        aria_describedby="tropa-desc",
    )


def _rows(sheet: Sheet) -> list[Row]:
    """All rows that have something to show; flow and touchpoints always stand."""
    stages = sheet.picture.stages
    if not stages:
        return [Row("stages", _stages_head(sheet), _nothing_yet(sheet))]
    rows: list[Row] = []
    zones = zones_row(sheet)
    if zones is not None:
        rows.append(Row("zones", EMPTY, zones, "f-surface-2"))
    heads = [padded(head, PAD, TOP, TOP) for head in stage_heads(sheet)]
    rows.append(Row("stages", _stages_head(sheet), _heads(sheet, heads)))
    return [*rows, *(_row(sheet, lane) for lane in lanes_of(sheet))]


def _row(sheet: Sheet, lane: Lane) -> Row:
    """A lane as it stands on the one large sheet."""
    if not lane.cells:
        return Row(lane.name, lane.head, lane.across, lane.ground)

    def draw(_x: float, y: float) -> str:
        drawn = (
            cell_drawn(sheet, lane, at, sheet.left(at), y) for at in range(len(lane.cells))
        )
        return "".join(drawn)

    return Row(lane.name, lane.head, Block(lane.height, draw), lane.ground)


def _heads(sheet: Sheet, heads: Sequence[Block]) -> Block:
    """The heads of the stages side by side, each in a group that says whose it is."""
    stages = sheet.picture.stages

    def draw(_x: float, y: float) -> str:
        return "".join(
            tag("g", head.draw(sheet.left(at), y), data_cell=f"stages/{stages[at].name}")
            for at, head in enumerate(heads)
        )

    return Block(max(head.height for head in heads), draw)


def _stages_head(sheet: Sheet) -> Block:
    count = len(sheet.picture.stages)

    def draw(x: float, y: float) -> str:
        return line(sheet.say("lane.stages"), x, y + 12, NOTE, "ink-3") + line(
            str(count), x, y + 30, LABEL
        )

    return Block(34, draw)


def _nothing_yet(sheet: Sheet) -> Block:
    """A map without a single stage says so."""
    said = padded(paragraph(sheet.say("no_stages"), BODY, sheet.room, 3, "ink-3"), 0, 24, 24)
    return Block(said.height, lambda x, y: said.draw(x + sheet.left(0) + PAD, y))


def _ground(sheet: Sheet, height: float) -> str:
    return tag("rect", class_="cell", x=0, y=0, width=sheet.width, height=height)


def _drawn_rows(sheet: Sheet, rows: Sequence[Row], top: float) -> list[str]:
    """Grounds, then hairlines, then everything else, so that the stream runs over the lines."""
    below = top + sum(row.height for row in rows)
    grounds: list[str] = []
    heads: list[str] = []
    bodies: list[str] = []
    edges: list[str | float] = ["M", 0, top, "H", sheet.width]
    y = top
    for row in rows:
        if row.ground != "cell":
            grounds.append(
                tag(
                    "rect",
                    class_=row.ground,
                    x=HEADS,
                    y=y,
                    width=sheet.width - HEADS,
                    height=row.height,
                )
            )
        heads.append(row.head.draw(PAD, y + TOP))
        drawn = row.body.draw(0, y)
        bodies.append(tag("g", drawn, data_row=row.name, data_top=y, data_height=row.height))
        y += row.height
        edges += ["M", 0, y, "H", sheet.width]
    for at in range(sheet.columns):
        edges += ["M", sheet.left(at), top, "V", below]
    side = tag("rect", class_="f-surface-2", x=0, y=top, width=HEADS, height=below - top)
    return [*grounds, side, tag("path", class_="hair", d=track(*edges)), *heads, *bodies]


def _described(sheet: Sheet) -> str:
    """The picture in words, for those who hear it."""
    parts = [
        sheet.say(
            "described_stage",
            title=clean(stage.title) or stage.name,
            entered=sheet.count(stage.flow.entered),
            present=sheet.count(stage.present),
            lost=sheet.count(stage.flow.lost),
        )
        for stage in sheet.picture.stages
    ]
    return " ".join(parts) or sheet.say("no_stages")
