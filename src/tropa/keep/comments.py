"""The port of what people say about elements of a map: threads of comments.

A comment is bound to an element by the element's path, and a renamed element takes its comments
along. What was said of an element that is no more is kept: the element may come back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tropa.clock import Instant
from tropa.map.finding import Path


@dataclass(frozen=True, slots=True)
class Comment:
    """One thing said about an element."""

    id: str
    map: str
    path: Path
    thread: str
    """The id of the comment that the thread begins with; its own id for that one."""
    at: Instant
    user: str
    """The account of whoever said it; empty where there are no accounts."""
    who: str
    """What they were called then."""
    text: str
    """Empty where it was taken back and others had answered."""
    edited: Instant = 0
    settled: Instant = 0
    """When the thread was settled; kept at the comment it begins with, 0 while it is open."""
    settled_by: str = ""


class Comments(Protocol):
    """Comments of all maps."""

    def of_map(self, map_id: str) -> list[Comment]:
        """Everything said of a map, the earliest first."""
        ...

    def find(self, comment: str) -> Comment | None:
        """One comment, of whatever map."""
        ...

    def put(self, comment: Comment) -> None:
        """Keep a comment, a new one or one that changed; on disk when it returns."""
        ...

    def drop(self, comment: str) -> None:
        """Forget a comment for good."""
        ...

    def follow(self, map_id: str, names: Mapping[str, str]) -> None:
        """Elements have other names now: what was said of them goes along.

        Args:
            map_id: the map.
            names: new names by old ones, all changed at once.
        """
        ...
