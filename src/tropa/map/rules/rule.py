"""What every rule is: a number for ever, how bad a breach is, two examples, and a look."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from inspect import cleandoc
from textwrap import dedent
from typing import ClassVar, Literal

from tropa.map.document import Map
from tropa.map.finding import Finding, Path, Severity
from tropa.map.kinds import Written


class Rule(ABC):
    """One rule about maps.

    The docstring of a rule is its page: the first line says what is wrong, the rest why it
    matters and what to do, then a map that breaks the rule and the same map mended.
    """

    number: ClassVar[str]
    code: ClassVar[str]
    severity: ClassVar[Severity]

    @abstractmethod
    def look(self, map_: Map) -> Iterator[Finding]:
        """Every breach of the rule."""

    def at(self, map_: Map, path: Path, code: str = "", **values: object) -> Finding:
        """A finding at an element of the map; `code` where the rule has several sentences."""
        place = map_.place(path)
        return Finding(code or self.code, self.severity, place, path, self.number, values)

    def within(
        self, map_: Map, written: Written, at: int, code: str = "", **values: object
    ) -> Finding:
        """A finding inside a condition, at a character of its text."""
        place = map_.reading.place_after(written.node, written.text[:at])
        return Finding(
            code or self.code, self.severity, place, written.path, self.number, values
        )


def page_of(rule: type[Rule]) -> str:
    """What the rule teaches, without its examples."""
    return cleandoc(rule.__doc__ or "").partition("Bad::")[0].strip()


def example_of(rule: type[Rule], which: Literal["Bad", "Good"]) -> str:
    """The map that breaks the rule, or the one that keeps it."""
    behind = cleandoc(rule.__doc__ or "").partition(f"{which}::\n")[2]
    lines: list[str] = []
    for line in behind.splitlines():
        if line and not line.startswith(" "):
            break
        lines.append(line)
    return dedent("\n".join(lines)).strip() + "\n"
