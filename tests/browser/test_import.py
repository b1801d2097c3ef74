"""A file goes all the way in the browser: named, checked, mended, taken in, taken back."""

import re
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from browser.conftest import Opened, window
from contract.serving import Serving

_CALLS = (
    "Дата и время;Телефон;Событие;Сумма\n"
    + "".join(
        f"{1 + n % 9:02d}.01.2026 1{n % 8}:15;+7 900 {100 + n} 11 22;call_in;\n"
        for n in range(60)
    )
    + "31.13.2026 10:00;+7 900 555 11 22;call_in;\n"
)


def _bring(
    page: Page, folder: Path, name: str = "звонки <img src=x onerror=alert(1)>.csv"
) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": _CALLS.encode()}
    )
    expect(page.get_by_role("button", name="Проверить")).to_be_enabled()


def test_a_file_is_checked_mended_taken_in_and_taken_back(
    chromium: Browser, own: Serving, tmp_path: Path
) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("import")
        _bring(page, tmp_path)
        # What a file is called is a text and nothing more.
        expect(
            page.get_by_text("звонки <img src=x onerror=alert(1)>.csv").first
        ).to_be_visible()
        assert opened.axe() == []
        page.get_by_role("button", name="Проверить").click()
        cell = page.get_by_label("Строка 62, столбец Дата и время")
        expect(cell).to_have_value("31.13.2026 10:00")
        cell.fill("31.01.2026 10:00")
        assert opened.axe() == []
        page.get_by_role("button", name="Загрузить 60 строк").click()
        expect(page.get_by_text("Что изменилось на карте")).to_be_visible()
        expect(page.get_by_text("Исправлено и загружено")).to_be_visible()
        expect(page.get_by_text("Ждут исправления")).to_have_count(0)
        assert opened.axe() == []
        page.get_by_role("button", name="Отменить загрузку", exact=True).click()
        expect(page.get_by_text("Загрузка отменена: 6").first).to_be_visible()


def test_a_file_goes_through_by_keys_alone(
    chromium: Browser, own: Serving, tmp_path: Path
) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("import")
        with page.expect_file_chooser() as chooser:
            page.locator("input[type=file]").press("Space")
        path = tmp_path / "calls.csv"
        path.write_text(_CALLS, "utf-8")
        chooser.value.set_files(path)
        check = page.get_by_role("button", name="Проверить")
        expect(check).to_be_enabled()
        page.get_by_label("Что такое столбец «Сумма»").focus()
        page.keyboard.press("Home")
        page.keyboard.press("ArrowDown")
        expect(page.get_by_label("Что такое столбец «Сумма»")).to_have_value("-")
        check.focus()
        page.keyboard.press("Enter")
        run = page.get_by_role("button", name="Загрузить 60 строк")
        expect(run).to_be_visible()
        run.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Новых событий")).to_be_visible()
        waiting = page.get_by_role("region", name="Ждут исправления")
        expect(waiting.get_by_role("button", name="Время не читается 1")).to_be_visible()
        waiting.get_by_role("button", name=re.compile("Исправить.*31.13.2026")).focus()
        page.keyboard.press("Enter")
        page.get_by_label("Дата и время", exact=True).fill("31.14.2026")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Принято: 0, ждут дальше: 1.")).to_be_visible()
        # Refused again, it stays open as it was written.
        cell = page.get_by_label("Дата и время", exact=True)
        expect(cell).to_have_value("31.14.2026")
        cell.fill("31.01.2026 10:00")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Принято: 1, ждут дальше: 0.")).to_be_visible()
        expect(waiting).to_have_count(0)


_DEALS = (
    "ID;Телефон;Этап сделки;Дата создания;Дата закрытия\n"
    "1;+7 900 100 11 22;Успешно реализовано;01.01.2026;05.01.2026\n"
    "2;+7 900 100 11 23;Закрыто и не реализовано;02.01.2026;06.01.2026\n"
    "3;+7 900 100 11 24;Переговоры;03.01.2026;не закрыта\n"
)


def test_a_row_of_deals_becomes_several_events(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("import")
        page.locator("input[type=file]").set_input_files(
            {"name": "сделки.csv", "mimeType": "text/csv", "buffer": _DEALS.encode()}
        )
        section = page.get_by_role("region", name="Строка — несколько событий")
        events = section.get_by_label("Событие по дате «Дата закрытия»", exact=True)
        expect(events.nth(0)).to_have_value("deal_won")
        expect(events.nth(1)).to_have_value("deal_lost")
        assert opened.axe() == []
        # By keys alone: the lost are everybody else who is closed.
        section.get_by_role("button", name="Убрать событие «deal_lost»").press("Enter")
        section.get_by_role("button", name="Ещё событие по дате").press("Enter")
        expect(page.get_by_role("button", name="Проверить")).to_be_disabled()
        events.nth(1).fill("refused")
        section.get_by_role("button", name="Закрыто и не реализовано").last.press("Space")
        page.get_by_role("button", name="Проверить").press("Enter")
        expect(page.get_by_text("refused", exact=True)).to_be_visible()
        page.get_by_role("button", name="Загрузить 3 строки").press("Enter")
        expect(page.get_by_text("Новых событий")).to_be_visible()


def test_the_screen_is_open_to_everybody(opened: Opened) -> None:
    assert opened.axe_everywhere("import") == []


_OPEN_QUOTE = _CALLS + '02.01.2026 10:00;"+7 900 777 11 22;call_in;\n'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Файл пуст."),
        (b"\n\n", "Файл пуст."),
        (_CALLS.partition("\n")[0].encode(), "В файле одна строка — заголовки, под ней пусто."),
        (_CALLS.replace(";", "#").encode(), "Весь файл прочитан одним столбцом"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "Это не таблица известного формата."),
        (_CALLS.encode("utf-16"), "кодировка utf-16"),
        (_CALLS.encode("cp1251"), "кодировка cp1251"),
    ],
    ids=["empty", "blank", "headers", "separator", "picture", "utf-16", "cp1251"],
)
def test_what_is_wrong_with_a_file_is_said_in_one_sentence(
    chromium: Browser, serving: Serving, data: bytes, sentence: str
) -> None:
    with window(chromium, serving.address) as opened:
        page = opened.go("import")
        file = {"name": "звонки.csv", "mimeType": "text/csv", "buffer": data}
        page.locator("input[type=file]").set_input_files(cast("FilePayload", file))
        expect(page.get_by_text(sentence).first).to_be_visible()
        # A file that is refused is told by an error of the network as well.
        opened.faults[:] = [one for one in opened.faults if "422" not in one]


def test_a_quote_that_is_never_closed_costs_its_row_and_no_other(
    chromium: Browser, serving: Serving
) -> None:
    with window(chromium, serving.address) as opened:
        page = opened.go("import")
        page.locator("input[type=file]").set_input_files(
            {"name": "кавычки.csv", "mimeType": "text/csv", "buffer": _OPEN_QUOTE.encode()}
        )
        page.get_by_role("button", name="Проверить").click()
        page.get_by_text("Закройте или уберите кавычку").click()
        said = "В строке 63 открыта кавычка, которая нигде не закрыта."
        expect(page.get_by_text(said)).to_be_visible()
        expect(page.get_by_role("button", name="Загрузить 60 строк")).to_be_enabled()
