"""The month: twenty answers at a glance, each with a way on; the rest say what to bring."""

from playwright.sync_api import Browser

from browser.conftest import Opened, window
from contract.serving import Serving


def test_twenty_questions_stand_each_with_a_way_to_more(opened: Opened) -> None:
    page = opened.go("month")
    cards = page.locator("main ol li")
    assert cards.count() == 20
    assert cards.get_by_role("link").count() == 20
    assert "Не хватает расходов" in cards.nth(2).inner_text()
    assert not any("{" in said for said in cards.all_inner_texts())


def test_an_answer_leads_to_more_of_it_by_keys(opened: Opened) -> None:
    page = opened.go("month")
    page.get_by_role("link", name="Сколько касаний до покупки?").press("Enter")
    page.wait_for_url("**/paths?tab=touches")


def test_the_month_before_is_in_the_address(opened: Opened) -> None:
    page = opened.go("month")
    assert page.get_by_role("button", name="Следующий месяц").is_disabled()
    page.get_by_role("button", name="Прошлый месяц").click()
    page.wait_for_url("**month=20**")
    assert page.get_by_role("button", name="Следующий месяц").is_enabled()


def test_it_prints_on_one_sheet(chromium: Browser, serving: Serving) -> None:
    with window(chromium, serving.address) as opened:
        sheet = opened.go("month").pdf(format="A4", prefer_css_page_size=True)
    assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ") == 1


def test_axe_finds_nothing(opened: Opened) -> None:
    assert opened.axe_everywhere("month") == []
