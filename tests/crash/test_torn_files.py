"""Files cut short, damaged or gone: what is derived is made again, what is not is named.

Never is anything shown that is not so.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from crash.test_every_moment import some_events
from live.arriving import END, map_text, outcome
from live.ledger_file import ledger_file
from tropa.errors import TropaError
from tropa.testing import HandClock, Temporary
from tropa.workspace.answers import Question, ask_map
from tropa.workspace.creation import create_workspace
from tropa.workspace.drafts.publish import publish
from tropa.workspace.rebuilding import forget_derived

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, object]:
    """A closed workspace with a bit of everything, and what it shows."""
    folder = tmp_path_factory.mktemp("whole") / "workspace"
    create_workspace(folder, 'language = "en"\n')
    tried = Temporary(folder, HandClock(END))
    tried.draw(map_text("person"))
    publish(tried.workspace, "shop", "")
    tried.tell(some_events(0))
    tried.compact()
    tried.tell(some_events(1))
    tried.workspace.live.compact(merge=False)
    tried.tell(some_events(2))
    shown = outcome(tried)
    tried.workspace.close()
    return folder, shown


def half(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def turned(path: Path) -> None:
    """One byte in the middle, turned over."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x40
    path.write_bytes(bytes(data))


def gone(path: Path) -> None:
    path.unlink()


def said(folder: Path) -> object:
    """What the workspace shows, or the code of its one clear error."""
    try:
        tried = Temporary(folder, HandClock(END))
    except TropaError as fault:
        return clear(fault)
    with tried.workspace:
        try:
            ask_map(tried.workspace, "shop", Question())
        except TropaError as fault:
            return clear(fault)
        return outcome(tried)


def clear(fault: TropaError) -> str:
    """Its code, when it has something to say in both languages."""
    said = (fault.message("en"), fault.message("ru"), fault.advice("en"), fault.advice("ru"))
    assert all(said)
    return fault.code


def test_any_part_that_is_torn_is_made_again(
    whole: tuple[Path, object], tmp_path: Path
) -> None:
    folder, shown = whole
    # Of the many columns alike, one of each name.
    paths = {path.name.split("-")[0]: path for path in sorted((folder / "parts").rglob("*"))}
    torn = [path for path in paths.values() if path.is_file()]
    assert len(torn) > 15
    for number, path in enumerate(torn):
        for damage in (half, gone):
            copy = tmp_path / f"{number}-{damage.__name__}"
            shutil.copytree(folder, copy)
            damage(copy / path.relative_to(folder))
            assert said(copy) == shown, (path, damage)


def test_a_part_without_its_folder_is_made_again(
    whole: tuple[Path, object], tmp_path: Path
) -> None:
    folder, shown = whole
    for number, part in enumerate(sorted((folder / "parts").glob("*/base"))):
        copy = tmp_path / f"{number}"
        shutil.copytree(folder, copy)
        shutil.rmtree(copy / part.relative_to(folder))
        assert said(copy) == shown


@pytest.mark.parametrize("damage", [half, empty, turned, gone])
def test_a_damaged_history_is_named_and_nothing_is_shown_without_it(
    whole: tuple[Path, object], tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder, shown = whole
    for number, path in enumerate(sorted((folder / "history").glob("*.parquet"))):
        copy = tmp_path / f"{number}"
        shutil.copytree(folder, copy)
        damage(copy / path.relative_to(folder))
        # A turned byte is no matter until the file is read: the bases have what it holds.
        assert said(copy) in (
            ("damaged_history", shown) if damage is turned else ("damaged_history",)
        )
        forget_derived(copy)
        assert said(copy) == "damaged_history"


def test_a_run_of_keys_cut_short_is_named(whole: tuple[Path, object], tmp_path: Path) -> None:
    folder, _ = whole
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    half(next((copy / "history").glob("*.run")))
    assert said(copy) == "damaged_history"


@pytest.mark.parametrize("damage", [empty, gone])
def test_a_ledger_that_is_gone_takes_no_history_with_it(
    whole: tuple[Path, object], tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder, _ = whole
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    before = sorted(path.name for path in (copy / "history").iterdir())
    damage(copy / "ledger.sqlite")
    assert said(copy) == "ledger_missing"
    assert sorted(path.name for path in (copy / "history").iterdir()) == before


def test_a_ledger_cut_short_or_something_else_is_named(
    whole: tuple[Path, object], tmp_path: Path
) -> None:
    folder, _ = whole
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    half(copy / "ledger.sqlite")
    assert said(copy) in ("damaged_ledger", "not_a_ledger")
    (copy / "ledger.sqlite").write_text("this is no database, whatever it is called")
    assert said(copy) == "not_a_ledger"


def test_a_byte_turned_in_an_acknowledged_block_is_named_once_and_can_be_sent_again(
    whole: tuple[Path, object], tmp_path: Path
) -> None:
    folder, shown = whole
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    with ledger_file(copy / "ledger.sqlite") as ledger:
        [(position, data)] = list(ledger.execute("SELECT position, data FROM inbox"))
        damaged = data[:40] + bytes([data[40] ^ 1]) + data[41:]
        ledger.execute("UPDATE inbox SET data = ? WHERE position = ?", (damaged, position))

    tried = Temporary(copy, HandClock(END))
    assert outcome(tried) != shown
    tried.reopen()
    assert tried.workspace.ledger.failed.counts() == {"damaged_block": 1}
    [failed] = tried.workspace.ledger.failed.find(None, 0, 10)
    assert failed.raw == damaged
    assert tried.tell(some_events(2)).accepted == len(some_events(2))
    assert outcome(tried) == shown
    tried.compact()
    tried.reopen()
    assert outcome(tried) == shown
    tried.workspace.close()


@pytest.mark.parametrize("damage", [half, empty, turned, gone])
def test_an_edition_that_is_not_what_was_published_places_nobody(
    whole: tuple[Path, object], tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder, _ = whole
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    damage(copy / "maps" / "shop" / "1.yaml")
    assert said(copy) == "damaged_edition"
