"""Questions: asked by a form, by keys, by a text, by a link; refused at the field; kept."""

import json
import re
from urllib.parse import quote

from playwright.sync_api import Browser, expect

from browser.company import MAP
from browser.conftest import Opened, window
from contract.serving import Serving

HOSTILE = "Доходят ли <b>до замера</b>?"
FUNNEL = "question: funnel\nmap: windows\nsteps:\n  - stage: visitor\n  - stage: enquiry\n"
TREND = "question: trend\nmap: windows\nof:\n  stage: visitor\nperiod: week\n"


def test_an_example_is_answered_and_its_people_are_behind_it(opened: Opened) -> None:
    page = opened.go("questions")
    page.get_by_role("button", name="Где теряются люди").click()
    bars = page.locator("main svg[role=img]").first
    expect(bars).to_be_visible()
    expect(page).to_have_url(re.compile("q=question"))
    bars.locator("g.pick").nth(1).click()
    expect(page.get_by_role("dialog").get_by_role("link").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_text("Как это посчитано").click()
    expect(page.get_by_text("Воронка по шагам")).to_be_visible()


def test_steps_are_moved_and_asked_by_keys_alone(opened: Opened) -> None:
    page = opened.go("questions")
    page.get_by_role("listitem").filter(has_text="Сколько людей проходит").get_by_role(
        "button"
    ).press("Enter")
    first = page.get_by_label("Шаги 1", exact=True)
    # The first option of all is not what stands there: something is once the form is drawn.
    expect(first).not_to_have_value("")
    was = first.input_value()
    page.get_by_role("button", name="Ниже: 1").press("Enter")
    expect(page.get_by_label("Шаги 2", exact=True)).to_have_value(was)
    expect(first).not_to_have_value(was)
    page.keyboard.press("Control+Enter")
    expect(page.locator("main svg[role=img]").first).to_be_visible()


def test_a_refusal_stands_at_the_field_it_speaks_of(opened: Opened) -> None:
    text = TREND + "last: 5z\n"
    page = opened.go("questions", f"q={quote(text)}")
    expect(page.get_by_text("Так спросить нельзя")).to_be_visible()
    field = page.get_by_label("За последние", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("30d")
    field.blur()
    page.get_by_role("button", name="Спросить", exact=True).first.click()
    expect(page.locator("main svg[role=img]").first).to_be_visible()


def test_the_form_follows_the_text_and_the_text_the_form(opened: Opened) -> None:
    page = opened.go("questions", f"q={quote(TREND)}")
    page.get_by_role("radio", name="YAML").check(force=True)
    text = page.get_by_label("Вопрос в YAML")
    expect(text).to_have_value(TREND)
    text.fill(TREND.replace("week", "month"))
    page.get_by_role("radio", name="Полями").check(force=True)
    expect(page.get_by_label("Период", exact=True)).to_have_value("month")


def test_a_property_is_chosen_by_its_title_and_one_unheard_of_is_typed(opened: Opened) -> None:
    page = opened.go("questions", f"q={quote(TREND)}&lang=ru")
    field = page.get_by_label("Поле", exact=True)
    field.select_option(label="Устройство")
    builder = page.locator("section.builder")
    # Whoever writes the question as a text finds the name beside the title.
    expect(builder.locator("code")).to_have_text("device")
    field.select_option(label="другое имя…")
    expect(field).to_be_focused()
    field.fill("promo")
    field.press("Tab")
    expect(field).to_have_value("promo")
    page.get_by_role("radio", name="YAML").check(force=True)
    expect(page.get_by_label("Вопрос в YAML")).to_have_value(re.compile("promo"))


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
        expect(kept).to_be_visible()
        page.get_by_role("button", name="Удалить «Растёт").click()
        expect(kept).to_have_count(0)
        page.get_by_role("button", name="Отменить").click()
        kept.click()
        expect(page.locator("main svg[role=img]").first).to_be_visible()


def test_a_question_is_pinned_to_the_map_and_taken_off(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("questions", f"q={quote(FUNNEL)}")
        # Not kept yet: it is kept first, then asked where its number should stand.
        page.get_by_role("button", name="Закрепить на карте").click()
        sheet = page.get_by_role("dialog")
        sheet.get_by_label("Название").fill(HOSTILE)
        sheet.get_by_role("button", name="Сохранить").click()
        sheet.get_by_label("Где показать число").select_option("stage/enquiry")
        sheet.get_by_role("button", name="Закрепить", exact=True).click()
        expect(sheet).to_have_count(0)
        opened.go("map")
        pins = page.get_by_role("region", name="Закреплённые вопросы")
        expect(pins).to_contain_text(HOSTILE)
        expect(pins).to_contain_text("Обращение · дошли до последнего шага")
        expect(pins.locator("b")).to_have_text(re.compile(r"\d\s%"))
        assert opened.axe() == []
        pins.get_by_role("link").click()
        expect(page).to_have_url(re.compile("/questions"))
        expect(page.locator("main svg[role=img]").first).to_be_visible()
        # By keys: a second place from the list of questions, then off from the map.
        opened.go("questions")
        page.get_by_role("button", name=f"Закрепить «{HOSTILE}»").press("Enter")
        expect(sheet.get_by_label("Где показать число")).to_be_focused()
        expect(sheet).to_contain_text("Уже закреплён")
        page.keyboard.press("Enter")
        sheet.get_by_role("button", name="Закрепить", exact=True).press("Enter")
        expect(sheet).to_have_count(0)
        opened.go("map")
        expect(pins.get_by_role("listitem")).to_have_count(2)
        pins.get_by_role("button").last.press("Enter")
        expect(pins.get_by_role("listitem")).to_have_count(1)
        expect(pins.get_by_role("link")).to_be_focused()
        page.get_by_role("button").filter(has_text="Отменить").click()
        expect(pins.get_by_role("listitem")).to_have_count(2)


def test_a_pin_follows_what_happens(chromium: Browser, own: Serving) -> None:
    text = (
        f"question: table\nmap: {MAP}\ntitle: Замеры\nof:\n  event: pinned_test\nby: source\n"
    )
    _tell(own, 1)
    own.ask("PUT", "/api/saved/many", json.dumps({"text": text}).encode())
    own.ask("PUT", f"/api/map/{MAP}/pins", json.dumps({"question": "many"}).encode())
    with window(chromium, own.address) as opened:
        page = opened.go("map")
        number = page.get_by_role("region", name="Закреплённые вопросы").locator("b")
        expect(number).to_have_text("1")
        _tell(own, 2)
        expect(number).to_have_text("2", timeout=60_000)


def _tell(serving: Serving, person: int) -> None:
    """Somebody did what no map knows."""
    if "private" not in serving.keys:
        made = serving.ask("POST", "/api/keys", b'{"kind": "private"}').json["answer"]
        serving.keys["private"] = made["key"]
    said = {"userId": f"pinned-{person}", "event": "pinned_test"}
    assert serving.post("/v1/track", said).status == 200
    serving.settled()


def test_axe_finds_nothing(opened: Opened) -> None:
    assert opened.axe_everywhere("questions") == []
    assert opened.axe_everywhere("questions", f"q={quote(TREND)}") == []
