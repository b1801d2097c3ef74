"""Parts between brackets, `{a: 1}` and `[a, b]`: put in and taken out with their commas."""

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence as SequenceOf

from tropa.map.edit.content import Content
from tropa.map.edit.layout import Layout
from tropa.map.edit.order import Matched
from tropa.map.edit.splice import Splice
from tropa.map.edit.written import Writer
from tropa.map.node import Mapping, Sequence


def keys_between_brackets(
    layout: Layout,
    writer: Writer,
    node: Mapping,
    kept: SequenceOf[str],
    added: MappingOf[str, Content],
) -> list[Splice]:
    """A mapping in braces with only some of its keys left, and new ones behind them."""
    names = list(node.pairs)
    spans = [(key.start, max(layout.end(value), key.end)) for key, value in node.pairs.values()]
    staying = [at for at, name in enumerate(names) if name in kept]
    behind = spans[staying[-1]][1]
    return _cut(spans, staying) + [
        Splice(behind, behind, f", {writer.flow(name)}: {writer.flow(value)}")
        for name, value in added.items()
    ]


def items_between_brackets(
    layout: Layout,
    writer: Writer,
    node: Sequence,
    matched: Matched,
    wanted: SequenceOf[Content],
    behind: int,
) -> list[Splice]:
    """A list in brackets whose items came, went or moved."""
    _ = behind
    staying = sorted(matched.staying)
    if not staying:
        return [Splice(node.start, node.end, writer.flow(list(wanted)))]
    spans = [(one.start, layout.end(one)) for one in node.items]
    found = _cut(spans, sorted(matched.old_place(one) for one in staying))
    for at, place in enumerate(matched.places):
        if at in staying:
            continue
        text = writer.flow(wanted[at]) if place is None else layout.text[slice(*spans[place])]
        before = max((one for one in staying if one < at), default=None)
        if before is None:
            where = spans[matched.old_place(staying[0])][0]
            found.append(Splice(where, where, f"{text}, "))
        else:
            where = spans[matched.old_place(before)][1]
            found.append(Splice(where, where, f", {text}"))
    return found


def _cut(spans: SequenceOf[tuple[int, int]], staying: SequenceOf[int]) -> list[Splice]:
    """Parts taken out, each with a comma."""
    found: list[Splice] = []
    if staying[0] > 0:
        found.append(Splice(spans[0][0], spans[staying[0]][0], ""))
    gone = [at for at in range(staying[0] + 1, len(spans)) if at not in staying]
    return found + [Splice(spans[at - 1][1], spans[at][1], "") for at in gone]
