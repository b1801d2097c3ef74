"""Numbers on the flow band: who entered, what share went on, how many left and came back."""

from typing import Final

from tropa.show.picture.arcs import draw_climb
from tropa.show.picture.flow import STRAND, StageBand
from tropa.show.picture.icons import falling_mark
from tropa.show.picture.lettering import centred, fitted, line
from tropa.show.picture.markup import tag
from tropa.show.picture.model import Conversion, Returned, StagePicture
from tropa.show.picture.sheet import PAD, Sheet
from tropa.show.picture.text import FIGURE, LABEL, PILL, SMALL, fit, width

_THICK: Final = 46.0
"""A band so high has room for its number and a caption."""

_TOLERANCE: Final = 0.02
"""A miss of two hundredths of the plan is noise: told, but not in the colour of loss."""


def conversion_marks(conversion: Conversion) -> tuple[float | None, bool]:
    """Points below plan (None where the plan is met or unknown), and whether they matter."""
    if conversion.rate is None or conversion.plan is None:
        return None, False
    points = round((conversion.plan - conversion.rate) * 100, 1)
    if points <= 0:
        return None, False
    return points, points > 100 * _TOLERANCE * conversion.plan


def band_figures(sheet: Sheet, shapes: list[StageBand], band: StageBand, floor: float) -> str:
    """Numbers, pill, losses and returns of one stage."""
    if not band.known:
        return ""
    if not sheet.sees(band.index):
        # The pill alone stands on the border, and so on both pages.
        return _pill(sheet, band)
    stage = sheet.picture.stages[band.index]
    before = shapes[band.index - 1] if band.index else None
    return "".join(
        (
            _returned(sheet, stage, band, floor),
            _entered(sheet, stage, band, _pill_half(sheet, before)),
            _pill(sheet, band),
            _losses(sheet, stage, band, floor),
        )
    )


def band_climbs(sheet: Sheet, shapes: list[StageBand], band: StageBand, floor: float) -> str:
    """Dotted lines from the losses of one stage to wherever people returned."""
    stage = sheet.picture.stages[band.index]
    places = {one.name: at for at, one in enumerate(sheet.picture.stages)}
    targets = {places.get(one.to, band.index) for one in _mine(sheet, stage)}
    if not band.known:
        return ""
    out: list[str] = []
    for at in sorted(at for at in targets if shapes[at].known):
        # The line ends to the right of the number that stands under the band there.
        number = width(sheet.count(sheet.picture.stages[at].flow.entered), FIGURE)
        start = _strand_end(sheet, band) + 2
        out.append(draw_climb(band, shapes[at], start, floor, PAD + number))
    return "".join(out)


def _entered(sheet: Sheet, stage: StagePicture, band: StageBand, clear: float) -> str:
    """How many entered: on the band where it is thick and long enough, else under it."""
    said = sheet.count(stage.flow.entered)
    name = f"stage/{stage.name}/entered"
    room = band.split - 8 - width(said, FIGURE)
    beside, left = band.x + (clear + 12 if clear else PAD), band.x + PAD
    # The pill on the border to the left hangs down so far.
    pill = band.top + (band.before / 2 + 12 if clear else 0)
    if band.height > _THICK and beside < room:
        shown = line(said, beside, band.top + 25, FIGURE, "on-flow")
        shown += line(sheet.say("entered"), beside, band.top + 40, SMALL, "on-flow")
        return sheet.opens(name, shown) + _started(sheet, stage, band, band.bottom + 15)
    if band.bottom > pill + 26 and band.height > _THICK and left < room:
        shown = line(said, left, pill + 20, FIGURE, "on-flow")
        return sheet.opens(name, shown) + _started(sheet, stage, band, band.bottom + 15)
    y = max(band.top + max(band.height, 15) + 19, pill + 17)
    shown = line(said, left, y, FIGURE, "ink", halo=True)
    return sheet.opens(name, shown) + _started(sheet, stage, band, y + 15)


def _started(sheet: Sheet, stage: StagePicture, band: StageBand, y: float) -> str:
    """How many of them began here; without it, numbers and conversions would not agree."""
    if not band.index or not stage.flow.started:
        return ""
    said = sheet.say("started_here", people=sheet.short(stage.flow.started))
    short = fit(said, SMALL, band.split - band.x - PAD - 4)
    return line(short, band.x + PAD, y, SMALL, "ink-3", halo=True)


def _pill_parts(sheet: Sheet, band: StageBand) -> tuple[str, str, bool, float]:
    """Conversion, points below plan, whether they matter, and half the width of the pill."""
    conversion = sheet.picture.stages[band.index].conversion
    points, matters = conversion_marks(conversion)
    said = sheet.share(conversion.rate)
    below = sheet.points(points) if points is not None else ""
    extra = width(below, SMALL) + 17 if below else 0
    return said, below, matters, (width(said, PILL) + extra) / 2 + 11


