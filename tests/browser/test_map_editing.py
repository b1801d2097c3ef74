"""Editing the map: in place, by hand, by keys, undone, in two windows, offline, published."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from browser.company import MAP
from browser.conftest import Opened, Serving, window


def _file(own: Serving) -> Path:
    return own.folder / "maps" / f"{MAP}.yaml"


def _at(page: Page, *path: str | int) -> Locator:
    """What stands at a path of the document."""
    written = ",".join(f'"{one}"' if isinstance(one, str) else str(one) for one in path)
    return page.locator(f"[data-path='[{written}]']")


def _in(page: Page, stage: str) -> Locator:
    """The cards of a stage, as they stand."""
    return page.locator(f"[data-kind=card][data-stage={stage}]")


def _names(cards: Locator) -> list[str]:
    names: list[str] = cards.evaluate_all(
        "all => all.map(one => JSON.parse(one.dataset.path)[1])"
    )
    return names


def _stands(page: Page, stage: str, place: int, name: str) -> None:
    """Wait until this card stands at this place of the stage."""
    card = _in(page, stage).nth(place)
    expect(card).to_have_attribute("data-path", f'["touchpoints","{name}"]')


def _open(opened: Opened) -> Page:
    """The map in Russian, ready to be edited."""
    page = opened.go("map", "lang=ru")
    _saved(page)
    return page


def _saved(page: Page) -> None:
    expect(page.locator("[data-saved=saved]")).to_be_visible()


def _edit(page: Page, name: str, text: str) -> None:
    """Write a touchpoint's title over, by keys, and wait until the server has it."""
    _at(page, "touchpoints", name).focus()
    page.keyboard.press("F2")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(_at(page, "touchpoints", name)).to_contain_text(text)


def test_a_title_written_in_place_goes_to_the_file_and_comments_stay(
    chromium: Browser, own: Serving
) -> None:
    file = _file(own)
    before = file.read_text("utf-8")
    comments = re.findall(r"#.*", before)
    with window(chromium, own.address) as opened:
        page = _open(opened)
        _at(page, "touchpoints", "request").locator("[data-field=title]").dblclick()
        page.keyboard.type("Заявка с сайта <b>&")
        page.keyboard.press("Enter")
        expect(_at(page, "touchpoints", "request")).to_contain_text("Заявка с сайта <b>&")
        _saved(page)
        after = file.read_text("utf-8")
        assert "Заявка с сайта <b>&" in after
        assert re.findall(r"#.*", after) == comments
        assert len(after.splitlines()) == len(before.splitlines())

        # A line of a list by typing over it; Tab goes on to the stage at the right.
        _at(page, "stages", "visitor", "buyer", 0).focus()
        page.keyboard.type("Reads reviews")
        page.keyboard.press("Tab")
        expect(_at(page, "stages", "visitor", "buyer", 0)).to_have_text("Reads reviews")
        expect(page.locator("textarea[data-inline]")).to_be_focused()
        page.keyboard.press("Escape")
        _saved(page)

        page.keyboard.press("Control+z")
        expect(_at(page, "stages", "visitor", "buyer", 0)).not_to_have_text("Reads reviews")
        _saved(page)
        page.keyboard.press("Control+z")
        expect(_at(page, "touchpoints", "request")).not_to_contain_text("<b>")
        _saved(page)
        assert file.read_text("utf-8") == before


def test_a_card_is_carried_by_keys_and_by_hand(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address, 1700, 1300) as opened:
        page = _open(opened)
        said = page.locator("[aria-live=assertive]")
        before = _names(_in(page, "booked"))
        card = _at(page, "touchpoints", "request")
        card.focus()
        page.keyboard.press("Space")
        expect(said).to_contain_text("взято")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")
        expect(said).to_contain_text("возвращено")
        expect(_at(page, "touchpoints", "request")).to_have_attribute("data-stage", "enquiry")

        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        expect(said).to_contain_text(f"место 2 из {len(before) + 1}")
        page.keyboard.press("Space")
        expect(card).to_be_focused()
        for place, name in enumerate([before[0], "request", *before[1:]]):
            _stands(page, "booked", place, name)
        _saved(page)

        # Back by hand, before the second card of its old stage.
        target = _at(page, "touchpoints", "chat")
        card.scroll_into_view_if_needed()
        here, there = card.bounding_box(), target.bounding_box()
        assert here is not None
        assert there is not None
        page.mouse.move(here["x"] + 50, here["y"] + 12)
        page.mouse.down()
        page.mouse.move(here["x"] + 40, here["y"] + 20)
        page.mouse.move(there["x"] + 60, there["y"] + 4, steps=4)
        expect(page.locator(".drag-line")).to_be_visible()
        page.mouse.up()
        expect(card).to_have_attribute("data-stage", "enquiry")
        order = _names(_in(page, "enquiry"))
        assert order[order.index("request") + 1] == "chat"
        _saved(page)

        # The menu does the same without carrying.
        card.hover()
        card.get_by_role("button", name="Действия").click()
        page.get_by_role("menuitem", name="Переместить в…").click()
        page.get_by_role("menuitem", name="Вне этапов").click()
        expect(_in(page, "enquiry").and_(card)).to_have_count(0)
        _saved(page)

        # A stage goes by Alt and an arrow.
        heads = page.locator("[data-kind=stage]")
        order = heads.evaluate_all("all => all.map(one => one.dataset.stage)")
        heads.nth(1).focus()
        page.keyboard.press("Alt+ArrowRight")
        for place, stage in enumerate([order[0], order[2], order[1], *order[3:]]):
            expect(heads.nth(place)).to_have_attribute("data-stage", stage)
        _saved(page)


