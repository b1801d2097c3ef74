"""Cards of touchpoints: the channel's icon, a title, reach and conversion, play and health."""

from collections.abc import Sequence
from typing import Final

from tropa.show.picture.icons import channel_icon, icon
from tropa.show.picture.lettering import Block, baseline, line, padded, paragraph, stacked
from tropa.show.picture.markup import tag, track, words
from tropa.show.picture.model import Health, StagePicture, TouchCard
from tropa.show.picture.sheet import Sheet
from tropa.show.picture.text import CARD, DASH, NOTE, clean, width

_SIDE: Final = 8.0
_GAP: Final = 6.0
_TILE: Final = 28.0
_EDGE: Final = 6.0
_LINES: Final = 2


def touches_block(sheet: Sheet, stage: StagePicture) -> Block:
    """Cards of one stage, as many as the sheet shows, and how many more there are."""
    shown = stage.touches if sheet.limit is None else stage.touches[: sheet.limit]
    cards = [card_block(sheet, touch) for touch in shown]
    left = len(stage.touches) - len(shown)
    if left:
        cards.append(_more(sheet, stage, left))
    return padded(stacked(cards, _GAP), _SIDE, 0, 0)


def elsewhere_blocks(sheet: Sheet, touches: Sequence[TouchCard]) -> list[Block]:
    """Touchpoints of no stage, dealt out over the columns row by row."""
    dealt: list[list[Block]] = [[] for _ in range(sheet.columns)]
    for at, touch in enumerate(touches):
        dealt[at % sheet.columns].append(card_block(sheet, touch))
    return [padded(stacked(cards, _GAP), _SIDE, 0, 0) for cards in dealt]


def card_block(sheet: Sheet, touch: TouchCard) -> Block:
    """One card; its height goes by the lines of its title."""
    wide = sheet.column - 2 * _SIDE
    marks = (17 if touch.play else 0) + (16 if touch.health else 0)
    room = wide - _EDGE - _TILE - 9 - marks - (10 if marks else 8)
    title = paragraph(clean(touch.title) or touch.name, CARD, room, _LINES)
    inner = max(_TILE, title.height + 1 + NOTE.line)
    height = inner + 2 * _EDGE

    def draw(x: float, y: float) -> str:
        middle = y + height / 2
        text_x = x + _EDGE + _TILE + 9
        text_y = middle - (title.height + 1 + NOTE.line) / 2
        body = (
            tag("rect", class_="card-shade", x=x, y=y + 1.5, width=wide, height=height, rx=10)
            + tag(
                "rect",
                class_="card",
                x=x + 0.5,
                y=y + 0.5,
                width=wide - 1,
                height=height - 1,
                rx=10,
            )
            + _tile(touch, x + _EDGE + 1, middle - _TILE / 2)
            + title.draw(text_x, text_y)
            + _numbers(sheet, touch, text_x, baseline(text_y + title.height + 1, NOTE), room)
            + _marks(sheet, touch, x + wide - 10, middle)
        )
        return tag(
            "g", sheet.opens(f"touchpoint/{touch.name}", body), data_touchpoint=touch.name
        )

    return Block(height, draw)


def health_mark(health: Health, x: float, middle: float) -> str:
    """●, ◐ or ▲, drawn around (x, middle): the shape says what the colour says."""
    if health == "good":
        return tag("circle", class_="f-gain", cx=x, cy=middle, r=3.4)
    if health == "poor":
        return tag(
            "path",
            class_="f-loss",
            d=track("M", x - 4.2, middle + 3.6, "H", x + 4.2, "L", x, middle - 4, "Z"),
        )
    half = track("M", x, middle - 3.6, "A", 3.6, 3.6, 0, 0, 0, x, middle + 3.6, "Z")
    ring = tag("circle", class_="s-warn", cx=x, cy=middle, r=3.6, fill="none", stroke_width=1.4)
    return ring + tag("path", class_="f-warn", d=half)


def _tile(touch: TouchCard, x: float, y: float) -> str:
    name = channel_icon(touch.channel)
    return tag(
        "rect", class_=f"tile f-ch-{name}", x=x, y=y, width=_TILE, height=_TILE, rx=8
    ) + icon(name, x + 6, y + 6, 16, f"ch-{name}")


def _numbers(sheet: Sheet, touch: TouchCard, x: float, y: float, room: float) -> str:
    if touch.reach is None and touch.conversion is None:
        return line(DASH, x, y, NOTE, "ink-3")
    share = "" if touch.conversion is None else f" · {sheet.loose_share(touch.conversion)}"
    said = sheet.count(touch.reach) + share
    if width(said, NOTE) > room:
        # A number is never cut: where it is too long, it is said by its order.
        said = sheet.short(touch.reach) + share
    return line(said, x, y, NOTE, "ink-3")


def _marks(sheet: Sheet, touch: TouchCard, right: float, middle: float) -> str:
    out = ""
    if touch.health:
        said = sheet.say(f"health.{touch.health}")
        out += tag("g", tag("title", words(said)), health_mark(touch.health, right - 4, middle))
        right -= 17
    if touch.play:
        out += tag(
            "g",
            tag("title", words(clean(touch.play))),
            icon("lightning", right - 12, middle - 6.5, 13, "warn", 2.1),
        )
    return out


def _more(sheet: Sheet, stage: StagePicture, left: int) -> Block:
    def draw(x: float, y: float) -> str:
        said = sheet.say("more", n=left)
        mark = icon("more", x + 5, y + 4, 13, "ink-3")
        shown = mark + line(said, x + 23, baseline(y + 3, NOTE), NOTE, "ink-3")
        return sheet.opens(f"stage/{stage.name}/touchpoints", shown)

    return Block(20, draw)