def _pill_half(sheet: Sheet, band: StageBand | None) -> float:
    return _pill_parts(sheet, band)[3] if band is not None and band.known else 0.0


def _pill(sheet: Sheet, band: StageBand) -> str:
    """On the border: the share that went on, and ▼ with points where it is below plan."""
    if band.last:
        return ""
    said, below, matters, half = _pill_parts(sheet, band)
    middle, y = band.end, band.top + band.moved / 2
    ink = "loss" if matters else "ink-3"
    text = line(said, middle - half + 11, centred(y, PILL), PILL)
    if below:
        mark = middle + half - 11 - width(below, SMALL)
        text += falling_mark(mark - 10, y, ink) + line(
            below, mark, centred(y, SMALL), SMALL, ink
        )
    stages = sheet.picture.stages
    shape = tag(
        "rect",
        class_="pill pill-below" if matters else "pill",
        x=middle - half,
        y=y - 12,
        width=2 * half,
        height=24,
        rx=12,
    )
    return sheet.opens(
        f"conversion/{stages[band.index].name}/{stages[band.index + 1].name}", shape + text
    )


def _losses(sheet: Sheet, stage: StagePicture, band: StageBand, floor: float) -> str:
    """At the foot of the fall: how many left, and which share of those who entered."""
    flow, end = stage.flow, band.split + 1
    out = ""
    if flow.lost:
        share = flow.lost / flow.entered if flow.entered else None
        said = sheet.say("lost_share", share=sheet.whole_share(share))
        out = sheet.opens(
            f"stage/{stage.name}/lost",
            line("−" + sheet.count(flow.lost), end, floor - 13, LABEL, "loss", anchor="end")
            + line(said, end, floor + 1.5, SMALL, "ink-3", anchor="end"),
        )
    elif flow.dormant:
        said = sheet.say("dormant", people=sheet.count(flow.dormant))
        out = sheet.opens(
            f"stage/{stage.name}/dormant",
            line(said, end, floor + 1.5, SMALL, "ink-3", anchor="end"),
        )
    if flow.disqualified:
        said = sheet.say("disqualified", people=sheet.count(flow.disqualified))
        out += sheet.opens(
            f"stage/{stage.name}/disqualified",
            line(said, end, floor + 1.5 + SMALL.line, SMALL, "ink-3", anchor="end"),
        )
    return out


def _losses_width(sheet: Sheet, stage: StagePicture) -> float:
    """How far to the left of the split the words about losses reach."""
    flow = stage.flow
    share = flow.lost / flow.entered if flow.lost and flow.entered else None
    said = [
        width("−" + sheet.count(flow.lost), LABEL) if flow.lost else 0,
        width(sheet.say("lost_share", share=sheet.whole_share(share)), SMALL)
        if flow.lost
        else 0,
        width(sheet.say("dormant", people=sheet.count(flow.dormant)), SMALL)
        if flow.dormant
        else 0,
    ]
    return max(said)


def _mine(sheet: Sheet, stage: StagePicture) -> list[Returned]:
    """Who came back after a loss on this stage, the largest group first."""
    mine = [
        one for one in sheet.picture.returned if one.lost_at == stage.name and one.people > 0
    ]
    return sorted(mine, key=lambda one: -one.people)


def _returned(sheet: Sheet, stage: StagePicture, band: StageBand, floor: float) -> str:
    """Beside the fall: how many came back, and by which play the most of them."""
    mine = _mine(sheet, stage)
    if not mine:
        return ""
    x = _strand_end(sheet, band) + 9
    stages = sheet.picture.stages
    if band.last:
        edge = band.end - 4
    else:
        following = stages[band.index + 1]
        edge = band.end + (band.split - band.x) - _losses_width(sheet, following) - 10
    room = max(30.0, edge - x)
    number = f"+{sheet.count(sum(one.people for one in mine))}"
    whole = f"{number} {sheet.say('returned')}"
    plays = [one.by for one in mine if one.by]
    second = plays[0] if plays else ""
    if width(whole, LABEL) > room:
        if width(number, LABEL) > room:
            number = f"+{sheet.short(sum(one.people for one in mine))}"
            # A number is never cut: it rather stands over the end of the fall.
            x = min(x, edge - width(number, LABEL))
            room = edge - x + 1
        # A narrow place keeps the number and the word; which play it was is told elsewhere.
        whole, second = number, sheet.say("returned")
    return sheet.opens(
        f"stage/{stage.name}/returned",
        fitted(whole, x, floor - 13, LABEL, room, "gain")
        + fitted(second, x, floor + 1.5, SMALL, room, "ink-3"),
    )


def _strand_end(sheet: Sheet, band: StageBand) -> float:
    """The right edge of what falls."""
    flow = sheet.picture.stages[band.index].flow
    under = max(STRAND, band.aside) + 2 if flow.disqualified else 0.0
    return band.split + 9 + under + max(STRAND, band.lost)