def test_something_new_is_added_removed_and_brought_back(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as opened:
        page = _open(opened)
        head = _at(page, "stages", "enquiry")
        head.hover()
        head.get_by_role("button", name="Новый этап перед").click()
        page.keyboard.type("Раздумья")
        page.keyboard.press("Enter")
        fresh = _at(page, "stages", "razdumya")
        expect(fresh).to_be_focused()
        cell = page.locator("[role=gridcell][data-lane=touchpoints][data-stage=razdumya]")
        cell.hover()
        cell.get_by_role("button", name="Касание").click()
        page.keyboard.type("Сравнивает цены")
        page.keyboard.press("Enter")
        card = _at(page, "touchpoints", "sravnivaet_tseny")
        expect(card).to_be_focused()
        _saved(page)
        assert "sravnivaet_tseny" in _file(own).read_text("utf-8")
        page.keyboard.press("Delete")
        expect(card).to_have_count(0)
        page.get_by_role("status").get_by_role("button", name="Отменить").click()
        expect(card).to_be_visible()
        _saved(page)
        assert "sravnivaet_tseny" in _file(own).read_text("utf-8")


def test_two_windows_see_each_other_and_a_clash_is_told(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as one, window(chromium, own.address) as other:
        first, second = _open(one), _open(other)
        _edit(first, "request", "Первое окно")
        _edit(second, "incoming_call", "Второе окно")
        _saved(first)
        _saved(second)
        expect(_at(second, "touchpoints", "request")).to_contain_text("Первое окно")
        expect(_at(first, "touchpoints", "incoming_call")).to_contain_text("Второе окно")
        # Both write the same place, neither knowing of the other.
        for page in (first, second):
            page.context.set_offline(True)
        _edit(first, "chat", "Чат первых")
        _edit(second, "chat", "Чат вторых")
        first.context.set_offline(False)
        _saved(first)
        second.context.set_offline(False)
        notice = second.get_by_role("alert")
        expect(notice).to_contain_text("тем временем изменили")
        expect(_at(second, "touchpoints", "chat")).to_contain_text("Чат первых")
        notice.get_by_role("button", name="Записать моё").click()
        _saved(second)
        text = _file(own).read_text("utf-8")
        assert "Чат вторых" in text
        assert "Чат первых" not in text
        for opened in (one, other):
            _forget(opened, "ERR_INTERNET_DISCONNECTED", "409", "ERR_FAILED")


def test_off_the_net_nothing_is_lost_and_nothing_is_doubled(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as opened:
        page = _open(opened)
        page.context.set_offline(True)
        _edit(page, "request", "Без сети раз")
        _edit(page, "chat", "Без сети два")
        cell = page.locator("[role=gridcell][data-lane=touchpoints][data-stage=enquiry]")
        cell.hover()
        cell.get_by_role("button", name="Касание").click()
        page.keyboard.type("Новая без сети")
        page.keyboard.press("Enter")
        expect(page.locator("[data-saved=offline]")).to_contain_text("ждут 3 правки")
        kept = "Object.keys(localStorage).filter(one => one.startsWith('tropa.unsent')).length"
        assert page.evaluate(kept) == 1
        page.context.set_offline(False)
        _saved(page)
        assert page.evaluate(kept) == 0
        text = _file(own).read_text("utf-8")
        assert [text.count(one) for one in ("Без сети раз", "Без сети два")] == [1, 1]
        assert text.count("Новая без сети") == 1
        _forget(opened, "ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


def test_the_text_and_the_form_are_two_doors_to_one_draft(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address, 1700, 1000) as opened:
        page = _open(opened)
        card = _at(page, "touchpoints", "request")
        card.locator("[data-field=title]").click()
        form = page.locator("aside.inspector")
        title = form.get_by_label("Название", exact=True)
        title.fill("Через форму")
        title.press("Enter")
        expect(card).to_contain_text("Через форму")
        _saved(page)
        page.get_by_role("button", name="YAML", exact=True).click()
        line = page.locator(".cm-activeLine")
        expect(line).to_contain_text("request")
        editor = page.get_by_role("textbox", name="Текст карты в YAML")
        expect(editor).to_contain_text("Через форму")
        editor.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("End")
        page.keyboard.type("!")
        page.get_by_role("button", name="Применить").click()
        expect(card).to_contain_text("Через форму!")
        _saved(page)
        page.locator("header").get_by_role("button", name="Отменить").click()
        expect(card).not_to_contain_text("!")
        expect(editor).not_to_contain_text("Через форму!")
        _saved(page)
        assert opened.axe() == []


def test_a_draft_is_published_with_its_difference_told(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address) as opened:
        page = _open(opened)
        _edit(page, "request", "Перед публикацией")
        _saved(page)
        page.locator("header").get_by_role("button", name="Опубликовать").click()
        dialog = page.get_by_role("dialog", name="Публикация карты")
        expect(dialog).to_contain_text("Перед публикацией")
        expect(dialog).to_contain_text("на тех же этапах")
        assert opened.axe() == []
        dialog.get_by_label("Зачем это изменение").fill("Проверка")
        dialog.get_by_role("button", name="Опубликовать редакцию 2").click()
        expect(dialog).to_have_count(0)
        expect(page.get_by_text("Опубликована редакция 2")).to_be_visible()


def _forget(opened: Opened, *expected: str) -> None:
    """Complaints of the browser that belong to being off the net or refused."""
    opened.faults[:] = [
        one for one in opened.faults if not any(part in one for part in expected)
    ]
