"""A home in one file: every workspace, the accounts, and one journal for all of them."""

from pathlib import Path

import pytest

from tropa.errors import DataFault, WorkspaceFault
from tropa.show.cli.console import Console
from tropa.testing import HandClock
from tropa.users.asker import TERMINAL
from tropa.users.roster import Newcomer
from tropa.workspace.copying import back_up, restore
from tropa.workspace.creation import create_workspace
from tropa.workspace.home import HOME_SETTINGS, open_home
from tropa.workspace.home_copying import back_up_home
from unit.users.places import GOOD, MAP


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("alpha", "beta"):
        create_workspace(tmp_path / "home" / name, 'language = "en"\n')
        (tmp_path / "home" / name / "maps" / "shop.yaml").write_text(MAP, "utf-8")
    (tmp_path / "home" / HOME_SETTINGS).write_text("port = 8611\n", "utf-8")
    return tmp_path / "home"


def copied(folder: Path, path: Path) -> None:
    with open_home(folder, HandClock()) as home:
        own = {one.folder.name: one for one in home.workspaces}
        back_up_home(folder, path, lambda name, to: back_up(own[name], to), HandClock())


def test_a_home_comes_back_whole_and_nobody_is_signed_in(folder: Path, tmp_path: Path) -> None:
    with open_home(folder, HandClock()) as home:
        roster = home.accounts.users
        user = roster.add(Newcomer("Anna", "anna", GOOD), "owner", TERMINAL)
        token = roster.sessions.begin(user.id, "127.0.0.1")
        before = roster.every()
    path, again = tmp_path / "copy.zip", tmp_path / "again"
    copied(folder, path)
    with pytest.raises(WorkspaceFault, match="such a file"):
        copied(folder, path)
    restore(path, again)
    assert (again / HOME_SETTINGS).read_text("utf-8") == "port = 8611\n"
    with open_home(again, HandClock()) as home:
        assert home.accounts.users.every() == before
        assert home.accounts.users.sessions.find(token) is None
        assert [one.folder.name for one in home.workspaces] == ["alpha", "beta"]
        assert [one.maps.ids() for one in home.workspaces] == [["shop"], ["shop"]]
        assert home.accounts.settings.port == 8611
    left = {one.name for one in tmp_path.iterdir()}
    assert left == {"home", "copy.zip", "again"}


def test_a_copy_without_one_of_its_parts_is_none(folder: Path, tmp_path: Path) -> None:
    copied(folder, tmp_path / "copy.zip")
    whole = (tmp_path / "copy.zip").read_bytes()
    for torn in (
        whole[: len(whole) // 2],
        whole.replace(b"beta/tropa.toml", b"beta/tropb.toml"),
    ):
        (tmp_path / "torn.zip").write_bytes(torn)
        with pytest.raises(DataFault):
            restore(tmp_path / "torn.zip", tmp_path / "again")
        assert not (tmp_path / "again").exists()


def test_the_journal_of_a_home_says_in_which_workspace(folder: Path) -> None:
    with open_home(folder, HandClock()) as home:
        roster = home.accounts.users
        roster.add(Newcomer("Anna", "anna", GOOD), "owner", TERMINAL)
        for one in home.workspaces:
            one.users.note("person_erased", TERMINAL, "№1")
    said: list[str] = []
    console = Console("en", said.append, said.append, folder)
    # A command on one of them writes into the same journal.
    with console.open("beta") as workspace:
        workspace.users.note("backed_up", TERMINAL)
        assert [one.login for one in workspace.users.every()] == ["anna"]
    with open_home(folder, HandClock()) as home:
        deeds = home.accounts.users.store.deeds(0, 9)[::-1]
    told = [(one.what, one.details.get("workspace")) for one in deeds]
    assert told == [
        ("user_added", None),
        ("person_erased", "alpha"),
        ("person_erased", "beta"),
        ("backed_up", "beta"),
    ]
