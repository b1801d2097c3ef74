"""A workspace in a folder of its own, gone when the test is over."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tropa.clock import Instant
from tropa.collect.rows import body_hashes
from tropa.event import Event
from tropa.keep.intake import Offer, Outcome
from tropa.map.read import read_map
from tropa.measure.overview import overview_json
from tropa.testing.clock import HandClock, instant
from tropa.workspace.answers import Question, ask_map
from tropa.workspace.creation import create_workspace
from tropa.workspace.drafts.publish import the_map
from tropa.workspace.finding import find_person
from tropa.workspace.opening import Workspace, open_workspace
from tropa.workspace.people.person import OnMap, card_of


class Temporary:
    """An open workspace, and short ways to tell it things and to ask it."""

    def __init__(self, folder: Path, clock: HandClock) -> None:
        self.folder, self.clock = folder, clock
        self.workspace: Workspace = open_workspace(folder, clock)

    # ------------------------------------------------------------ telling

    def tell(self, events: Iterable[Event], received: Instant | str | None = None) -> Outcome:
        """Let events arrive, in this order; they are on the boards when this returns.

        Returns:
            What became of them: accepted + duplicates + conflicts + erased = told.
        """
        at = self.clock.now() if received is None else instant(received)
        accepted, duplicates, conflicts, erased = 0, 0, 0, 0
        for source, some in groupby(events, key=lambda one: one.source):
            said = list(some)
            kept = self.workspace.intake.keep(Offer(source, at, said, body_hashes(said)))
            accepted += kept.accepted
            duplicates += kept.duplicates
            conflicts += len(kept.conflicts)
            erased += kept.erased
        self.workspace.live.drain()
        return Outcome(accepted, duplicates, tuple(range(conflicts)), erased=erased)

    def draw(self, text: str) -> None:
        """Write a map's draft, or another draft over it."""
        map_ = read_map(text)
        self.workspace.maps.write_draft(map_.id, text.encode())
        boards = self.workspace.boards
        self.workspace.live.change_boards(lambda: boards.refresh(self.clock.now()))

    def compact(self) -> None:
        """Move everything into the history and the bases, as a server does now and then."""
        self.workspace.live.compact(merge=True)

    def reopen(self) -> None:
        """Close the workspace and open it again."""
        self.workspace.close()
        self.workspace = open_workspace(self.folder, self.clock)

    # ------------------------------------------------------------ asking

    def numbers(
        self, as_of: Instant | str | None = None, map_id: str | None = None
    ) -> dict[str, Any]:
        """What `tropa show --json` answers, as of a moment or now."""
        question = Question(as_of=None if as_of is None else instant(as_of))
        found = ask_map(self.workspace, the_map(self.workspace, map_id), question)
        return overview_json(found)

    def journeys_of(self, name: str, as_of: Instant | str | None = None) -> tuple[OnMap, ...]:
        """Somebody's journeys, the earliest first; the name may be `kind:value`."""
        at = self.clock.now() if as_of is None else instant(as_of)
        return card_of(self.workspace, find_person(self.workspace, name), at).maps

    def stage_of(self, name: str, as_of: Instant | str | None = None) -> str | None:
        """The stage somebody's latest journey is at, None when there is no journey."""
        journeys = self.journeys_of(name, as_of)
        return journeys[-1].stage if journeys else None

    def status_of(self, name: str, as_of: Instant | str | None = None) -> str | None:
        """`active`, `lost` or `closed`; None when there is no journey."""
        journeys = self.journeys_of(name, as_of)
        return journeys[-1].status if journeys else None


@contextmanager
def temporary_workspace(
    map_text: str = "",
    events: Iterable[Event] = (),
    *,
    clock: HandClock | None = None,
    settings: str = 'language = "en"\n',
) -> Generator[Temporary]:
    """A workspace in a temporary folder.

    Args:
        map_text: a map, as in its file; none when omitted.
        events: what has happened.
        clock: the present; when omitted it is the instant of the last of the events.
        settings: the content of `tropa.toml`.

    Raises:
        MapRefused: the map cannot be read.
    """
    told = list(events)
    if clock is None:
        clock = HandClock(max((one.time for one in told), default=HandClock().now()))
    with TemporaryDirectory(prefix="tropa-") as place:
        folder = Path(place) / "workspace"
        create_workspace(folder, settings)
        if map_text:
            path = folder / "maps" / f"{read_map(map_text).id}.yaml"
            path.write_text(map_text, "utf-8")
        tried = Temporary(folder, clock)
        try:
            if told:
                tried.tell(told)
            yield tried
        finally:
            tried.workspace.close()
