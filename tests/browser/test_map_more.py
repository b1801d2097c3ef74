"""More of the map: what is said about elements, in one window and told to the other."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import Opened, Serving, window

HOSTILE = '<img src=x onerror="document.title=1"> {{7*7}}'


def _at(page: Page, *path: str) -> Locator:
    """What stands at a path of the document."""
    written = ",".join(f'"{one}"' for one in path)
    return page.locator(f"[data-path='[{written}]']")


def _open(opened: Opened, query: str = "lang=ru") -> Page:
    """The map, ready to be edited."""
    page = opened.go("map", query)
    expect(page.locator("[data-saved=saved]")).to_be_visible(timeout=30_000)
    return page


def _select(page: Page, *path: str) -> Locator:
    """Choose an element by keys; its panel."""
    element = _at(page, *path)
    element.scroll_into_view_if_needed()
    element.focus()
    page.keyboard.press("Enter")
    panel = page.locator("aside.inspector")
    expect(panel.get_by_role("heading", name="Обсуждение")).to_be_visible(timeout=20_000)
    return panel


def test_a_discussion_is_seen_in_the_other_window_and_goes_with_its_element(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as one, window(chromium, own.address) as other:
        first, second = _open(one), _open(other)
        panel = _select(first, "touchpoints", "request")
        expect(first.get_by_label("1 обсуждение открыто")).to_have_count(0)
        panel.get_by_label("Написать").fill(HOSTILE)
        first.keyboard.press("Control+Enter")
        expect(panel.locator("article")).to_contain_text(HOSTILE)
        expect(panel.get_by_label("Написать")).to_have_value("")

        # The other window shows the mark without being asked, and answers.
        mark = _at(second, "touchpoints", "request").get_by_label("1 обсуждение открыто")
        expect(mark).to_be_visible(timeout=20_000)
        there = _select(second, "touchpoints", "request")
        expect(there.locator("article")).to_contain_text(HOSTILE)
        expect(there.locator("article img")).to_have_count(0)
        there.get_by_role("button", name="Ответить").click()
        there.get_by_label("Ответить").fill("Проверю завтра")
        there.locator("form").get_by_role("button", name="Ответить").click()
        expect(panel.locator("article")).to_contain_text("Проверю завтра", timeout=20_000)
        expect(panel.locator("article li")).to_have_count(2)

        # Moved to another stage and called otherwise, it is the same element.
        first.evaluate(
            """async () => {
              const { answer } = await (await fetch('/api/map/windows/document')).json()
              const path = ['touchpoints', 'request']
              await fetch('/api/map/windows/operations', {
                method: 'POST', headers: { 'content-type': 'application/json' },
                body: JSON.stringify({ base: answer.digest, id: 'rename', operations: [
                  { op: 'move', path, stage: 'booked' },
                  { op: 'rename', path, name: 'site_request' },
                ] }),
              })
            }"""
        )
        moved = _at(second, "touchpoints", "site_request")
        expect(moved.get_by_label("1 обсуждение открыто")).to_be_visible(timeout=20_000)
        panel = _select(first, "touchpoints", "site_request")
        panel.get_by_role("button", name="Решено").click()
        expect(panel.locator("details")).to_contain_text("Решённые: 1")
        expect(moved.get_by_label(re.compile("открыто"))).to_have_count(0, timeout=20_000)
        assert first.title() == second.title() != "1"
        panel.get_by_role("button", name="Все обсуждения карты").click()
        expect(first.get_by_role("dialog")).to_contain_text("Проверю завтра")
        assert one.axe() == []
        first.keyboard.press("Escape")
        expect(first.get_by_role("dialog")).to_have_count(0)


_VARIANT = """async () => {
  const send = (path, body) => fetch(path, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  })
  await send('/api/maps', { title: 'Без отдела продаж', template: 'windows', map: 'no_sales' })
  const { answer } = await (await fetch('/api/map/no_sales/document')).json()
  await send('/api/map/no_sales/operations', { base: answer.digest, id: 'less', operations: [
    { op: 'set', path: ['stages', 'visitor', 'lost_after'], value: '1d' },
    { op: 'set', path: ['stages', 'visitor', 'buyer', 0], value: 'Никого не ждёт' },
    { op: 'add', path: ['stages'], name: 'alone', after: 'visitor',
      value: { title: 'Сам заказывает' } },
  ] })
}"""


def test_a_map_is_compared_with_its_edition_and_with_a_variant(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as opened:
        page = _open(opened)
        page.evaluate(_VARIANT)
        chat = _at(page, "touchpoints", "chat")
        chat.focus()
        page.keyboard.press("F2")
        page.keyboard.type("Чат и мессенджеры")
        page.keyboard.press("Enter")
        expect(page.locator("[data-saved=saved]")).to_contain_text("v1", timeout=20_000)
        expect(chat).to_be_focused()
        _at(page, "touchpoints", "m02_missed_you").focus()
        page.keyboard.press("Delete")
        expect(page.locator("[data-saved=saved]")).to_contain_text("v2", timeout=20_000)

        page.locator("header").get_by_role("button", name="Сравнить").click()
        page.get_by_role("dialog").get_by_role("button", name="Редакция 1").click()
        strip = page.get_by_role("region", name="Сравнение с редакцией 1")
        expect(strip).to_contain_text("убрано 1", timeout=30_000)
        expect(strip).to_contain_text("изменено 1")
        expect(chat.get_by_label("изменено")).to_be_visible()
        gone = page.locator("[data-lane=touchpoints][data-stage=enquiry] .gone")
        expect(gone).to_contain_text("Не дозвонились", timeout=30_000)
        strip.locator("summary").click()
        strip.get_by_role("button", name="Чат и мессенджеры").click()
        expect(page.locator("aside.inspector")).to_contain_text("Чат и мессенджеры")
        strip.get_by_role("button", name="Закончить сравнение").click()
        expect(strip).to_have_count(0)
        expect(gone).to_have_count(0)

        # A variant silently loses visitors sooner: its numbers stand beside ours.
        page = _open(opened, "lang=ru&vs=map:no_sales")
        strip = page.get_by_role("region", name="Сравнение с картой «Без отдела продаж»")
        expect(strip).to_contain_text("изменено", timeout=30_000)
        head = _at(page, "stages", "visitor")
        expect(head.locator(".ghost-number").first).to_be_visible(timeout=30_000)
        actions = page.locator("[data-lane=actions][data-stage=visitor]")
        expect(actions.locator(".gone")).to_have_text(re.compile("Никого не ждёт"))
        expect(actions.get_by_label("добавлено")).to_be_visible()
        assert opened.axe() == []

        # Side by side, a stage that only the variant has takes a column of its own.
        strip.get_by_role("button", name="Рядом").click()
        table = page.get_by_role("table", name="рядом")
        expect(table).to_contain_text("нет такого этапа")
        expect(table).to_contain_text("Сам заказывает")
        assert opened.axe() == []
        strip.get_by_role("button", name="Рядом").click()
        expect(table).to_have_count(0)
        expect(head).to_be_visible()


def test_a_map_is_shown_to_others_stage_by_stage(opened: Opened) -> None:
    page = _open(opened)
    heads = page.locator("[data-kind=stage]")
    rail = page.locator("nav").first
    expect(rail).to_be_visible()
    page.keyboard.press("Period")
    bar = page.get_by_role("toolbar", name="Показ карты")
    expect(bar).to_contain_text("1 / 11")
    expect(rail).to_be_hidden()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(bar).to_contain_text("3 / 11")
    expect(heads.nth(2)).to_be_in_viewport(ratio=0.99)
    expect(heads.nth(0)).not_to_be_in_viewport(ratio=0.5)
    page.keyboard.press("End")
    expect(bar.get_by_role("button", name="Следующий этап")).to_be_disabled()
    expect(heads.last).to_be_in_viewport(ratio=0.9)
    assert opened.axe() == []
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    expect(rail).to_be_visible()

    # A lane that was folded and one that was put lower stay so in this browser.
    lane = page.locator("[role=rowheader][data-lane=thoughts]")
    lane.get_by_role("button", name="Мысли и вопросы", exact=False).first.click()
    page.reload()
    opened.settled()
    cell = page.locator("[role=gridcell][data-lane=thoughts]").first
    expect(cell).to_be_visible()
    expect(cell.locator("[data-kind=text]")).to_have_count(0)

    # What the survey after the installation measured stands beside what the map says.
    fact = page.locator("[data-lane=feelings] .score")
    expect(fact).to_have_count(1)
    expect(fact).to_contain_text("из 5")
    expect(page.locator("[role=rowheader][data-lane=feelings]")).to_contain_text("факт")


def test_the_panel_speaks_no_codes(opened: Opened) -> None:
    for language, one, courier in (("ru", "покупатель", "курьер"), ("en", "buyer", "courier")):
        page = _open(opened, f"lang={language}&select=touchpoints/c01_first_call")
        panel = page.locator("aside.inspector")
        channel = panel.locator("select").filter(has=page.locator("option[value=ads_search]"))
        expect(channel.first).to_have_value("phone", timeout=30_000)
        # What the map calls a channel counts, then what everybody calls it.
        expect(channel.first.locator("option:checked")).to_have_text("Телефон")
        expect(channel.first.locator("option[value=courier]")).to_have_text(courier)
        play = panel.locator("select").filter(
            has=page.locator("option[value=p01_first_answer]")
        )
        expect(play.locator("option:checked")).not_to_have_text("p01_first_answer")
        sides = panel.locator("select").filter(has=page.locator("option[value=buyer]"))
        expect(sides.locator("option[value=buyer]")).to_have_text(one)
