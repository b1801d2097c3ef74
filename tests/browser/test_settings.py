"""Settings: who works here, keys, journal, look; and who one is, in the frame."""

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from browser.conftest import Opened, window
from contract.serving import Serving

PASSWORD = "seven kettles hum below the pier"  # noqa: S105 - invented


def post(page: Page, address: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answered = page.request.post(address + path, data=body)
    assert answered.ok, answered.text()
    return answered.json()["answer"]


def owner_of(one: Opened) -> None:
    """Make the first account and sign in with it."""
    account = {"name": "Анна Белова", "login": "anna@okna.ru", "password": PASSWORD}
    post(one.page, one.address, "/api/users", {**account, "role": "owner"})
    signed = {"login": account["login"], "password": PASSWORD}
    post(one.page, one.address, "/api/sign-in", signed)


def test_without_accounts_it_says_how_the_first_one_is_made(opened: Opened) -> None:
    page = opened.go("map")
    page.get_by_role("button", name="Открыто без входа").click()
    page.get_by_role("link", name="Завести аккаунты").click()
    page.wait_for_url("**/settings?section=people")
    opened.settled()
    expect(page.get_by_role("heading", name="Пока открыто без входа")).to_be_visible()
    expect(page.get_by_text("tropa serve ПАПКА")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("SEO-специалист"))).to_be_visible()


def test_an_owner_invites_changes_roles_and_closes_access(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as one:
        owner_of(one)
        page = one.go("settings", "section=people")
        page.get_by_label("Имя, чтобы не перепутать").fill("<b>Пётр</b>")
        page.get_by_label("Логин или почта").fill("petr@okna.ru")
        page.get_by_label("Роль", exact=True).select_option("seller")
        page.get_by_role("button", name="Получить ссылку").press("Enter")
        link = page.locator("code", has_text="/invitation#")
        expect(link).to_be_visible()
        expect(page.get_by_text("<b>Пётр</b>")).to_be_visible()
        token = link.inner_text().partition("#")[2]
        with window(chromium, own.address) as other:
            joined = {"token": token, "name": "Пётр Лис", "login": "petr@okna.ru"}
            path = "/api/invitations/accept"
            post(other.page, own.address, path, {**joined, "password": PASSWORD})
            theirs = other.go("settings")
            expect(theirs.get_by_role("heading", name="Пётр Лис")).to_be_visible()
            expect(theirs.get_by_role("link", name="Ключи")).to_have_count(0)
            expect(theirs.get_by_role("link", name="Импорт")).to_have_count(0)
            page.reload()
            one.settled()
            page.get_by_label("Роль: Пётр Лис").select_option("viewer")
            expect(page.locator("[aria-live=assertive]")).to_have_text("Сохранено")
            page.get_by_role("button", name="Закрыть доступ").click()
            expect(page.get_by_role("button", name="Открыть доступ")).to_be_visible()
            # Whose access was closed is led to the door, and comes back from there.
            theirs.get_by_role("link", name="Карта").click()
            theirs.wait_for_url("**/login?to=**")
            other.faults.clear()
        page.goto(f"{one.address}/w/company/windows/settings?section=journal")
        one.settled()
        expect(page.get_by_text("Продавец → Зритель")).to_be_visible()


def test_a_key_is_shown_once_and_switched_off_by_keyboard(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as one:
        page = one.go("settings", "section=keys")
        page.get_by_role("radio", name=re.compile("Для сервера")).check()
        page.get_by_label("Как назвать").fill("CRM <script>")
        page.keyboard.press("Enter")
        key = page.locator(".once code")
        expect(key).to_have_text(re.compile(r"^wk_\w"))
        secret = key.inner_text()
        page.get_by_role("button", name="Отключить").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Включить")).to_be_visible()
        sent = page.request.post(
            f"{own.address}/v1/track",
            data={"writeKey": secret, "userId": "ann", "event": "ping"},
        )
        assert sent.json()["code"] == "source_disabled"
        page.reload()
        one.settled()
        expect(page.locator("strong", has_text="CRM <script>")).to_be_visible()
        assert secret not in page.content()


def test_the_look_is_chosen_by_arrows(opened: Opened) -> None:
    page = opened.go("settings", "section=look")
    page.get_by_role("radio", name="Тёмная", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("radio", name="Плотно", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.locator("html")).to_have_attribute("data-density", "compact")


def test_axe_finds_nothing(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address) as one:
        one.go("settings")
        assert one.axe_everywhere("settings", "section=people") == []
        owner_of(one)
        for section in ("people", "keys", "journal"):
            assert one.axe_everywhere("settings", f"section={section}") == []
