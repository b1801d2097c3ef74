"""Map text to nodes: YAML's shape only, with the place of everything, and nothing dangerous.

YAML guesses types (`no` is false, `1:30` is ninety, `010` is eight). We let it guess nothing: a
scalar stays text here and the schema says what it is. Anchors, aliases, tags, second documents,
repeated keys, endless nesting and unreadable characters are refused, each by its name.
"""

import re
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeAlias

import yaml

LARGEST: Final = 1_048_576
DEEPEST: Final = 24
MOST_NODES: Final = 50_000
"""Texts, lists and mappings of one map: five times the largest of people."""
BYTE_ORDER_MARK: Final = "\ufeff"
"""Some editors put it before the first character; it is no part of the document."""

# C0 and C1 controls but tab and line ends; marks that reorder or hide text; no characters.
_UNREADABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
_LONG_NUMBER_PART: Final = re.compile(r"^[+-]?0\d+$")


class _Mark(Protocol):
    """Where a token begins or ends, counted from nought."""

    line: int
    column: int
    index: int


Place: TypeAlias = tuple[int, int]
"""Line and column, both from one."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it stands; `plain` when it was written without quotes."""

    text: str
    place: Place
    plain: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: list["Node"]
    place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order written."""

    pairs: dict[str, tuple[Scalar, "Node"]]
    place: Place
    start: int
    end: int


Node: TypeAlias = Scalar | Sequence | Mapping


class TextRefused(Exception):
    """The text is not a readable document; `code` names the reason."""

    def __init__(self, code: str, place: Place, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.values = values


def decode(data: bytes) -> str:
    """The bytes of a map file as text, without the mark some editors put before it.

    Raises:
        TextRefused: too large, or not UTF-8.
    """
    if len(data) > LARGEST:
        raise TextRefused(
            "file_too_large", (1, 1), limit=LARGEST // 1024, size=len(data) // 1024
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        column = fault.start - data.rfind(b"\n", 0, fault.start)
        raise TextRefused("yaml_encoding", (line, column)) from None


def compose(text: str) -> Mapping:
    """The document as nodes.

    Raises:
        TextRefused: not YAML, or more than a map may use of it.
    """
    refuse_unreadable(text)
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        # An end without a line end counts as one line more.
        place = min(place, (text.count("\n") + 1, len(text) - text.rfind("\n")))
        raise TextRefused("yaml_syntax", place, problem=fault.problem or "") from None
    except yaml.YAMLError as fault:
        raise TextRefused("yaml_syntax", (1, 1), problem=str(fault)) from None
    root = builder.root
    if root is None or (isinstance(root, Scalar) and not root.text):
        raise TextRefused("empty_map", (1, 1))
    if not isinstance(root, Mapping):
        raise TextRefused("not_a_mapping", root.place)
    return root


def refuse_unreadable(text: str) -> None:
    """Refuse control characters and marks that hide text or change its order.

    Raises:
        TextRefused: at the first of them.
    """
    match = _UNREADABLE.search(text)
    if match is None:
        return
    at = match.start()
    place = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    code = "yaml_syntax" if ord(match.group()) < 0xA0 else "bad_text"
    raise TextRefused(
        code, place, problem=f"U+{ord(match.group()):04X}", found=f"U+{ord(match.group()):04X}"
    )


@dataclass(slots=True)
class _Open:
    """A list or a mapping whose end has not come yet."""

    event: yaml.CollectionStartEvent
    items: list[Node] = field(default_factory=list[Node])
    pairs: dict[str, tuple[Scalar, Node]] = field(
        default_factory=dict[str, tuple[Scalar, Node]]
    )
    key: Scalar | None = None


class _Builder:
    """Builds nodes from events with a stack of its own: depth cannot exhaust Python's."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.documents = 0
        self.nodes = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.AliasEvent():
                raise TextRefused("yaml_alias", _place(event))
            case yaml.ScalarEvent():
                self._refuse_extras(event)
                self._count(event)
                self._add(_scalar(event))
            case yaml.CollectionStartEvent():
                self._refuse_extras(event)
                self._count(event)
                self.stack.append(_Open(event))
                if len(self.stack) > DEEPEST:
                    raise TextRefused("yaml_too_deep", _place(event), limit=DEEPEST)
            case yaml.CollectionEndEvent():
                self._add(self._closed(event))
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise TextRefused("yaml_many_documents", _place(event))
            case _:
                pass

    def _count(self, event: yaml.Event) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise TextRefused("yaml_too_many", _place(event), limit=MOST_NODES)

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor:
            raise TextRefused("yaml_alias", _place(event))
        if event.tag and event.tag != "!":
            raise TextRefused("yaml_tag", _place(event), found=event.tag)

    def _closed(self, end: yaml.CollectionEndEvent) -> Node:
        open_ = self.stack.pop()
        place, start = _place(open_.event), _marks(open_.event)[0].index
        behind = _marks(end)[1].index
        if isinstance(open_.event, yaml.SequenceStartEvent):
            return Sequence(open_.items, place, start, behind)
        return Mapping(open_.pairs, place, start, behind)

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent.event, yaml.SequenceStartEvent):
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._key(node, parent)
        else:
            parent.pairs[parent.key.text] = (parent.key, node)
            parent.key = None

    def _key(self, node: Node, parent: _Open) -> Scalar:
        if not isinstance(node, Scalar):
            raise TextRefused("yaml_syntax", node.place, problem="a key that is not a text")
        if node.text in parent.pairs:
            first = parent.pairs[node.text][0].place[0]
            raise TextRefused("yaml_duplicate_key", node.place, found=node.text, line=first)
        return node


