"""A map of one's own: chosen in the gallery, built in five steps, drawn as it grows."""

from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import Opened, window
from contract.serving import Serving, server

NAME = "Моя мастерская <b>&"
FILE = "moya_masterskaya_b.yaml"


@pytest.fixture
def empty(tmp_path: Path) -> Generator[Serving]:
    """A server on a folder with nothing in it."""
    folder = tmp_path / "new"
    folder.mkdir()
    with server(folder, lines=2) as one:
        yield one


def _saved(page: Page) -> None:
    expect(page.locator("[data-saved=saved]")).to_be_visible(timeout=20_000)


def _step(page: Page, title: str) -> Locator:
    return page.get_by_role("navigation", name="Шаги").get_by_role("link", name=title)


def _card(page: Page, name: str) -> Locator:
    """A touchpoint on the growing map."""
    return page.locator(f".growing [data-item='{name}']")


def _drag(page: Page, card: Locator, onto: Locator) -> None:
    """Carry a touchpoint by the mouse."""
    card.scroll_into_view_if_needed()
    onto.scroll_into_view_if_needed()
    here, there = card.bounding_box(), onto.bounding_box()
    assert here is not None
    assert there is not None
    page.mouse.move(here["x"] + 30, here["y"] + 10)
    page.mouse.down()
    page.mouse.move(here["x"] + 40, here["y"] + 20)
    page.mouse.move(there["x"] + 40, there["y"] + 20, steps=4)
    expect(page.locator(".drag-line")).to_be_visible()
    page.mouse.up()


def _blank(opened: Opened, name: str = NAME) -> Page:
    """An empty map under a name, made in the gallery of an empty folder."""
    page = opened.page
    page.goto(opened.address)
    expect(page.locator("label.card")).to_have_count(7, timeout=30_000)
    page.goto(f"{opened.address}/w/new/?lang=ru")
    expect(page.get_by_role("heading", name="С чего начнём?")).to_be_visible(timeout=30_000)
    page.locator("label.card", has_text="Чистый лист").click()
    page.get_by_label("Название вашей карты").fill(name)
    page.get_by_role("button", name="Создать карту").click()
    expect(page.get_by_role("heading", name="Построить карту")).to_be_visible(timeout=30_000)
    return page


def test_an_empty_folder_leads_to_the_gallery_and_five_steps_to_a_map(
    chromium: Browser, empty: Serving
) -> None:
    file = empty.folder / "maps" / FILE
    with window(chromium, empty.address) as opened:
        page = _blank(opened)
        page.get_by_label("Новая цель").fill("75 договоров")
        page.get_by_label("Новая цель").press("Enter")
        goal = page.get_by_role("group", name="75 договоров")
        goal.get_by_label("Нужно").fill("75")
        # Left at once: what was typed is told on the way out.
        page.reload()
        expect(goal.get_by_label("Нужно")).to_have_value("75", timeout=30_000)
        page.get_by_label("Новый продукт").fill("Ремонт часов")
        page.get_by_label("Новый продукт").press("Enter")
        product = page.get_by_role("group", name="Ремонт часов")
        product.get_by_label("Цена", exact=True).fill("3500")
        product.get_by_label("Маржа, %").fill("40")
        page.get_by_label("От первого касания до продажи").fill("2 недели")
        expect(page.locator(".growing .why")).to_contain_text("Ремонт часов")
        page.get_by_label("Новая проблема").fill("Поздно перезваниваем")
        page.get_by_label("Новая проблема").press("Enter")
        expect(_step(page, "Цели и проблемы")).to_contain_text("готово")

        page.get_by_role("link", name="Дальше: Покупатели").click()
        page.get_by_label("Новая группа покупателей").fill("Новосёлы")
        page.get_by_label("Новая группа покупателей").press("Enter")
        portrait = page.get_by_role("article", name="Новосёлы")
        for trait, value in (("Пол", "женщина"), ("Возраст", "30"), ("Где живёт", "Тула")):
            portrait.get_by_label(trait, exact=True).fill(value)
        portrait.get_by_label("Откуда известно: Возраст").select_option("догадка")
        portrait.get_by_label("О чём спрашивает").fill("Сколько стоит?\nКогда?")
        expect(_step(page, "Покупатели")).to_contain_text("готово")

        _step(page, "Точки касания").click()
        for ready in ("Реклама", "Заявка на сайте", "Оплата"):
            page.get_by_role("button", name=ready, exact=True).click()
        expect(_card(page, "payment")).to_be_visible()

        _step(page, "Малые воронки").click()
        whole = page.get_by_role("region", name="Что считать продажей всей карты")
        whole.get_by_label("Это случилось, когда").select_option("Оплата")
        page.get_by_role("navigation", name="Касания").get_by_role(
            "link", name="Реклама"
        ).click()
        funnel = page.get_by_role("article", name="Реклама")
        funnel.get_by_role("button", name="Заявка на сайте").click()
        funnel.get_by_role("button", name="Начать с двух шагов").click()
        expect(funnel.get_by_label("Шаг 2")).to_have_value("Заявка на сайте")
        expect(_card(page, "ad").locator(".told")).to_have_count(1)

        _step(page, "Структура").click()
        page.get_by_role("button", name="Пять зон").click()
        expect(page.get_by_label("Название этапа 5")).to_have_value("Покупает снова")
        page.get_by_label("Входит за месяц, человек: Гость").fill("900")
        page.get_by_label("Идут дальше, не меньше %: Гость").fill("20")
        page.get_by_label("Идут дальше за, не дольше: Гость").fill("3 дня")
        guest = page.get_by_role("list", name="Чего ждём: Гость")
        expect(guest).to_contain_text("≥ 20%")
        expect(guest).to_contain_text("≤ 3 дн")
        loose = page.get_by_label("Поставить на этап: Реклама")
        loose.select_option("Гость")
        expect(page.locator(".growing [data-list=gost] [data-item=ad]")).to_be_visible()
        _drag(page, _card(page, "form"), page.locator(".growing [data-list=obratilsya]"))
        expect(page.locator(".growing [data-list=obratilsya] [data-item=form]")).to_be_visible()
        _saved(page)

        # Nothing is lost on the way: neither here nor on the disk.
        page.reload()
        expect(page.locator(".growing [data-list=gost] [data-item=ad]")).to_be_visible()
        _step(page, "Покупатели").click()
        expect(page.get_by_label("Откуда известно: Возраст")).to_have_value("guess")
        text = file.read_text("utf-8")
        for part in ("did payment", "did form", "target: 75", "Сколько стоит?", "loyalty",
                     "margin: 40%", "from first touch to sale", "at most 2w", "plan: 900",
                     "at least 20%", "at most 3d"):  # fmt: skip
            assert part in text
        assert opened.axe() == []

        page.get_by_role("link", name="Открыть карту").first.click()
        expect(page.locator("[data-kind=stage]")).to_have_count(5, timeout=30_000)
        # The first click opens the inspector and moves the map under the second one.
        last = page.locator("[data-kind=stage]").last.locator("[data-field=title]")
        box = last.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 20, box["y"] + 8)
        expect(page.get_by_role("complementary", name="Подробно")).to_be_visible()
        page.mouse.down(click_count=2)
        page.mouse.up(click_count=2)
        expect(page.locator("textarea[data-inline]")).to_have_value("Покупает снова")


