"""Opening a workspace: a folder, its lock, its parts put together."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tropa.clock import Clock, MachineClock
from tropa.collect.named import Unnaming
from tropa.collect.said import names_said
from tropa.engines.folder.history import FolderHistory
from tropa.engines.folder.lock import OwnerLock
from tropa.engines.folder.maps import FolderMaps
from tropa.engines.sqlite.ledger import SqliteLedger, open_ledger
from tropa.errors import WorkspaceFault
from tropa.keep.dedupe import KeyIndex
from tropa.keep.erasure import Forgotten
from tropa.keep.intake import Intake
from tropa.live.arrivals import Arrivals
from tropa.live.compact import Compaction
from tropa.live.loop import Live
from tropa.live.loop_parts import LoopParts
from tropa.live.persons import Persons
from tropa.live.regather import Regather
from tropa.parts.names import EventNames
from tropa.parts.trails import Trails
from tropa.settings import Settings, read_settings
from tropa.users.map_links import MapLinks
from tropa.users.roster import Roster
from tropa.workspace.boards import Boards
from tropa.workspace.creation import SETTINGS
from tropa.workspace.forgetting import Forgetting
from tropa.workspace.kept import Kept
from tropa.workspace.news import News

LEDGER: Final = "ledger.sqlite"


@dataclass
class Workspace:
    """An open workspace; the process that has it open owns it."""

    folder: Path
    settings: Settings
    clock: Clock
    ledger: SqliteLedger
    history: FolderHistory
    maps: FolderMaps
    trails: Trails
    persons: Persons
    regather: Regather
    intake: Intake
    boards: Boards
    live: Live
    lock: OwnerLock
    users: Roster
    """People who use the product."""
    map_links: MapLinks
    """Links by which strangers see a map."""
    kept: Kept = field(default_factory=Kept)
    """What questions have added up so far."""
    news: News = field(default_factory=News)
    """What open windows are told at once."""

    def tell(self) -> None:
        """Wake whoever waits for changes."""
        for heard in list(self.live.changed):
            heard()

    def close(self) -> None:
        """Keep what was offered, finish, let the folder go."""
        self.intake.close()
        self.live.close()
        self.ledger.close()
        self.lock.release()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_workspace(folder: Path, clock: Clock | None = None) -> Workspace:
    """Open a workspace's folder.

    Raises:
        WorkspaceFault: no workspace there, another process owns it, or it is damaged.
    """
    if not (folder / SETTINGS).is_file():
        raise WorkspaceFault("no_workspace", where=str(folder))
    settings = read_settings((folder / SETTINGS).read_text("utf-8", "replace"))
    lock = OwnerLock(folder)
    try:
        return _put_together(folder, settings, clock or MachineClock(), lock)
    except BaseException:
        lock.release()
        raise


def _put_together(folder: Path, settings: Settings, clock: Clock, lock: OwnerLock) -> Workspace:
    history = FolderHistory(folder / "history")
    if not (folder / LEDGER).exists() and history.has_files():
        # A new ledger would list none of these files, and what it does not list is removed.
        raise WorkspaceFault("ledger_missing", where=str(folder / LEDGER))
    ledger = open_ledger(folder / LEDGER)
    try:
        return _with_ledger(folder, settings, clock, lock, history, ledger)
    except BaseException:
        ledger.close()
        raise


def _with_ledger(
    folder: Path,
    settings: Settings,
    clock: Clock,
    lock: OwnerLock,
    history: FolderHistory,
    ledger: SqliteLedger,
) -> Workspace:
    if ledger.records.get("salt") is None:
        if history.has_files():
            raise WorkspaceFault("ledger_missing", where=str(folder / LEDGER))
        ledger.records.put("salt", secrets.token_hex(16))
    maps = FolderMaps(folder / "maps")
    names = EventNames(
        ledger.records.get("event_names") or (),
        lambda known: ledger.records.put("event_names", known),
    )
    trails = Trails(folder / "parts", names)
    history.check(ledger.catalogue.files("history"))
    history.check(ledger.catalogue.files("keys"))
    keys = KeyIndex(runs=[history.open_keys(file) for file in ledger.catalogue.files("keys")])
    for records in ledger.inbox.block_keys():
        keys.learn(records)
    persons = Persons(ledger.names, settings.stitch_within)
    regather = Regather(ledger.catalogue, history, trails, persons)
    arrivals = Arrivals(ledger, persons, regather)
    forgotten = Forgotten(ledger.records.get("salt"), ledger.erasures.hashes(), names_said)
    unnaming = Unnaming(forgotten.instead_of, lambda name: ledger.names.find(name) is not None)
    intake = Intake(ledger.inbox, keys, forgotten=forgotten, unnamed=unnaming.properties)
    compaction = Compaction(ledger, history, keys, intake)
    boards = Boards(maps, ledger.catalogue, trails, regather, folder / "parts")
    live = Live(
        LoopParts(
            ledger, history, trails, persons, arrivals, regather, compaction, boards, clock
        )
    )
    compaction.sweep()
    live.open()
    live.drain()
    boards.refresh(clock.now())
    Forgetting(folder, ledger, history, persons, live, clock, forgotten).finish_every()
    intake.committed = live.committed
    return Workspace(
        folder, settings, clock, ledger, history, maps, trails, persons, regather, intake,
        boards, live, lock, Roster(ledger.users, clock), MapLinks(ledger.map_links, clock),
    )  # fmt: skip
