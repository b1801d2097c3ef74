"""Several workspaces in one home: a folder of them, served together, with one list of accounts.

Each workspace stays what it is: its own folder, lock, ledger, loop. What they share is who
uses them: accounts, sessions, invitations and the journal of a home stand in `home.sqlite`, and
a workspace that was opened with its home knows no accounts of its own.
"""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tropa.clock import Clock, MachineClock
from tropa.engines.folder.lock import OwnerLock
from tropa.engines.sqlite.ledger import SqliteLedger, open_ledger
from tropa.errors import WorkspaceFault
from tropa.settings import Settings, read_settings
from tropa.users.roster import Roster
from tropa.workspace.creation import SETTINGS
from tropa.workspace.opening import Workspace, open_workspace

ACCOUNTS: Final = "home.sqlite"
HOME_SETTINGS: Final = "home.toml"


def is_home(folder: Path) -> bool:
    """Whether a folder is no workspace and holds some."""
    return folder.is_dir() and not (folder / SETTINGS).is_file() and bool(names_in(folder))


def names_in(folder: Path, holding: str = SETTINGS) -> tuple[str, ...]:
    """The workspaces of a home, in the order of their names: folders that hold such a file."""
    return tuple(sorted(one.parent.name for one in folder.glob(f"*/{holding}")))


def in_a_home(folder: Path) -> bool:
    """Whether a workspace's accounts are those of the home it lies in."""
    return (folder.absolute().parent / ACCOUNTS).is_file()


@dataclass
class Accounts:
    """The accounts of a home; the process that has them open owns them."""

    folder: Path
    settings: Settings
    users: Roster
    ledger: SqliteLedger
    lock: OwnerLock

    def close(self) -> None:
        """Let them go."""
        self.ledger.close()
        self.lock.release()

    def __enter__(self) -> "Accounts":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass
class Home:
    """An open home."""

    accounts: Accounts
    workspaces: tuple[Workspace, ...]

    def close(self) -> None:
        """Close every workspace, then the accounts."""
        for one in self.workspaces:
            one.close()
        self.accounts.close()

    def __enter__(self) -> "Home":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_accounts(folder: Path, clock: Clock | None = None) -> Accounts:
    """Open the accounts of a home.

    Raises:
        WorkspaceFault: another process owns them, or they are damaged.
    """
    stated = folder / HOME_SETTINGS
    settings = read_settings(stated.read_text("utf-8", "replace") if stated.is_file() else "")
    lock = OwnerLock(folder)
    try:
        ledger = open_ledger(folder / ACCOUNTS)
    except BaseException:
        lock.release()
        raise
    roster = Roster(ledger.users, clock or MachineClock(), names_in(folder))
    return Accounts(folder, settings, roster, ledger, lock)


def open_home(folder: Path, clock: Clock | None = None) -> Home:
    """Open a home and every workspace in it.

    Raises:
        WorkspaceFault: no workspaces there, another process owns one, or one is damaged.
    """
    if not is_home(folder):
        raise WorkspaceFault("no_workspace", where=str(folder))
    with ExitStack() as opened:
        accounts = opened.enter_context(open_accounts(folder, clock))
        workspaces: list[Workspace] = []
        for name in names_in(folder):
            one = opened.enter_context(open_workspace(folder / name, clock))
            one.users = accounts.users.within(name)
            workspaces.append(one)
        opened.pop_all()
    return Home(accounts, tuple(workspaces))


@contextmanager
def open_with_accounts(folder: Path, clock: Clock | None = None) -> Generator[Workspace]:
    """Open one workspace, with the accounts of the home where it lies in one.

    Others may have the accounts open meanwhile: here they are read, and the journal written.

    Raises:
        WorkspaceFault: no workspace there, another process owns it, or something is damaged.
    """
    with open_workspace(folder, clock) as workspace:
        if not in_a_home(folder):
            yield workspace
            return
        home = folder.absolute().parent
        ledger = open_ledger(home / ACCOUNTS)
        try:
            roster = Roster(ledger.users, clock or MachineClock(), names_in(home))
            workspace.users = roster.within(folder.absolute().name)
            yield workspace
        finally:
            ledger.close()
