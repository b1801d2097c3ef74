"""A map's text made to say something else: the fewest characters changed, the rest kept.

What is wanted is compared with what is written, part by part; only parts that differ are
written anew, on lines of their own or in brackets, as the text around them is.
"""

from collections.abc import Sequence as SequenceOf
from dataclasses import dataclass, field, replace

from tropa.map.edit.brackets import items_between_brackets, keys_between_brackets
from tropa.map.edit.content import (
    Content,
    content_of,
    is_empty,
    keys_of,
    kind_in_list,
    kind_under,
)
from tropa.map.edit.layout import Layout, Unfit
from tropa.map.edit.on_lines import items_on_lines, without_lines
from tropa.map.edit.order import match
from tropa.map.edit.splice import Splice, spliced
from tropa.map.edit.written import Writer
from tropa.map.kinds import Kind
from tropa.map.node import Mapping, Node, Scalar, Sequence
from tropa.map.schema.document import DOCUMENT
from tropa.map.shapes import SYNONYM, Many, Series, Short
from tropa.map.spelling import double, spellings


@dataclass(frozen=True, slots=True)
class Holder:
    """What a value stands behind: a key with its colon, or a dash."""

    behind: int
    indent: int
    flow: bool = False


def reshape(
    text: str, root: Mapping, wanted: Content, writer: Writer, moving: Content | None = None
) -> str:
    """The text that says what is wanted.

    Args:
        text: as it is.
        root: its nodes.
        wanted: what it should say.
        writer: writes new values.
        moving: the element that is put elsewhere, where one is.

    Raises:
        Unfit: the text is written in a way that nothing can be fitted into.
    """
    work = _Reshaping(Layout(text), writer, moving)
    work.change(root, DOCUMENT, wanted, Holder(0, -2))
    return spliced(text, work.splices)


