"""Operations carried out on the text of a map, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tropa.errors import MapFault
from tropa.map.document import Map
from tropa.map.edit.changed import changed_paths
from tropa.map.edit.content import Content
from tropa.map.edit.layout import Layout, Unfit
from tropa.map.edit.lines import named_path
from tropa.map.edit.operation import Operation, Remove, Rename
from tropa.map.edit.parsed import map_of, parsed
from tropa.map.edit.renaming import renamed
from tropa.map.edit.reshape import reshape
from tropa.map.edit.wanted import wanted
from tropa.map.edit.written import Writer
from tropa.map.finding import Finding, MapRefused, Path
from tropa.map.node import BYTE_ORDER_MARK, Mapping, TextRefused


@dataclass(frozen=True)
class Edited:
    """What came of a step."""

    text: str
    before: str
    """The text as it was: what undoes the step."""
    touched: tuple[Path, ...]
    names: dict[int, str]
    """Names given to new elements, by the number of their operation."""
    map: Map = field(repr=False)


def apply(text: str, operations: Sequence[Operation], name: str = "map") -> Edited:
    """A map's text after some operations; between two of them the map may be wrong.

    Args:
        text: of a map that can be read.
        operations: carried out in order.
        name: what the file is called in findings.

    Raises:
        MapRefused: the map cannot be read, or could not be read afterwards.
        MapFault: an element is not there, a name is taken, or the text cannot take the edit.
        UsageFault: an operation makes no sense where it points.
    """
    source = text.removeprefix(BYTE_ORDER_MARK)
    try:
        work = _Work.of(source)
        for number, one in enumerate(operations):
            work.take(number, one)
        work.write()
    except TextRefused as fault:
        raise MapRefused([refusal_of(fault)], name) from None
    except Unfit:
        raise MapFault("edit_unfit") from None
    edited = text[: len(text) - len(source)] + work.final()
    try:
        map_ = map_of(edited, name)
    except MapRefused as fault:
        named = MapRefused(_by_names(fault, work.root), name)
        raise _still_used(named, operations) or named from None
    before = parsed(source).content
    touched = tuple(sorted({*work.touched, *_beside(before, work)}, key=_by_text))
    return Edited(edited, text, touched, work.names, map_)


def refusal_of(fault: TextRefused) -> Finding:
    """Why a text is no document, as a finding."""
    return Finding(fault.code, "refused", fault.place, values=fault.values)


def _by_names(fault: MapRefused, root: Mapping) -> list[Finding]:
    """The findings with the paths that operations use."""
    return [replace(one, path=named_path(root, one.path)) for one in fault.findings]


def _beside(before: Content, work: "_Work") -> set[Path]:
    """What renaming touched besides the name: every reference."""
    return set(changed_paths(before, work.content)) if work.is_renaming else set()


def _by_text(path: Path) -> list[str]:
    return [str(step) for step in path]


def _still_used(fault: MapRefused, operations: Sequence[Operation]) -> MapFault | None:
    """The clear answer where something was taken out that others speak of."""
    removed = {str(one.path[-1]) for one in operations if isinstance(one, Remove)}
    users = [
        one
        for one in fault.findings
        if one.code.startswith("unknown_") and one.values.get("found") in removed
    ]
    if not users or len(users) < len(fault.findings):
        return None
    return StillUsed(users)


class StillUsed(MapFault):
    """An element cannot go: others speak of it."""

    def __init__(self, users: Sequence[Finding]) -> None:
        named = ", ".join(dict.fromkeys(str(one.values["found"]) for one in users))
        lines = ", ".join(str(one.place[0]) for one in users[:5])
        super().__init__("still_used", found=named, n=len(users), lines=lines)
        self.users = [one.path for one in users]


@dataclass
class _Work:
    """The text so far, and what it is wanted to say."""

    text: str
    root: Mapping
    content: Content
    ended: bool
    """A line end was put behind a text without one."""
    touched: list[Path] = field(default_factory=list[Path])
    names: dict[int, str] = field(default_factory=dict[int, str])
    is_renaming: bool = False

    @classmethod
    def of(cls, source: str) -> "_Work":
        read = parsed(source)
        if not source.endswith("\n"):
            whole = source + Layout(source).line_end
            if parsed(whole).content == read.content:
                return cls(whole, parsed(whole).root, read.content, ended=True)
        return cls(source, read.root, read.content, ended=False)

    def take(self, number: int, operation: Operation) -> None:
        """Carry out one operation; most are written together at the end."""
        if isinstance(operation, Rename):
            self.write()
            self.text = renamed(self.text, self.root, operation)
            self.root = parsed(self.text).root
            self.content = parsed(self.text).content
            self.touched += [operation.path, (*operation.path[:-1], operation.name)]
            self.is_renaming = True
            return
        found = wanted(self.content, operation)
        if len(found.states) > 1 or _reorders(operation):
            self.write()
        for state in found.states:
            self.content = state
            if len(found.states) > 1 or _reorders(operation):
                self.write(found.moving)
        self.touched += found.touched
        if found.name:
            self.names[number] = found.name

    def write(self, moving: Content | None = None) -> None:
        """Make the text say what is wanted; `moving` is the element put elsewhere."""
        if parsed(self.text).content == self.content:
            return
        for writer in (Writer(), Writer(careful=True)):
            try:
                text = reshape(self.text, self.root, self.content, writer, moving)
                read = parsed(text)
            except Unfit:
                continue
            except TextRefused:
                if writer.careful:
                    raise
                continue
            if read.content == self.content:
                self.text, self.root = text, read.root
                return
        raise Unfit

    def final(self) -> str:
        """The text as it goes back to the file."""
        return self.text.rstrip("\n").removesuffix("\r") if self.ended else self.text


def _reorders(operation: Operation) -> bool:
    return type(operation).__name__ == "Move"
