"""Questions: asked by a form, by keys, by a text, by a link; refused at the field; kept."""

from urllib.parse import quote

from playwright.sync_api import Browser, expect

from browser.conftest import Opened, window
from contract.serving import Serving

TREND = "question: trend\nmap: windows\nof:\n  stage: visitor\nperiod: week\n"


def test_an_example_is_answered_and_its_people_are_behind_it(opened: Opened) -> None:
    page = opened.go("questions")
    page.get_by_role("button", name="Где теряются люди").click()
    bars = page.locator("main svg[role=img]").first
    bars.wait_for()
    assert "q=question" in page.url
    bars.locator("g.pick").nth(1).click()
    page.get_by_role("dialog").get_by_role("link").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_text("Как это посчитано").click()
    assert page.get_by_text("Воронка по шагам").is_visible()


def test_steps_are_moved_and_asked_by_keys_alone(opened: Opened) -> None:
    page = opened.go("questions")
    page.get_by_role("button", name="Воронка", exact=False).first.focus()
    page.get_by_role("listitem").filter(has_text="Сколько людей проходит").get_by_role(
        "button"
    ).press("Enter")
    first = page.get_by_label("Шаги 1", exact=True)
    was = first.input_value()
    page.get_by_role("button", name="Ниже: 1").press("Enter")
    expect(page.get_by_label("Шаги 2", exact=True)).to_have_value(was)
    assert first.input_value() != was
    page.keyboard.press("Control+Enter")
    page.locator("main svg[role=img]").first.wait_for()


def test_a_refusal_stands_at_the_field_it_speaks_of(opened: Opened) -> None:
    text = TREND + "last: 5z\n"
    page = opened.go("questions", f"q={quote(text)}")
    page.get_by_text("Так спросить нельзя").wait_for()
    field = page.get_by_label("За последние", exact=True)
    assert field.get_attribute("aria-invalid") == "true"
    field.fill("30d")
    field.blur()
    page.get_by_role("button", name="Спросить", exact=True).first.click()
    page.locator("main svg[role=img]").first.wait_for()


def test_the_form_follows_the_text_and_the_text_the_form(opened: Opened) -> None:
    page = opened.go("questions", f"q={quote(TREND)}")
    page.get_by_role("radio", name="YAML").check(force=True)
    text = page.get_by_label("Вопрос в YAML")
    assert text.input_value() == TREND
    text.fill(TREND.replace("week", "month"))
    page.get_by_role("radio", name="Полями").check(force=True)
    expect(page.get_by_label("Период", exact=True)).to_have_value("month")


def test_a_question_is_kept_found_again_and_brought_back(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("questions", f"q={quote(TREND)}")
        page.get_by_role("button", name="Сохранить").click()
        sheet = page.get_by_role("dialog")
        sheet.get_by_label("Название").fill("Растёт ли <b>поток</b>?")
        sheet.get_by_role("button", name="Сохранить").click()
        page.get_by_role("button", name="К списку вопросов").click()
        kept = page.get_by_role("button", name="Растёт ли <b>поток</b>? Динамика")
        kept.wait_for()
        page.get_by_role("button", name="Удалить «Растёт").click()
        expect(kept).to_have_count(0)
        page.get_by_role("button", name="Отменить").click()
        kept.click()
        page.locator("main svg[role=img]").first.wait_for()


def test_axe_finds_nothing(opened: Opened) -> None:
    assert opened.axe_everywhere("questions") == []
    assert opened.axe_everywhere("questions", f"q={quote(TREND)}") == []