@dataclass
class _Reshaping:
    """The splices found so far."""

    layout: Layout
    writer: Writer
    moving: Content | None
    splices: list[Splice] = field(default_factory=list[Splice])

    def put(self, start: int, end: int, text: str) -> None:
        self.splices.append(Splice(start, end, text))

    def lines(self, lines: SequenceOf[str]) -> str:
        return "".join(line + self.layout.line_end for line in lines)

    # ------------------------------------------------------------ one value

    def change(self, node: Node, kind: Kind | None, wanted: Content, holder: Holder) -> None:
        """Make a node say what is wanted."""
        if content_of(node, kind) == wanted:
            return
        match node:
            case Scalar():
                self._change_scalar(node, kind, wanted, holder)
            case Sequence() if isinstance(wanted, list) and wanted:
                self._change_items(node, kind, wanted, holder)
            case Mapping() if isinstance(wanted, dict) and wanted:
                self._change_pairs(node, kind, wanted, holder)
            case Mapping() if isinstance(kind, Many) and isinstance(wanted, list):
                if len(wanted) == 1:
                    self.change(node, kind.each, wanted[0], holder)
                else:
                    self._rewrite(node, wanted, holder)
            case _:
                self._rewrite(node, wanted, holder)

    def _change_scalar(
        self, node: Scalar, kind: Kind | None, wanted: Content, holder: Holder
    ) -> None:
        text = _single(kind, wanted)
        if text is None or (is_empty(node) and not isinstance(wanted, str)):
            self._rewrite(node, wanted, holder)
            return
        raw = self.layout.text[node.start : node.end]
        is_block = raw[:1] in ("|", ">") and not node.plain
        if "\n" in text and not is_block and not holder.flow and not self.writer.careful:
            self._rewrite(node, text, holder)
        elif holder.flow:
            space = "" if raw else " "
            quoted = raw[:1] in ("'", '"') and not node.plain
            self.put(node.start, node.end, space + self._in_flow(text, quoted=quoted))
        else:
            ways = list(spellings(self.layout.text, node, text))
            chosen = ways[-1] if self.writer.careful else ways[0]
            # Blank lines behind a text of several lines are nobody's.
            tail = len(raw) - len(raw.rstrip()) if is_block else 0
            self.put(node.start, node.end - tail, chosen[: len(chosen) - tail])

    def _in_flow(self, text: str, *, quoted: bool) -> str:
        return double(text) if quoted else self.writer.flow(text)

    def _rewrite(self, node: Node, wanted: Content, holder: Holder) -> None:
        """Put something quite different in the place of a value."""
        layout = self.layout
        if holder.flow:
            space = "" if node.end > node.start else " "
            self.put(node.start, node.end, space + self.writer.flow(wanted))
            return
        inline, under = self.writer.value(wanted, holder.indent)
        end = layout.end(node)
        if isinstance(node, Scalar) or layout.is_flow(node):
            if "#" in layout.text[holder.behind : node.start]:
                raise Unfit
            self.put(holder.behind, end, inline)
            at = layout.behind_line(end)
        else:
            self.put(holder.behind, holder.behind, inline)
            at = layout.behind_line(holder.behind)
            if not layout.is_on_own_line(node.start) and isinstance(node, Mapping):
                raise Unfit
        if under:
            self.put(at, at, self.lines(under))
        if not (isinstance(node, Scalar) or layout.is_flow(node)):
            self._remove_all(node)

    def _remove_all(self, node: Mapping | Sequence) -> None:
        if isinstance(node, Mapping):
            for key, value in node.pairs.values():
                self.put(*self.layout.lines_of(key.start, value), "")
        else:
            for item in node.items:
                self.put(*self.layout.lines_of(self.layout.dash(node, item), item), "")

    # ------------------------------------------------------------ keys

    def _change_pairs(
        self, node: Mapping, kind: Kind | None, wanted: dict[str, Content], holder: Holder
    ) -> None:
        kept = [name for name in node.pairs if name in wanted]
        if not kept:
            self._rewrite(node, wanted, holder)
            return
        flow = self.layout.is_flow(node)
        for name in kept:
            key, value = node.pairs[name]
            inside = Holder(self.layout.colon(key), self.layout.column(key.start), flow)
            self.change(value, kind_under(kind, name), wanted[name], inside)
        order = keys_of(kind)
        ranks = {one: at for at, one in enumerate(order)}
        new = [one for one in wanted if one not in node.pairs]
        added = sorted(new, key=lambda one: ranks.get(one, len(ranks)))
        if flow:
            said = {name: wanted[name] for name in added}
            self.splices += keys_between_brackets(self.layout, self.writer, node, kept, said)
            return
        self._remove_pairs(node, kept)
        for name in added:
            self._add_pair(node, name, wanted[name], _anchor(name, kept, order))

    def _remove_pairs(self, node: Mapping, kept: SequenceOf[str]) -> None:
        names = list(node.pairs)
        for at, name in enumerate(names):
            if name in kept:
                continue
            key, value = node.pairs[name]
            if self.layout.is_on_own_line(key.start):
                self.splices.append(
                    without_lines(self.layout, *self.layout.lines_of(key.start, value))
                )
                continue
            # The first key of an item, beside its dash.
            end = self.layout.end(value)
            behind = node.pairs[names[at + 1]][0].start
            pulled = names[at + 1] in kept and not self.layout.text[end:behind].strip()
            self.put(key.start, behind if pulled else max(end, self.layout.colon(key)), "")

    def _add_pair(self, node: Mapping, name: str, value: Content, behind: str) -> None:
        key, held = node.pairs[behind]
        indent = self.layout.column(key.start)
        lines = self.writer.entry(name, value, indent)
        if len(lines) > 1 and (indent == 0 or self._is_spaced(node)):
            lines = ["", *lines]
        at = self.layout.lines_of(key.start, held)[1]
        self.put(at, at, self.lines(lines))

    def _is_spaced(self, node: Mapping) -> bool:
        """Whether blank lines stand between the keys of a mapping."""
        keys = [key for key, _ in node.pairs.values()][1:2]
        starts = [self.layout.start_of_line(key.start) for key in keys]
        return any(
            self.layout.is_blank(self.layout.start_of_line(one - 1)) for one in starts if one
        )

    # ------------------------------------------------------------ items

    def _change_items(
        self, node: Sequence, kind: Kind | None, wanted: list[Content], holder: Holder
    ) -> None:
        old = content_of(node, kind)
        matched = match(old if isinstance(old, list) else [], wanted, kind)
        if self.moving is not None and wanted.count(self.moving) == 1:
            matched = replace(matched, moved=wanted.index(self.moving))
        flow, each, staying = self.layout.is_flow(node), kind_in_list(kind), matched.staying
        for at, place in enumerate(matched.places):
            if place is None:
                continue
            item = node.items[place]
            value = _as_named_there(item, wanted[at], kind)
            if at in staying:
                self.change(item, each, value, self._holder(node, item, flow=flow))
            elif content_of(item, each) != value:
                raise Unfit
        change = items_between_brackets if flow else items_on_lines
        self.splices += change(self.layout, self.writer, node, matched, wanted, holder.behind)

    def _holder(self, node: Sequence, item: Node, *, flow: bool) -> Holder:
        if flow:
            return Holder(item.start, 0, flow=True)
        dash = self.layout.dash(node, item)
        return Holder(dash + 1, self.layout.column(dash))


def _single(kind: Kind | None, wanted: Content) -> str | None:
    """The one text that says all that is wanted; None where one text cannot."""
    match kind:
        case Many(each=each) if isinstance(wanted, list) and len(wanted) == 1:
            return _single(each, wanted[0])
        case Short(single=single, record=record) if isinstance(wanted, dict):
            if set(wanted) == {single}:
                return _single(record.keys[single].kind, wanted[single])
            return None
        case _:
            return wanted if isinstance(wanted, str) else None


def _as_named_there(item: Node, wanted: Content, kind: Kind | None) -> Content:
    """What an item of a named list has to say, its name under the key it is written with."""
    if (
        isinstance(kind, Series)
        and isinstance(item, Mapping)
        and isinstance(wanted, dict)
        and kind.name_key not in item.pairs
    ):
        return {(SYNONYM if key == kind.name_key else key): one for key, one in wanted.items()}
    return wanted


def _anchor(name: str, kept: SequenceOf[str], order: SequenceOf[str]) -> str:
    """The key behind which a new one is written: the last that the schema has before it."""
    if name not in order:
        return kept[-1]
    ranks = {one: at for at, one in enumerate(order)}
    before = [one for one in kept if ranks.get(one, -1) < ranks[name]]
    return max(before, key=lambda one: ranks.get(one, -1)) if before else kept[0]
