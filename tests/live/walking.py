"""A way of arriving, walked: the events told piece by piece, with what happens between."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from live.arriving import END, SECOND_EDITION, Way, clock, map_text, set_apart
from tropa.event import Event
from tropa.testing import Temporary
from tropa.workspace.creation import create_workspace
from tropa.workspace.drafts.publish import publish
from tropa.workspace.rebuilding import forget_derived


class Walk:
    """One workspace on one way."""

    def __init__(self, folder: Path, unit: str, apart: Sequence[tuple[str, str]]) -> None:
        create_workspace(folder, 'language = "en"\n')
        self.unit, self.apart = unit, list(apart)
        self.tried = Temporary(folder, clock())
        self.tried.draw(map_text(unit))
        publish(self.tried.workspace, "shop", "")
        self.published = False
        self.waiting: list[Event] = []
        self.tried.clock.set(END)

    def drain(self) -> None:
        if self.waiting:
            self.tried.tell(self.waiting)
        self.waiting = []

    def move(self) -> None:
        self.drain()
        self.tried.workspace.live.compact(merge=False)

    def compact(self) -> None:
        self.drain()
        self.tried.compact()

    def some(self) -> None:
        """A third of a round of merging: what comes next is newer than the rest of it."""
        self.drain()
        for _ in range(6):
            self.tried.workspace.live.merge_some()

    def restart(self) -> None:
        self.drain()
        self.tried.reopen()

    def rebuild(self) -> None:
        self.drain()
        self.tried.workspace.close()
        forget_derived(self.tried.folder)
        self.tried = Temporary(self.tried.folder, self.tried.clock)

    def publish(self) -> None:
        if self.published:
            return
        self.drain()
        self.published = True
        self.tried.clock.set(SECOND_EDITION)
        self.tried.draw(map_text(self.unit, "2d"))
        publish(self.tried.workspace, "shop", "less patience")
        self.tried.clock.set(END)

    def undo(self) -> None:
        self.drain()
        self.apart = set_apart(self.tried, self.apart)

    def finish(self) -> Temporary:
        """Whatever was left out on the way comes at its end."""
        self.drain()
        self.publish()
        self.undo()
        return self.tried


@contextmanager
def walked(
    told: Sequence[Event],
    way: Way,
    unit: str,
    apart: Sequence[tuple[str, str]] = (),
    begun: Callable[[Walk], None] = lambda _: None,
) -> Generator[Temporary]:
    """A workspace at the end of a way.

    Args:
        told: the events, by number.
        way: the order they arrive in and what happens between.
        unit: who walks.
        apart: names whose merges are undone.
        begun: told before the first event.
    """
    with TemporaryDirectory(prefix="tropa-") as place:
        walk = Walk(Path(place) / "workspace", unit, apart)
        try:
            begun(walk)
            between = list(way.between)
            for count in range(len(way.order) + 1):
                while between and between[0].after == count:
                    getattr(walk, between.pop(0).what)()
                if count < len(way.order):
                    walk.waiting.append(told[way.order[count]])
            yield walk.finish()
        finally:
            walk.tried.workspace.close()
