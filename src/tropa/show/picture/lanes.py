"""Cells of the lanes under the flow: acts, thoughts, the seller's side, KPIs, content."""

from collections.abc import Sequence
from typing import Final

from tropa.show.picture.icons import falling_mark, icon, rising_mark
from tropa.show.picture.lettering import (
    EMPTY,
    Block,
    baseline,
    centred,
    fitted,
    line,
    padded,
    paragraph,
    stacked,
)
from tropa.show.picture.markup import tag, track
from tropa.show.picture.model import ContentChip, ContentState, KpiBar, PlayChip, StagePicture
from tropa.show.picture.sheet import Sheet
from tropa.show.picture.text import BODY, CARD, CHIP, DASH, LABEL, NOTE, clean, fit, width

_LINES: Final = 3
_THOUGHT_LINES: Final = 4
_PLAN_AT: Final = 0.86
"""Where the plan stands on a KPI's bar, so that going beyond it has room."""

_TOLERANCE: Final = 0.02
_CHIP: Final[dict[ContentState, tuple[str, str]]] = {
    "ready": ("gain", "ink"),
    "draft": ("warn", "ink-2"),
    "missing": ("loss", "loss"),
}


def acts_block(sheet: Sheet, acts: Sequence[str]) -> Block:
    """What the customer does, an item an act."""
    return stacked([_bullet(sheet, act) for act in acts], 2)


def thoughts_block(sheet: Sheet, thoughts: Sequence[str]) -> Block:
    """What the customer asks, each in a bubble."""
    return stacked([_bubble(sheet, thought) for thought in thoughts], 6)


def seller_block(sheet: Sheet, stage: StagePicture) -> Block:
    """What the seller does, and the plays that do it."""
    many = len(stage.seller) > 1
    acts = [
        _bullet(sheet, act) if many else paragraph(act, BODY, sheet.room, _LINES)
        for act in stage.seller
    ]
    said = stacked(acts, 2)
    plays = stacked([_play(sheet, play) for play in stage.plays], 4)
    return stacked([said, plays], 6)


def kpis_block(sheet: Sheet, kpis: Sequence[KpiBar]) -> Block:
    """Bars of fact against plan."""
    return stacked([_kpi(sheet, kpi) for kpi in kpis], 10)


def content_block(sheet: Sheet, content: Sequence[ContentChip]) -> Block:
    """Chips in rows: ready with a whole line, drafts and gaps with a broken one."""
    rows: list[list[tuple[ContentChip, str, float]]] = []
    used = 0.0
    for chip in content:
        text = fit(clean(chip.title), NOTE, sheet.room - 36)
        if not text:
            continue
        wide = width(text, NOTE) + 34
        if not rows or used + wide > sheet.room:
            rows.append([])
            used = 0.0
        rows[-1].append((chip, text, wide))
        used += wide + 5
    return stacked([_chips(row) for row in rows], 5)


def kpi_verdict(kpi: KpiBar) -> tuple[float | None, str]:
    """How far fact is from plan, and the ink of the verdict; a small miss is `ink-3`."""
    if kpi.fact is None or not kpi.plan:
        return None, "ink-3"
    change = kpi.fact / kpi.plan - 1
    better = change if kpi.at_least else -change
    if better >= 0:
        return change, "gain"
    return change, "ink-3" if better >= -_TOLERANCE else "loss"


def _bullet(sheet: Sheet, act: str) -> Block:
    text = paragraph(act, BODY, sheet.room - 12, _LINES)

    def draw(x: float, y: float) -> str:
        dot = tag("circle", class_="f-ink-3", cx=x + 2, cy=y + BODY.line / 2 + 0.5, r=2)
        return dot + text.draw(x + 12, y)

    return Block(text.height, draw) if text.height else EMPTY


def _bubble(sheet: Sheet, thought: str) -> Block:
    text = padded(paragraph(thought, BODY, sheet.room - 22, _THOUGHT_LINES, "ink-2"), 11, 7, 7)

    def draw(x: float, y: float) -> str:
        wide, high, bend = sheet.room, text.height, 10.0
        # A speech bubble: three round corners and a small tail at the lower left.
        shape = track(
            "M", x, y + bend, "Q", x, y, x + bend, y, "H", x + wide - bend,
            "Q", x + wide, y, x + wide, y + bend, "V", y + high - bend,
            "Q", x + wide, y + high, x + wide - bend, y + high, "H", x + 15,
            "L", x + 5.5, y + high + 5, "Q", x + 6.5, y + high, x + 3.5, y + high - 1.5,
            "Q", x, y + high - 4, x, y + high - bend, "Z",
        )  # fmt: skip
        return tag("path", class_="bubble", d=shape) + text.draw(x, y)

    return Block(text.height + 5, draw) if text.height else EMPTY


