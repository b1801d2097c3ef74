"""The flow band drawn: one blue stream, its stubs and falls, its numbers and pills."""

from typing import Final

from tropa.show.picture.arcs import arcs_height, back_arcs, draw_arc
from tropa.show.picture.figures import band_climbs, band_figures
from tropa.show.picture.flow import STRAND, StageBand, bands, most_people
from tropa.show.picture.lettering import Block, centred, line
from tropa.show.picture.markup import tag, track, words
from tropa.show.picture.model import StagePicture
from tropa.show.picture.sheet import PAD, Sheet
from tropa.show.picture.text import FIGURE, SMALL, clean

_ABOVE: Final = 18.0
_BELOW: Final = 148.0
_FOOT: Final = 15.0
_STUB: Final = 3.0


def flow_block(sheet: Sheet) -> Block:
    """The whole band with everything that hangs on it."""
    arcs = back_arcs(sheet)
    above = max(_ABOVE, arcs_height(arcs))
    if not most_people(sheet.picture):
        return _ghosts(sheet)
    aside = any(stage.flow.disqualified for stage in sheet.picture.stages)
    height = above + _BELOW + _FOOT + (SMALL.line if aside else 0)

    def draw(_x: float, y: float) -> str:
        top = y + above
        shapes = bands(sheet, top)
        floor = top + _BELOW
        under = [_falls(sheet, band, floor) + _stream(sheet, band) for band in shapes]
        against = [band_climbs(sheet, shapes, band, floor) for band in shapes]
        against += [draw_arc(sheet, arc, top) for arc in arcs]
        over = [band_figures(sheet, shapes, band, floor) for band in shapes]
        return _fades(top, floor) + "".join((*under, *against, *over))

    return Block(height, draw)


def _stream(sheet: Sheet, band: StageBand) -> str:
    """The blue band over one stage, and the stub of those who are still here."""
    if not band.known:
        return _ghost(sheet, band)
    stage = sheet.picture.stages[band.index]
    if band.height <= 0:
        return ""
    said = f"{clean(stage.title)}: {sheet.count(stage.flow.entered)} {sheet.say('entered')}"
    parts = [
        tag(
            "path",
            tag("title", words(said)),
            class_="f-flow",
            d=_stream_path(band),
            data_band=stage.name,
        )
    ]
    if band.open > 1.2 and not band.last:
        parts.append(_stub(sheet, band, stage))
    return "".join(parts)


def _stream_path(band: StageBand) -> str:
    low = band.top + band.height
    joint = min(30.0, (band.split - band.x) / 3)
    start: list[str | float] = ["M", band.x, band.top]
    if band.last:
        round_ = band.moved / 2
        end = band.end - 26
        turn: list[str | float] = [
            "H", end - round_,
            "A", round_, round_, 0, 0, 1, end - round_, band.top + band.moved,
        ]  # fmt: skip
    else:
        # Half a pixel over the border, so that no seam shows between neighbours.
        turn = ["H", band.end + 0.4, "V", band.top + band.moved]
    back: list[str | float] = ["H", band.split, "V", low]
    entry = band.top + band.before
    if abs(band.before - band.height) < 0.5:
        home: list[str | float] = ["H", band.x, "Z"]
    else:
        middle = band.x + joint / 2
        home = ["H", band.x + joint, "C", middle, low, middle, entry, band.x, entry, "Z"]
    return track(*start, *turn, *back, *home)


def _stub(sheet: Sheet, band: StageBand, stage: StagePicture) -> str:
    """Still here: a rounded stub under those who moved on."""
    x, y = band.split + 2.5, band.top + band.moved + 2
    long, high = 0.16 * (band.end - band.x), max(_STUB, band.open - 2.5)
    bend = min(5.0, high / 2)
    path = track(
        "M", x, y, "H", x + long, "Q", x + long + bend, y, x + long + bend, y + bend,
        "V", y + high - bend, "Q", x + long + bend, y + high, x + long, y + high, "H", x, "Z",
    )  # fmt: skip
    said = f"{sheet.count(stage.flow.open)} {sheet.say('still_here')}"
    shape = tag("path", tag("title", words(said)), class_="stub", d=path)
    return sheet.opens(f"stage/{stage.name}/open", shape)


def _falls(sheet: Sheet, band: StageBand, floor: float) -> str:
    """Strands that turn down and fade: the lost, and inside their bend those who cannot buy."""
    flow = sheet.picture.stages[band.index].flow
    under = max(STRAND, band.aside) if flow.disqualified else 0.0
    out: list[str] = []
    if under and band.known:
        out.append(_strand(band, 0, under, floor, "aside"))
    if flow.lost and band.known:
        out.append(
            _strand(band, under + (2 if under else 0), max(STRAND, band.lost), floor, "fall")
        )
    return "".join(out)


def _strand(band: StageBand, under: float, thick: float, floor: float, fade: str) -> str:
    x, inner = band.split + 3, 6 + under
    outer = inner + thick
    low = band.bottom - under
    path = track(
        "M", x, low - thick, "A", outer, outer, 0, 0, 1, x + outer, low + inner, "V", floor + 2,
        "H", x + inner, "V", low + inner, "A", inner, inner, 0, 0, 0, x, low, "Z",
    )  # fmt: skip
    return tag("path", d=path, fill=f"url(#tropa-{fade})")


def _ghosts(sheet: Sheet) -> Block:
    """The place of the band on a map that nobody has walked yet."""

    def draw(_x: float, y: float) -> str:
        shapes = bands(sheet, y + _ABOVE)
        said = line(sheet.say("no_numbers"), sheet.left(0) + PAD, y + 65, SMALL, "ink-3")
        return "".join(_ghost(sheet, band) for band in shapes) + (said if shapes else "")

    return Block(80, draw)


def _ghost(sheet: Sheet, band: StageBand) -> str:
    """A band without numbers: a dashed outline of where it will run."""
    bottom = band.top + band.height
    sides = track("M", band.x, band.top, "H", band.end, "M", band.x, bottom, "H", band.end)
    entered = sheet.count(sheet.picture.stages[band.index].flow.entered)
    middle = centred(band.top + band.height / 2, FIGURE)
    said = line(entered, (band.x + band.end) / 2, middle, FIGURE, "ink-3", anchor="middle")
    return tag("path", class_="ghost", d=sides) + said


def _fades(top: float, floor: float) -> str:
    """The gradients in which what falls fades out."""
    out: list[str] = []
    for name in ("fall", "aside"):
        stops = "".join(
            tag("stop", class_=f"{name}-{part}", offset=offset)
            for part, offset in (("top", 0), ("middle", 0.35), ("end", 1))
        )
        out.append(
            tag(
                "linearGradient", stops,
                id=f"tropa-{name}", gradientUnits="userSpaceOnUse",
                x1=0, x2=0, y1=top + 40, y2=floor + 2,
            )
        )  # fmt: skip
    return tag("defs", *out)
