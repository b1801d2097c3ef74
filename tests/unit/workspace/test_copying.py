"""Backups: verified when made, and what is restored shows the same."""

import zipfile
from collections.abc import Generator
from pathlib import Path

import pytest

from live.arriving import END, START, map_text, outcome
from tropa.errors import DataFault, WorkspaceFault
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.workspace.copying import MANIFEST, back_up, restore, verify
from tropa.workspace.drafts.publish import publish


@pytest.fixture
def shop() -> Generator[Temporary]:
    with temporary_workspace(map_text("person"), clock=HandClock(END)) as tried:
        publish(tried.workspace, "shop", "")
        tried.tell([event(["u1", "email:a@x.test"], START, "asked")])
        tried.compact()
        tried.tell([event("u2", START, "visited")])
        yield tried


def test_what_is_restored_shows_the_same(shop: Temporary, tmp_path: Path) -> None:
    done = back_up(shop.workspace, tmp_path / "copy.zip")
    assert verify(tmp_path / "copy.zip") == done
    shop.tell([event("u3", START, "asked")])
    restore(tmp_path / "copy.zip", tmp_path / "restored")
    restored = Temporary(tmp_path / "restored", HandClock(END))
    assert outcome(restored) != outcome(shop)
    restored.tell([event("u3", START, "asked")])
    assert outcome(restored)[1:] == outcome(shop)[1:]
    # Events are known as they were: nothing is taken in twice.
    again = event("u9", START, "asked", id="again")
    assert restored.tell([again]).accepted == 1
    assert restored.tell([again]).duplicates == 1
    restored.workspace.close()


def test_what_people_wrote_down_is_in_the_backup(shop: Temporary, tmp_path: Path) -> None:
    for name in ("maps/shop.yaml", "questions/views.yaml", "decisions/shop/2026-03.lead.json"):
        (shop.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (shop.folder / name).write_text(name, "utf-8")
    back_up(shop.workspace, tmp_path / "copy.zip")
    restore(tmp_path / "copy.zip", tmp_path / "restored")
    for name in ("maps/shop.yaml", "questions/views.yaml", "decisions/shop/2026-03.lead.json"):
        assert (tmp_path / "restored" / name).read_text("utf-8") == name


def test_a_backup_is_not_written_over_another(shop: Temporary, tmp_path: Path) -> None:
    back_up(shop.workspace, tmp_path / "copy.zip")
    with pytest.raises(WorkspaceFault) as caught:
        back_up(shop.workspace, tmp_path / "copy.zip")
    assert caught.value.code == "backup_exists"


def test_what_a_killed_backup_left_is_in_nobodys_way(shop: Temporary, tmp_path: Path) -> None:
    (tmp_path / ".copy.zip.new").write_bytes(b"half")
    (tmp_path / ".copy.zip.ledger").write_bytes(b"half")
    back_up(shop.workspace, tmp_path / "copy.zip")
    assert [one.name for one in tmp_path.iterdir()] == ["copy.zip"]


def test_a_damaged_history_is_not_copied_as_if_it_were_whole(
    shop: Temporary, tmp_path: Path
) -> None:
    shop.reopen()
    path = next((shop.folder / "history").glob("*.parquet"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(WorkspaceFault) as caught:
        back_up(shop.workspace, tmp_path / "copy.zip")
    assert caught.value.code == "damaged_history"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/outside", "a\\..\\b"])
def test_no_name_in_a_backup_leads_out_of_its_folder(
    shop: Temporary, tmp_path: Path, name: str
) -> None:
    back_up(shop.workspace, tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as made:
        manifest = made.read(MANIFEST).decode()
    told = name.replace("\\", "\\\\")
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        bad.writestr(MANIFEST, manifest.replace('"tropa.toml":', f'"{told}":', 1))
    with pytest.raises(DataFault) as caught:
        restore(tmp_path / "bad.zip", tmp_path / "restored")
    assert caught.value.code == "not_a_backup"
    assert not (tmp_path / "restored").exists()


def test_a_backup_cut_short_restores_nothing(shop: Temporary, tmp_path: Path) -> None:
    back_up(shop.workspace, tmp_path / "copy.zip")
    data = (tmp_path / "copy.zip").read_bytes()
    (tmp_path / "copy.zip").write_bytes(data[: len(data) // 2])
    with pytest.raises(DataFault):
        restore(tmp_path / "copy.zip", tmp_path / "restored")
    assert [one.name for one in tmp_path.iterdir()] == ["copy.zip"]