def test_by_keys_alone_a_template_is_taken_and_a_touchpoint_is_carried(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address, 1700, 1000) as opened:
        page = opened.go("map", "lang=ru")
        page.keyboard.press("Control+k")
        expect(page.get_by_role("combobox", name="Найти")).to_be_focused()
        page.keyboard.type("ая")
        found = page.get_by_role("listbox", name="Найти").get_by_role("option", selected=True)
        expect(found).to_contain_text("Новая карта")
        page.keyboard.press("Enter")
        first = page.get_by_role("radio", name="Установка окон")
        expect(first).to_be_attached(timeout=20_000)
        first.focus()
        page.keyboard.press("ArrowDown")
        name = page.get_by_label("Название вашей карты")
        expect(name).to_have_value("Клиника")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Построить карту")).to_be_visible(
            timeout=30_000
        )
        # A ready map opens filled, every step ticked.
        expect(page.locator("[data-state=done]")).to_have_count(5)

        page.keyboard.press("Alt+ArrowRight")
        expect(_step(page, "Покупатели")).to_have_attribute("aria-current", "step")
        expect(page.get_by_role("article", name="Взрослый с жалобой")).to_be_visible()
        card = _card(page, "guide").get_by_role("link")
        card.focus()
        page.keyboard.press("Space")
        said = page.locator("[aria-live=assertive]")
        expect(said).to_contain_text("взято")
        page.keyboard.press("ArrowRight")
        expect(said).to_contain_text("Обратился")
        page.keyboard.press("Space")
        expect(page.locator(".growing [data-list=enquiry] [data-item=guide]")).to_be_visible()
        _saved(page)
        page.keyboard.press("Control+z")
        expect(page.locator(".growing [data-list=searching] [data-item=guide]")).to_be_visible(
            timeout=20_000
        )
        _saved(page)


def test_the_map_already_there_is_restructured_and_taken_back(
    chromium: Browser, own: Serving
) -> None:
    file = own.folder / "maps" / "windows.yaml"
    before = file.read_text("utf-8")
    with window(chromium, own.address) as opened:
        page = opened.go("build/structure", "lang=ru")
        page.get_by_role("button", name="Три зоны").click()
        expect(page.get_by_label("Название зоны: Решение")).to_have_value("Решение")
        expect(page.get_by_label("Название этапа 11")).to_have_value("Повтор и рекомендации")
        _saved(page)
        page.get_by_role("banner").get_by_role("button", name="Отменить").click()
        expect(page.get_by_label("Название зоны: Отношения")).to_be_visible(timeout=20_000)
        _saved(page)
        assert file.read_text("utf-8") == before


@pytest.mark.parametrize("screen", ["templates", "build/funnels"])
def test_the_gallery_and_the_steps_are_for_everybody(opened: Opened, screen: str) -> None:
    assert opened.axe_everywhere(screen) == []
