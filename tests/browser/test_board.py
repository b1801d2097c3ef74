"""The board by mouse and by keys: who stands where, what follows, and what is told by hand."""

from playwright.sync_api import Browser, Page, Route, expect

from browser.conftest import Opened, window
from contract.serving import Serving


def taken_back(page: Page) -> None:
    """Press «Отменить» of what was said last."""
    page.locator(".toasts").get_by_role("button", name="Отменить").last.click()


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
        taken_back(page)
        expect(toast).to_contain_text("+79001234567: запись отменена")


def test_a_card_is_carried_by_the_pointer_to_what_happened(opened: Opened) -> None:
    page = opened.go("board")
    card = page.locator("[data-list=enquiry] [data-item]").first
    target = page.locator("[data-list=booked]")
    name = card.locator("a").inner_text()
    stage = page.locator("#stage-booked").inner_text()
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
    expect(chosen.locator("optgroup").first).to_have_attribute("label", stage)


def test_the_board_is_walked_by_keys(opened: Opened) -> None:
    page = opened.go("board")
    page.locator("[data-list=visitor] a[data-card]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-list=enquiry] a[data-card]").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    second = page.locator("[data-list=enquiry] a[data-card]").nth(1)
    expect(second).to_be_focused()
    name = second.inner_text()
    page.keyboard.press("Space")
    expect(page.locator(".drag-slot")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(name)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    second.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/person/**")


def test_somebody_is_put_on_a_stage_by_keys_and_by_mouse(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("board", "view=columns")
        card = page.locator("[data-list=booked] [data-item]").first
        person = (card.get_attribute("data-item") or "").split("/")[0]
        card.locator("a[data-card]").focus()
        for key in ("Space", "ArrowRight", "Space"):
            page.keyboard.press(key)
        dialog = page.get_by_role("dialog")
        # What happened is asked first; that nothing did is said on purpose.
        dialog.get_by_role("button", name="Ничего не произошло, просто переставить").press(
            "Enter"
        )
        expect(dialog.get_by_role("combobox", name="На этап")).to_have_value("measured")
        assert opened.axe() == []
        dialog.get_by_label("Почему").fill("Замер был вчера")
        page.keyboard.press("Enter")
        expect(page.locator(".toasts")).to_contain_text("теперь на этапе")
        opened.go(f"person/{person}")
        line = page.locator("li.move").filter(has_text="вручную")
        expect(line).to_contain_text("почему: Замер был вчера")
        page.get_by_role("button", name="Переставить на этап…").click()
        go = dialog.get_by_role("button", name="Переставить", exact=True)
        dialog.get_by_role("combobox", name="На этап").select_option("enquiry")
        expect(go).to_be_disabled()
        dialog.get_by_label("Почему").fill("Просит начать сначала")
        assert opened.axe() == []
        go.click()
        expect(line).to_have_count(2)
        taken_back(page)
        expect(line).to_have_count(1)


def test_the_board_is_searched_and_read_as_a_list(opened: Opened) -> None:
    page = opened.go("board", "view=columns")
    name = page.locator("[data-list=enquiry] a[data-card]").first.inner_text()
    page.keyboard.press("s")
    page.keyboard.type(name)
    cards = page.locator("[data-item]")
    expect(cards.filter(has_not_text=name)).to_have_count(0)
    expect(cards).not_to_have_count(0)
    found = cards.count()
    page.get_by_text("Список", exact=True).click()
    rows = page.get_by_role("row")
    expect(rows).to_have_count(found + 1)
    page.get_by_role("button", name="Здесь", exact=True).click()
    expect(page.get_by_role("columnheader", name="Здесь", exact=True)).to_have_attribute(
        "aria-sort", "descending"
    )
    # The view and its order are remembered.
    page.goto(page.url.split("?")[0])
    opened.settled()
    expect(page.get_by_role("columnheader", name="Здесь", exact=True)).to_have_attribute(
        "aria-sort", "descending"
    )


def test_a_missing_step_is_set_moved_and_done(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("board", "step=none")
        column = page.locator("section", has=page.locator("#stage-enquiry"))
        card = column.locator("[data-item]").first
        item = card.get_attribute("data-item")
        card.get_by_role("button", name="Нет следующего шага").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Что сделать").fill("Спросить про балкон")
        dialog.get_by_role("button", name="Завтра").click()
        expect(dialog.get_by_role("button", name="Завтра")).to_have_attribute(
            "aria-pressed", "true"
        )
        assert opened.axe() == []
        dialog.get_by_role("button", name="Поставить").click()
        expect(page.locator(".toasts")).to_contain_text("Спросить про балкон, завтра")
        # With a step it is among those without one no more.
        expect(column.locator(f"[data-item='{item}']")).to_have_count(0)
        opened.go("board", "view=columns")
        card = page.locator(f"[data-item='{item}']")
        expect(card).to_contain_text("Спросить про балкон")
        card.get_by_role("button", name="Перенести: Спросить про балкон").click()
        dialog.get_by_role("button", name="Через неделю").click()
        dialog.get_by_role("button", name="Поставить").click()
        expect(card).not_to_contain_text("завтра")
        card.get_by_role("button", name="Сделано: Спросить про балкон").click()
        expect(card).to_contain_text("Нет следующего шага")
        taken_back(page)
        expect(card).to_contain_text("Спросить про балкон")


def test_many_are_chosen_by_keys_and_get_one_step(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("board", "view=columns")
        cards = page.locator("[data-list=booked] [data-item]")
        cards.first.locator("a[data-card]").focus()
        page.keyboard.press("x")
        expect(page.get_by_role("status").filter(has_text="Выбран 1 человек")).to_be_visible()
        page.keyboard.press("Shift+ArrowDown")
        expect(page.get_by_role("status").filter(has_text="Выбрано 2 человека")).to_be_visible()
        cards.nth(3).click(modifiers=["Shift"], position={"x": 100, "y": 40})
        bar = page.get_by_role("region", name="Выбрано 4 человека")
        expect(bar).to_be_visible()
        cards.nth(3).click(modifiers=["Control"], position={"x": 100, "y": 40})
        bar = page.get_by_role("region", name="Выбрано 3 человека")
        bar.get_by_role("button", name="Поставить шаг").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("3 человека")
        dialog.get_by_label("Что сделать").fill("Поздравить")
        dialog.get_by_role("button", name="Поставить").click()
        expect(page.locator(".toasts")).to_contain_text("Шаг поставлен: 3 людям")
        # What was done with them is over, and so is their being chosen.
        expect(page.locator("li.picked")).to_have_count(0)
        page.get_by_text("Задачи", exact=True).click()
        expect(page.locator("[data-task]").filter(has_text="Поздравить")).to_have_count(3)
        taken_back(page)
        expect(page.locator("[data-task]").filter(has_text="Поздравить")).to_have_count(0)


def test_an_owner_is_assigned_from_the_list(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("board", "view=list")
        boxes = page.get_by_role("checkbox")
        boxes.nth(1).focus()
        page.keyboard.press("Space")
        expect(boxes.nth(1)).to_be_checked()
        boxes.nth(3).click(modifiers=["Shift"])
        bar = page.get_by_role("region", name="Выбрано 3 человека")
        bar.get_by_role("button", name="Назначить ответственного").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Ответственный").fill("Зоя Котова")
        dialog.get_by_role("button", name="Назначить", exact=True).click()
        expect(page.get_by_role("row").filter(has_text="Зоя Котова")).to_have_count(3)
        boxes.first.check()
        expect(page.locator("tr.chosen").first).to_be_visible()
        page.get_by_role("heading", name="Доска").click()
        page.keyboard.press("Escape")
        expect(page.locator("tr.chosen")).to_have_count(0)


def test_tasks_are_done_in_one_press_and_their_filter_is_remembered(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("board", "view=tasks")
        late = page.get_by_role("region", name="Просрочено").locator("[data-task]")
        late = late.filter(has=page.get_by_role("button", name="Сделано"))
        first = late.first
        task = first.get_attribute("data-task")
        first.get_by_role("button", name="Сделано").click()
        expect(page.locator(f"[data-task='{task}']")).to_have_count(0)
        taken_back(page)
        expect(page.locator(f"[data-task='{task}']")).to_have_count(1)
        role = page.get_by_role("combobox", name="Роль")
        role.select_option("=measurer")
        others = page.locator("[data-task]").filter(has_not_text="Замерщик")
        expect(others).to_have_count(0)
        expect(page.locator("[data-task]").first).to_be_visible()
        opened.go("board", "view=tasks")
        expect(role).to_have_value("=measurer")


def test_the_unsorted_are_turned_away_linked_and_accepted(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("board", "view=inbox")
        people = page.locator("[data-person]")
        mail = people.filter(has_text="irina.petrova@mail.example")
        mail.get_by_role("button", name="Отклонить").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Причина").fill("спам")
        dialog.get_by_role("button", name="Отклонить").click()
        expect(mail).to_have_count(0)
        taken_back(page)
        expect(mail).to_have_count(1)
        mail.get_by_role("button", name="Это известный человек").click()
        dialog.get_by_label("Телефон, почта или имя другого").fill("+79161234501")
        dialog.get_by_role("button", name="Соединить").click()
        joined = people.filter(has_text="+79161234501")
        expect(joined).to_have_count(1)
        expect(joined).to_contain_text("irina.petrova@mail.example")
        joined.get_by_role("button", name="Принять").click()
        dialog.get_by_role("combobox", name="Что", exact=True).select_option("payment")
        dialog.get_by_label("Сумма, RUB").fill("5000")
        dialog.get_by_role("button", name="Внести", exact=True).click()
        expect(joined).to_have_count(0)


def test_every_view_is_open_to_everybody(opened: Opened) -> None:
    for view in ("columns", "list", "tasks", "inbox"):
        assert opened.axe_everywhere("board", f"view={view}") == [], view


def test_telling_may_be_closed_before_it_knows_what_to_offer(opened: Opened) -> None:
    page = opened.go("board")
    held: list[Route] = []
    page.route("**/by-hand*", lambda route: held.append(route))  # noqa: PLW0108  (its signature is looked at)
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    # Whoever closes before it has asked has nothing that could come too late.
    while not held:
        page.wait_for_timeout(20)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    with page.expect_response("**/by-hand*"):
        for one in held:
            one.continue_()
    # What came too late is over by the time another dialog is there.
    page.unroute("**/by-hand*")
    page.keyboard.press("n")
    expect(dialog).to_be_visible()
    assert opened.faults == []
