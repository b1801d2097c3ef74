"""Items of a list on lines of their own: put in, taken out, put elsewhere with comments."""

from collections.abc import Sequence as SequenceOf

from tropa.map.edit.content import Content
from tropa.map.edit.layout import Layout
from tropa.map.edit.order import Matched
from tropa.map.edit.splice import Splice
from tropa.map.edit.written import STEP, Writer
from tropa.map.node import Mapping, Sequence


def items_on_lines(
    layout: Layout,
    writer: Writer,
    node: Sequence,
    matched: Matched,
    wanted: SequenceOf[Content],
    behind: int,
) -> list[Splice]:
    """A list whose items came, went or moved.

    Args:
        layout: of the text.
        writer: writes new items.
        node: the list.
        matched: which items are which.
        wanted: what the items should say.
        behind: where the list's key ends: comments under it may belong to the first item.
    """
    spans, owned = _lines_of_items(layout, node, behind)
    found = [without_lines(layout, *spans[place]) for place in sorted(matched.gone)]
    inside, column = _inside(node, layout), layout.column(node.start)
    spaced = len(spans) > 1 and layout.is_blank(layout.start_of_line(owned[1] - 1))
    gap = layout.line_end if spaced else ""
    staying = matched.staying
    for at, place in enumerate(matched.places):
        if at in staying:
            continue
        if place is None:
            lines = writer.item(wanted[at], column, inside)
            text = "".join(line + layout.line_end for line in lines)
        else:
            text = layout.text[owned[place] : spans[place][1]]
            found.append(without_lines(layout, owned[place], spans[place][1]))
        before = max((one for one in staying if one < at), default=None)
        after = min((one for one in staying if one > at), default=None)
        if before is not None and not _belongs_to_next(wanted, at, before, after):
            where = spans[matched.old_place(before)][1]
            found.append(Splice(where, where, gap + text))
        else:
            where = owned[0 if after is None else matched.old_place(after)]
            found.append(Splice(where, where, text + gap))
    return found


def without_lines(layout: Layout, start: int, end: int) -> Splice:
    """Lines taken out; of blank lines before and behind them one is enough."""
    before = start == 0 or layout.is_blank(layout.start_of_line(start - 1))
    if before and layout.is_blank(end):
        end = layout.behind_blank(end)
    return Splice(start, end, "")


def _lines_of_items(
    layout: Layout, node: Sequence, behind: int
) -> tuple[list[tuple[int, int]], list[int]]:
    """The lines of each item, and where the comments begin that are its own."""
    spans: list[tuple[int, int]] = []
    owned: list[int] = []
    least = layout.behind_line(behind)
    for item in node.items:
        start, end = layout.lines_of(layout.dash(node, item), item)
        spans.append((start, end))
        owned.append(layout.with_comments(start, least))
        least = end
    return spans, owned


def _inside(node: Sequence, layout: Layout) -> int:
    """How much further in than its dash the keys of an item stand."""
    for item in node.items:
        if isinstance(item, Mapping) and not layout.is_flow(item):
            return layout.column(item.start) - layout.column(node.start)
    return STEP


def _belongs_to_next(
    wanted: SequenceOf[Content], at: int, before: int, after: int | None
) -> bool:
    """Whether an item is of the group that follows: on the stage of the next one."""
    if after is None:
        return False
    stages = [one.get("stage") if isinstance(one, dict) else None for one in wanted]
    return stages[at] is not None and stages[at] == stages[after] != stages[before]
