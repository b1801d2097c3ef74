"""The bar of filters: whose numbers, of when, beside what; it follows from screen to screen."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import Opened, window
from contract.serving import Serving

TITLE = "Частный дом, дача"
DIGITS = re.compile(r"\d")


def days_ago(count: int) -> str:
    """A day of the address; what is drawn lies in the last forty-five."""
    return (datetime.now(UTC) - timedelta(days=count)).date().isoformat()  # noqa: TID251 - the page goes by the machine's clock


def bar(page: Page) -> Locator:
    return page.get_by_role("group", name="Чьи числа и за какой срок")


def whose(page: Page) -> Locator:
    return page.get_by_role("note")


def test_a_segment_follows_from_screen_to_screen_and_is_taken_back(opened: Opened) -> None:
    page = opened.go("map")
    bar(page).get_by_label("Сегмент").select_option(label=TITLE)
    expect(page).to_have_url(re.compile("segment=house"))
    expect(whose(page)).to_contain_text(f"Только сегмент «{TITLE}»")
    page.get_by_role("link", name="Воронка").click()
    expect(page).to_have_url(re.compile(r"/funnel\?.*segment=house"))
    expect(whose(page)).to_contain_text(f"Только сегмент «{TITLE}»")
    row = page.locator("[data-stage=booked]")
    link = row.get_by_role("link", name=re.compile("^Дошли до этапа"))
    expect(link).to_have_text(DIGITS)
    said = re.sub(r"\D", "", link.text_content() or "")
    link.click()
    expect(page).to_have_url(re.compile(r"/people/stage/booked/entered\?.*segment=house"))
    # As many people stand behind the number as it says, and of that segment.
    expect(page.locator(".count b")).to_have_text(said)
    expect(whose(page)).to_contain_text(f"Только сегмент «{TITLE}»")
    bar(page).get_by_role("button", name="Сбросить отбор и период").click()
    expect(page).not_to_have_url(re.compile("segment"))
    expect(whose(page)).to_have_count(0)


def test_the_same_link_shows_the_same_and_a_portrait_is_its_segment(opened: Opened) -> None:
    page = opened.go("funnel", "segment=house")
    people = page.locator("[data-stage=enquiry] .chart a").first
    expect(people).to_have_text(DIGITS)
    of_segment = people.text_content() or ""
    bar(page).get_by_label("Портрет").select_option(label="Сергей")
    expect(page).to_have_url(re.compile("persona=house"))
    expect(page).not_to_have_url(re.compile("segment="))
    expect(whose(page)).to_contain_text("Только портрет «Сергей»")
    expect(people).to_have_text(of_segment)
    page.reload()
    expect(bar(page).get_by_label("Портрет")).to_have_value("house")
    expect(people).to_have_text(of_segment)


def test_keys_alone_choose_a_period_and_what_it_is_compared_with(opened: Opened) -> None:
    page = opened.go("funnel", f"from={days_ago(20)}&to={days_ago(5)}")
    expect(page.locator("[data-stage=enquiry]")).to_be_visible()
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile("compare=previous"))
    expect(whose(page)).to_contain_text("Для сравнения:")
    change = page.locator("[data-stage=enquiry] .chart .change")
    # Never by colour alone: what it was, by how much it differs, and whether that is real.
    expect(change).to_contain_text(re.compile(r"было \d"))
    expect(change).to_contain_text(re.compile(r"Разница (заметная|не доказана)|Мало данных"))
    page.keyboard.press("[")
    expect(page).to_have_url(re.compile(f"from={days_ago(35)}"))
    pill = bar(page).get_by_role("button", name=re.compile("к предыдущему"))
    pill.focus()
    page.keyboard.press("Enter")
    year = bar(page).get_by_role("radio", name="С тем же периодом год назад")
    expect(year).to_be_visible()
    year.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("compare=year"))
    expect(whose(page)).to_contain_text("никого не было")
    expect(page.locator(".change b")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(year).to_have_count(0)
    page.keyboard.press("c")
    expect(page).not_to_have_url(re.compile("compare"))


def test_the_map_and_the_month_stand_beside_another_period(opened: Opened) -> None:
    page = opened.go("map", f"from={days_ago(20)}&to={days_ago(5)}&compare=previous")
    head = page.locator(".head[data-stage=enquiry]")
    expect(head).to_contain_text(re.compile(r"было \d"))
    page.get_by_role("link", name="Месяц").click()
    expect(page).to_have_url(re.compile(r"/month\?.*compare=previous"))
    expect(page.locator(".heads .change").first).to_contain_text(re.compile("[Бб]ыло"))


def test_a_screen_that_shows_everybody_says_so(opened: Opened) -> None:
    page = opened.go("board", f"segment=house&from={days_ago(20)}&compare=previous")
    expect(whose(page)).to_contain_text("Этот экран показывает всех")
    expect(whose(page)).to_contain_text("Сравнение показывают карта, воронка")
    page.goto(f"{opened.address}/w/company/windows/month?segment=house")
    missing = page.locator("li.missing").filter(has_text="Планы и расходы заведены на всех")
    expect(missing).to_have_count(2)


def test_a_segment_that_is_not_there_is_refused_in_words(
    chromium: Browser, serving: Serving
) -> None:
    with window(chromium, serving.address) as one:
        page = one.page
        page.goto(f"{one.address}/w/company/windows/funnel?segment=nobody")
        expect(page.get_by_text("Сегмента «nobody» на карте «windows» нет")).to_be_visible()
        expect(bar(page).get_by_label("Сегмент")).to_have_value("nobody")
        bar(page).get_by_role("button", name="Сбросить отбор и период").click()
        expect(page.locator("[data-stage=enquiry]")).to_be_visible()
        # The browser itself tells its console of every refusal.
        one.faults[:] = [said for said in one.faults if "status of 400" not in said]


def test_the_bar_fits_a_phone(chromium: Browser, serving: Serving) -> None:
    with window(chromium, serving.address, 390, 844) as one:
        page = one.go("funnel", f"segment=house&from={days_ago(20)}&compare=previous")
        expect(whose(page)).to_contain_text("Для сравнения:")
        bar(page).get_by_role("button", name=re.compile("—")).click()
        radio = bar(page).get_by_role("radio", name="Без сравнения")
        expect(radio).to_be_in_viewport()
        radio.check()
        expect(page).not_to_have_url(re.compile("compare"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


# How much narrower a choice stands than it would alone.
_SQUEEZED = """(bar) => {
  const choices = [...bar.querySelectorAll('select, .said')]
  const width = () => choices.map((one) => one.getBoundingClientRect().width)
  const squeezed = width()
  for (const one of [bar, ...bar.querySelectorAll('*')]) one.style.flexShrink = 0
  return width().map((whole, at) => whole - squeezed[at])
}"""


def test_no_choice_is_cut_beside_all_that_a_map_can_do(
    chromium: Browser, serving: Serving
) -> None:
    for width in (1440, 1280, 1180, 1024):
        with window(chromium, serving.address, width) as one:
            page = one.go("map")
            expect(page.get_by_role("button", name="YAML")).to_be_visible()
            assert bar(page).evaluate(_SQUEEZED) == [0, 0, 0], width
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_bar_is_for_everybody(opened: Opened) -> None:
    query = f"segment=house&from={days_ago(20)}&to={days_ago(5)}&compare=previous"
    assert opened.axe_everywhere("funnel", query) == []
    page = opened.go("map", f"{query}&theme=dark&lang=ru")
    bar(page).get_by_role("button", name=re.compile("—")).click()
    expect(bar(page).get_by_role("radio", name="Без сравнения")).to_be_visible()
    assert opened.axe() == []
    opened.go("month", f"{query}&theme=light&lang=ru")
    assert opened.axe() == []
