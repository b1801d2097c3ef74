"""A person's page at work: notes, merges undone, data taken out, somebody erased for good."""

import json
import re
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import Opened, window
from contract.serving import Serving, new_key, server

_HOSTILE = '<img src=x onerror="window.ran=1"> =1+1'
_MAIL = "anna.canary@mail.test"


@pytest.fixture
def told(own_folder: Path) -> Generator[Serving]:
    """A company where one person is known by three names, joined one after another."""
    _, secret = new_key(own_folder)
    with server(own_folder) as serving:
        serving.keys["private"] = secret
        traits = {"email": _MAIL, "name": "Анна Канарейкина"}
        serving.post("/v1/identify", {"userId": "anna-canary", "traits": traits})
        serving.post("/v1/track", {"userId": "anna-canary", "event": "page_viewed"})
        serving.settled()
        yield serving


@pytest.fixture
def opened(chromium: Browser, told: Serving) -> Generator[Opened]:
    with window(chromium, told.address) as one:
        yield one


def person(opened: Opened) -> tuple[Page, str]:
    """The page of the one told about, and their number."""
    answer = opened.page.request.get(f"{opened.address}/api/person?name={_MAIL}")
    number = str(json.loads(answer.text())["answer"]["person"])
    page = opened.go(f"person/{number}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Анна Канарейкина")
    return page, number


def test_a_note_is_written_by_keys_stays_text_and_is_taken_away(opened: Opened) -> None:
    page, _ = person(opened)
    field = page.get_by_role("textbox", name="Заметка")
    field.fill(_HOSTILE)
    field.press("Control+Enter")
    note = page.locator("li.note")
    expect(note).to_contain_text(_HOSTILE)
    expect(field).to_have_value("")
    page.reload()
    opened.settled()
    expect(note).to_contain_text(_HOSTILE)
    page.get_by_role("radio", name="Заметки").check(force=True)
    expect(page.locator(".days li")).to_have_count(1)
    note.get_by_role("button", name="Убрать заметку").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Убрать заметку?")
    dialog.get_by_role("button", name="Убрать").click()
    expect(note).to_have_count(0)
    expect(page.locator("img[src='x']")).to_have_count(0)


def test_whoever_looks_from_far_away_is_told_the_hours_of_the_map(
    chromium: Browser, serving: Serving
) -> None:
    answer = serving.ask("GET", "/api/map/windows/people/map/won?limit=1").json["answer"]
    buyer = answer["people"][0]["person"]
    told: list[str] = []
    for zone in ("Europe/Moscow", "Asia/Vladivostok"):
        with window(chromium, serving.address, zone=zone) as one:
            page = one.go(f"person/{buyer}")
            expect(page.get_by_role("complementary")).to_contain_text("Имена")
            told.append(page.locator("main").inner_text())
    assert told[0] == told[1]


def test_a_merge_says_who_they_would_be_is_undone_and_redone(opened: Opened) -> None:
    page, _ = person(opened)
    page.get_by_role("button", name=re.compile("Разделить")).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("li")).to_have_count(2)
    expect(dialog.locator("li").first).to_contain_text("anna-canary")
    expect(dialog.locator("li").last).to_contain_text(_MAIL)
    dialog.get_by_role("button", name="Разделить").click()
    expect(page.get_by_text("разделены вручную")).to_be_visible(timeout=30_000)
    expect(page.locator("aside dl").first).not_to_contain_text(_MAIL)
    page.get_by_role("button", name=re.compile("Соединить снова")).click()
    page.get_by_role("dialog").get_by_role("button", name="Соединить снова").click()
    expect(page.get_by_text("вместе в одном событии")).to_be_visible(timeout=30_000)
    expect(page.locator("aside dl").first).to_contain_text(_MAIL)


def test_what_is_known_of_somebody_is_called_in_the_readers_words(opened: Opened) -> None:
    page, number = person(opened)
    known = page.locator("aside section", has_text="Что известно").locator("dt")
    expect(known).to_have_text(["Эл. почта", "Имя"])
    # Whoever writes conditions finds the name itself there.
    expect(known.first).to_have_attribute("title", "email")
    page = opened.go(f"person/{number}", "lang=en")
    expect(page.locator("aside section dt").last).to_have_text("Name")


def test_all_about_a_person_and_a_whole_list_are_saved_as_files(opened: Opened) -> None:
    page, number = person(opened)
    page.get_by_role("button", name="Выгрузить").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Для программ (JSON)").click()
    assert saved.value.suggested_filename == f"person-{number}.json"
    kept = json.loads(Path(saved.value.path()).read_text("utf-8"))
    assert {one["value"] for one in kept["names"]} == {"anna-canary", _MAIL}
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page = opened.go("people/map/journeys", "find=anna-canary")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Скачать CSV").click()
    lines = Path(saved.value.path()).read_text("utf-8-sig").splitlines()
    assert [one.split(",")[:2] for one in lines] == [
        ["Кто", "Почта"],
        ["Анна Канарейкина", _MAIL],
    ]


def test_somebody_is_erased_only_after_their_number_was_typed(opened: Opened) -> None:
    page, number = person(opened)
    page.get_by_role("button", name="Стереть").click()
    dialog = page.get_by_role("dialog")
    go = dialog.get_by_role("button", name="Стереть")
    expect(go).to_be_disabled()
    dialog.get_by_label("Причина").select_option("withdrawn")
    typed = dialog.get_by_label(re.compile("введите номер"))
    typed.fill(number)
    expect(go).to_be_enabled()
    typed.press("Enter")
    # Files are written anew before the answer comes.
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(f"Без имени · №{number}", timeout=120_000)
    expect(page.get_by_text("Осталось только то, что нужно для счёта")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(_MAIL)
    expect(page.locator("main")).not_to_contain_text("Канарейкина")
    expect(page.get_by_role("button", name="Стереть")).to_have_count(0)
    expect(page.get_by_role("heading", name="Лента")).to_be_visible()
    # What is left of it is an act to print, and no name in it.
    page = opened.go("settings", "section=acts")
    act = page.locator("li", has_text=f"человек №{number}")
    expect(act).to_contain_text("Отзыв согласия на обработку")
    with page.expect_popup() as printed:
        act.get_by_role("link", name="Открыть и напечатать").click()
    paper = printed.value.locator("body")
    expect(paper).to_contain_text("Акт № 1 об уничтожении персональных данных")
    expect(paper).to_contain_text(f"человек № {number} (")
    expect(paper).not_to_contain_text("Канарейкин")


def test_a_persons_page_and_its_windows_are_for_everybody(opened: Opened) -> None:
    page, number = person(opened)
    page.get_by_role("textbox", name="Заметка").fill("Перезвонить в понедельник")
    page.get_by_role("button", name="Записать").click()
    expect(page.locator("li.note")).to_be_visible()
    assert opened.axe_everywhere(f"person/{number}") == []
    page = opened.go(f"person/{number}", "theme=dark&lang=ru")
    page.get_by_role("button", name="Стереть").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert opened.axe() == []
