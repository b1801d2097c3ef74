"""What a reader may take otherwise than the parser does, for want of brackets.

`a or b and c` is read as `a or (b and c)`, and `did a or did b within 7d` limits the second
touch alone. Both are lawful and both surprise; the map's rules ask for brackets. The tree keeps
no brackets, but every node keeps its place: a group in brackets stands right between the two.
"""

from collections.abc import Iterator

from tropa.condition.syntax import And, Condition, CountOf, Did, Or, children, walk, where_of


def mixed(tree: Condition, text: str) -> Iterator[int]:
    """Where an `and` group stands among `or` ones without brackets of its own."""
    for node in _everything(tree):
        if not isinstance(node, Or):
            continue
        for part in node.parts:
            if isinstance(part, And) and not _in_brackets(part, text):
                yield part.span[0]


def lonely_windows(tree: Condition, text: str) -> Iterator[Did | CountOf]:
    """The last test of an `or` that alone has a window, as if it were meant for all."""
    for node in walk(tree):
        if not isinstance(node, Or):
            continue
        *before, last = node.parts
        touches = [
            one for part in before for one in walk(part) if isinstance(one, Did | CountOf)
        ]
        if (
            isinstance(last, Did | CountOf)
            and last.within is not None
            and touches
            and all(one.within is None for one in touches)
            and not _in_brackets(last, text)
        ):
            yield last


def _everything(tree: Condition) -> Iterator[Condition]:
    """The node and everything under it, the fields inside `where` too."""
    yield tree
    where = where_of(tree)
    for part in (*children(tree), *(() if where is None else (where,))):
        yield from _everything(part)


def _in_brackets(node: Condition, text: str) -> bool:
    """Whether brackets enclose exactly this node.

    A part of a longer row has `or` on one side at least, so brackets on both sides are its own.
    """
    begin, behind = node.span
    return text[:begin].rstrip().endswith("(") and text[behind:].lstrip().startswith(")")