def place_after(source: str, scalar: Scalar, beginning: str) -> Place:
    """Where in the file the text of a scalar goes on behind its beginning.

    Quotes, escapes and folded lines make the file differ from the text it stands for; but the
    characters that are not spaces stand in both, in the same order.
    """
    raw = source[scalar.start : scalar.end]
    left = sum(not character.isspace() for character in beginning)
    at = 0
    for match in _pieces(raw, scalar).finditer(raw, _skipped(raw, scalar)):
        at = match.start()
        if left == 0:
            break
        left -= 1
    head, lines = raw[:at], raw.count("\n", 0, at)
    if not lines:
        return (scalar.place[0], scalar.place[1] + at)
    return (scalar.place[0] + lines, len(head) - head.rfind("\n"))


_PIECE: Final = re.compile(r"\S")
_PIECE_IN_SINGLE: Final = re.compile(r"''|\S")
_PIECE_IN_DOUBLE: Final = re.compile(
    r"\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^nrt\s])|(?<!\\)[^\s\\]"
)


def _pieces(raw: str, scalar: Scalar) -> re.Pattern[str]:
    if scalar.plain or raw[:1] in "|>":
        return _PIECE
    return _PIECE_IN_SINGLE if raw[:1] == "'" else _PIECE_IN_DOUBLE


def _skipped(raw: str, scalar: Scalar) -> int:
    """Characters of the file before the text begins: a quote, or the line of `|` and `>`."""
    if scalar.plain:
        return 0
    return raw.find("\n") + 1 if raw[:1] in "|>" else 1


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    plain = event.style is None or event.style == ""
    if plain and _LONG_NUMBER_PART.fullmatch(event.value):
        raise TextRefused("ambiguous_number", _place(event), found=event.value)
    start, end = _marks(event)
    if not plain:
        _refuse_escaped(event)
    return Scalar(event.value, _place(event), plain, start.index, end.index)


def _refuse_escaped(event: yaml.ScalarEvent) -> None:
    """What may not stand in the text may not come in by an escape either."""
    try:
        refuse_unreadable(event.value)
    except TextRefused as fault:
        raise TextRefused(fault.code, _place(event), **fault.values) from None


def _place(event: yaml.Event) -> Place:
    start, _ = _marks(event)
    return (start.line + 1, start.column + 1)


def _marks(event: yaml.Event) -> tuple[_Mark, _Mark]:
    if event.start_mark is None or event.end_mark is None:
        raise AssertionError(event)  # libyaml always knows where it is
    return event.start_mark, event.end_mark
