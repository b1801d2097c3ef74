"""What open windows are told at once: another draft of a map, something said about it.

Numbers are told by the version of the boards and asked again at leisure. Who works on the same
map wants to see the other's step when it is made; so each such thing is kept as the latest word
of its kind and map, and a window is told those that it has not heard.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

NewsKind: TypeAlias = Literal["draft", "comments"]
Subject: TypeAlias = tuple[NewsKind, str]
"""What kind of thing changed, and of which map."""


@dataclass
class News:
    """The latest of each kind and map, since this process opened the workspace."""

    _latest: dict[Subject, str] = field(default_factory=dict[Subject, str])

    def note(self, kind: NewsKind, map_id: str, mark: str) -> None:
        """Something changed; `mark` tells this state of it from others."""
        self._latest[kind, map_id] = mark

    def heard(self) -> dict[Subject, str]:
        """Everything there is to be told until now."""
        return dict(self._latest)

    def since(self, heard: Mapping[Subject, str]) -> dict[Subject, str]:
        """What differs from what a window has heard."""
        now = self.heard()
        return {one: mark for one, mark in now.items() if heard.get(one) != mark}
