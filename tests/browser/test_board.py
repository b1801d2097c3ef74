"""The board by mouse and by keys: who stands where, and what is told by hand."""

from playwright.sync_api import Browser, expect

from browser.conftest import Opened, window
from contract.serving import Serving


def test_a_payment_is_told_by_hand_and_taken_back(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("board")
        page.get_by_role("button", name="Внести вручную").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Кто").fill("+7 900 123-45-67")
        dialog.get_by_role("combobox", name="Что", exact=True).select_option("payment")
        dialog.get_by_label("Сумма, RUB").fill("18 500")
        assert opened.axe() == []
        dialog.get_by_role("button", name="Внести", exact=True).click()
        toast = page.locator(".toasts")
        expect(toast).to_contain_text("+79001234567: теперь на этапе")
        toast.get_by_role("button", name="Отменить").click()
        expect(toast).to_contain_text("+79001234567: запись отменена")


def test_a_card_is_carried_by_the_pointer_to_what_happened(opened: Opened) -> None:
    page = opened.go("board")
    card = page.locator("[data-list=enquiry] [data-item]").first
    target = page.locator("[data-list=booked]")
    name = card.locator("a").inner_text()
    card.hover()
    page.mouse.down()
    box = target.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 100, box["y"] + 60, steps=8)
    page.mouse.up()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(name)
    chosen = dialog.get_by_role("combobox", name="Что", exact=True)
    expect(chosen).not_to_have_value("")
    group = chosen.locator("optgroup").first
    assert group.get_attribute("label") == page.locator("#stage-booked").inner_text()


def test_the_board_is_walked_by_keys(opened: Opened) -> None:
    page = opened.go("board")
    page.locator("[data-list=visitor] a[data-card]").first.focus()
    page.keyboard.press("ArrowRight")
    assert (
        page.evaluate("document.activeElement.closest('[data-list]').dataset.list") == "enquiry"
    )
    page.keyboard.press("ArrowDown")
    second = page.locator("[data-list=enquiry] a[data-card]").nth(1)
    expect(second).to_be_focused()
    name = second.inner_text()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(name)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    second.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/person/**")


def test_the_board_is_searched_and_read_as_a_list(opened: Opened) -> None:
    page = opened.go("board")
    name = page.locator("[data-list=enquiry] a[data-card]").first.inner_text()
    page.keyboard.press("s")
    page.keyboard.type(name)
    cards = page.locator("[data-item]")
    expect(cards.filter(has_not_text=name)).to_have_count(0)
    found = cards.count()
    assert found >= 1
    page.get_by_text("Список", exact=True).click()
    expect(page.get_by_role("row")).to_have_count(found + 1)
    page.reload()
    opened.settled()
    expect(page.get_by_role("table")).to_be_visible()


def test_both_views_are_open_to_everybody(opened: Opened) -> None:
    assert opened.axe_everywhere("board", "view=columns") == []
    assert opened.axe_everywhere("board", "view=list") == []


def test_telling_may_be_closed_before_it_knows_what_to_offer(opened: Opened) -> None:
    page = opened.go("board")
    page.route("**/by-hand", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.keyboard.press("n")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.wait_for_timeout(1_500)
    assert opened.faults == []
