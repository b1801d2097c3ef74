"""Texts put on the sheet: single lines, paragraphs, and blocks that know their height.

A block knows its height before it knows its place: a lane asks all its cells how high they
are, takes the highest, and only then draws them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tropa.show.picture.markup import tag, words
from tropa.show.picture.text import Style, clean, fit, was_cut, width, wrap

_FULL: Final = 300
_MIDDLE: Final = 0.35  # half the height of a capital: from its middle down to the baseline


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a known height, drawn with its upper left corner anywhere.

    Attributes:
        parts: what it may be parted into between two pages, each with its distance from the
            top; empty for what always stands whole.
    """

    height: float
    draw: Callable[[float, float], str]
    parts: tuple[tuple[float, "Block"], ...] = ()


EMPTY: Final = Block(0, lambda _x, _y: "")


def stacked(blocks: Sequence[Block], gap: float = 0) -> Block:
    """Blocks one under another, those without height left out."""
    parts: list[tuple[float, Block]] = []
    y = 0.0
    for block in blocks:
        if block.height > 0:
            parts += [(y + down, part) for down, part in _parts(block)]
            y += block.height + gap
    return _piled(parts)


def padded(block: Block, left: float, top: float, bottom: float) -> Block:
    """A block with room around it; one without height stays without."""
    if not block.height:
        return EMPTY

    def moved(part: Block) -> Block:
        return Block(part.height, lambda x, y: part.draw(x + left, y))

    return Block(
        block.height + top + bottom,
        lambda x, y: block.draw(x + left, y + top),
        tuple((top + down, moved(part)) for down, part in block.parts),
    )


def parted(block: Block, room: float, *, least: int = 0) -> tuple[Block, Block]:
    """As many parts of a block as fit into so much height, and those that are left.

    Args:
        block: what is parted; one without parts stays whole.
        room: the height there is.
        least: so many parts are taken even where they do not fit.
    """
    parts = _parts(block)
    fitting = sum(down + part.height <= room for down, part in parts)
    at = max(fitting, least)
    return _piled(parts[:at]), _piled(parts[at:])


def _parts(block: Block) -> Sequence[tuple[float, Block]]:
    if not block.height:
        return ()
    return block.parts or ((0.0, block),)


def _piled(parts: Sequence[tuple[float, Block]]) -> Block:
    """Parts as one block that begins where the first of them does."""
    if not parts:
        return EMPTY
    top, (low, last) = parts[0][0], parts[-1]
    own = tuple((down - top, part) for down, part in parts)

    def draw(x: float, y: float) -> str:
        return "".join(part.draw(x, y + down) for down, part in own)

    return Block(low + last.height - top, draw, own)


def line(
    text: str,
    x: float,
    y: float,
    style: Style,
    ink: str = "ink",
    *,
    anchor: str = "start",
    halo: bool = False,
    full: str = "",
) -> str:
    """One line of text on its baseline; `full` is told where the line is a shortened one."""
    if not text:
        return ""
    inside = tag("title", words(clean(full)[:_FULL])) if full else ""
    return tag(
        "text",
        inside,
        words(text),
        class_=f"t-{style.name} f-{ink}{' halo' if halo else ''}",
        x=x,
        y=y,
        text_anchor=None if anchor == "start" else anchor,
    )


def fitted(
    text: str,
    x: float,
    y: float,
    style: Style,
    room: float,
    ink: str = "ink",
    anchor: str = "start",
) -> str:
    """One line, shortened to the room it has."""
    whole = clean(text)
    short = fit(whole, style, room)
    return line(short, x, y, style, ink, anchor=anchor, full=whole if short != whole else "")


def baseline(top: float, style: Style) -> float:
    """The baseline of a line whose box begins at `top`."""
    return top + style.line / 2 + style.size * _MIDDLE


def centred(middle: float, style: Style) -> float:
    """The baseline of a line whose capitals are centred on `middle`."""
    return middle + style.size * _MIDDLE


def paragraph(text: str, style: Style, room: float, lines: int, ink: str = "ink") -> Block:
    """A text broken into at most so many lines."""
    broken = wrap(text, style, room, lines)
    if not broken:
        return EMPTY
    full = text if was_cut(text, broken) else ""

    def draw(x: float, y: float) -> str:
        first = baseline(y, style)
        spans = [
            tag("tspan", words(part), x=x, y=first + at * style.line)
            for at, part in enumerate(broken)
        ]
        inside = tag("title", words(clean(full)[:_FULL])) if full else ""
        return tag("text", inside, " ".join(spans), class_=f"t-{style.name} f-{ink}")

    return Block(len(broken) * style.line, draw)


def run(
    parts: Sequence[tuple[str, Style, str]], x: float, y: float, gap: float = 0
) -> tuple[str, float]:
    """Pieces of different styles on one baseline; their markup and where they end."""
    out: list[str] = []
    for text, style, ink in parts:
        out.append(line(text, x, y, style, ink))
        x += width(text, style) + gap
    return "".join(out), x - gap