def _play(sheet: Sheet, play: PlayChip) -> Block:
    count = "" if play.people is None else sheet.count(play.people)
    paused = play.state != "running"
    ink = "ink-2" if paused else "warn"

    def draw(x: float, y: float) -> str:
        wide, middle = sheet.room, y + 13
        number = width(count, LABEL)
        room = wide - 25 - number - (15 if count else 8)
        ground = tag(
            "rect",
            class_=f"{'chip chip-draft' if paused else 'f-warn-soft'}",
            x=x + 0.5,
            y=y + 0.5,
            width=wide - 1,
            height=25,
            rx=8,
        )
        mark = {"running": "lightning", "draft": "draft", "paused": "pause"}[play.state]
        shown = ground + icon(mark, x + 7, middle - 6.5, 13, ink, 2.1)
        shown += fitted(play.title, x + 25, centred(middle, CHIP), CHIP, room, ink)
        shown += line(count, x + wide - 8, centred(middle, LABEL), LABEL, ink, anchor="end")
        return sheet.opens(f"play/{play.name}", shown, known=play.people is not None)

    return Block(26, draw)


def _kpi(sheet: Sheet, kpi: KpiBar) -> Block:
    change, ink = kpi_verdict(kpi)

    def draw(x: float, y: float) -> str:
        said, room = "", sheet.room
        if change is not None:
            said = _change_words(sheet, kpi, change)
            room -= width(said, LABEL) + 20
        base = baseline(y, CARD)
        shown = fitted(kpi.title, x, base, CARD, room)
        if change is not None:
            right = x + sheet.room
            mark = falling_mark if ink != "gain" else rising_mark
            shown += mark(right - width(said, LABEL) - 11, base - 4.2, ink)
            shown += line(said, right, base, LABEL, ink, anchor="end")
        shown += _kpi_bar(sheet, kpi, x, y + 22, ink)
        caption = fitted(_kpi_caption(sheet, kpi), x, y + 46, NOTE, sheet.room, "ink-3")
        return sheet.opens(kpi.name, shown + caption, known=kpi.fact is not None)

    return Block(50, draw)


def _change_words(sheet: Sheet, kpi: KpiBar, change: float) -> str:
    """The mark already says better or worse; where less is better, the sign tells which way."""
    size = sheet.loose_share(min(abs(change), 99.99))
    if kpi.at_least or not change:
        return size
    return ("+" if change > 0 else "−") + size


def _kpi_bar(sheet: Sheet, kpi: KpiBar, x: float, y: float, ink: str) -> str:
    wide = sheet.room
    out = tag("rect", class_="f-sunk", x=x, y=y, width=wide, height=8, rx=4)
    if kpi.fact is not None and kpi.plan:
        filled = max(0.0, min(1.0, kpi.fact / kpi.plan * _PLAN_AT)) * wide
        fill = "loss-fill" if ink == "loss" else "gain-fill"
        if filled:
            out += tag(
                "rect",
                class_=f"f-{fill}",
                x=x,
                y=y,
                width=filled,
                height=8,
                rx=min(4, filled / 2),
            )
    if kpi.plan:
        out += tag(
            "rect",
            class_="plan-tick",
            x=x + _PLAN_AT * wide - 1,
            y=y - 3,
            width=2,
            height=14,
            rx=1,
        )
    return out


def _kpi_caption(sheet: Sheet, kpi: KpiBar) -> str:
    fact = sheet.value(kpi.fact, kpi.unit)
    if kpi.plan is None:
        return fact if kpi.fact is not None else DASH
    plan = sheet.value(kpi.plan, kpi.unit)
    if kpi.at_least:
        return f"{fact} / {plan}"
    return sheet.say("at_most", fact=fact, plan=plan)


def _chips(row: Sequence[tuple[ContentChip, str, float]]) -> Block:
    def draw(x: float, y: float) -> str:
        out: list[str] = []
        for chip, text, wide in row:
            mark, ink = _CHIP[chip.state]
            state = "" if chip.state == "ready" else f" chip-{chip.state}"
            out.append(
                tag(
                    "rect",
                    class_=f"chip{state}",
                    x=x + 0.5,
                    y=y + 0.5,
                    width=wide - 1,
                    height=23,
                    rx=11.5,
                )
                + icon(chip.state, x + 8, y + 5.5, 13, mark, 2)
                + line(text, x + 25, centred(y + 12, NOTE), NOTE, ink, full=_full(chip, text))
            )
            x += wide + 5
        return "".join(out)

    return Block(24, draw)


def _full(chip: ContentChip, shown: str) -> str:
    return chip.title if shown != clean(chip.title) else ""
