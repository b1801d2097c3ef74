"""A link by which strangers see the map: made, opened, framed, ended."""

import re
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Browser, Page, expect

from browser.conftest import Opened, window
from contract.serving import Serving


def make(one: Opened, title: str, *, framed: bool = False, numbers: bool = False) -> str:
    """A new link, made in the window of files."""
    page = one.page
    page.get_by_role("button", name="Экспорт").click()
    box = page.get_by_role("region", name="Ссылка для чтения")
    box.get_by_label("Показывать числа").set_checked(numbers)
    box.get_by_label("Можно вставить на сайт").set_checked(framed)
    box.get_by_label("Для кого").fill(title)
    box.get_by_role("button", name="Сделать ссылку").press("Enter")
    link = box.locator("code").first
    expect(link).to_have_text(re.compile(r"^http://.*/p/\S{43}$"))
    return link.inner_text()


def stranger(browser: Browser, address: str) -> Page:
    """Whoever has nothing but the link."""
    page = browser.new_context(
        locale="ru-RU", viewport={"width": 1440, "height": 900}
    ).new_page()
    page.goto(address)
    return page


def test_a_link_shows_the_map_to_a_stranger_until_it_is_ended(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as one:
        page = one.go("map")
        address = make(one, "<b>Клиент</b>", numbers=True)
        assert one.axe() == []
        seen = stranger(chromium, address)
        expect(seen.locator("svg").first).to_be_visible()
        expect(seen.locator("script, form, a[href]")).to_have_count(0)
        page.get_by_role("link", name="Все ссылки").click()
        row = page.get_by_role("listitem").filter(has_text="<b>Клиент</b>")
        expect(row).to_contain_text("с числами")
        found = one.axe_everywhere("settings", "section=links&lang=ru")
        assert found == []
        one.go("settings", "section=links&lang=ru")
        row.get_by_role("button", name="Закрыть").press("Enter")
        expect(page.get_by_text("Таких ссылок нет")).to_be_visible()
        seen.reload()
        expect(seen.get_by_role("heading", name="Эта ссылка не работает")).to_be_visible()
        seen.context.close()


def test_a_site_shows_the_map_in_a_frame(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address) as one:
        one.go("map")
        make(one, "Сайт", framed=True)
        code = one.page.locator("code").filter(has_text="<iframe")
        expect(code).to_be_visible()
        frame = code.inner_text()
    page = chromium.new_context(locale="ru-RU").new_page()
    with site(frame) as address:
        page.goto(address)
        expect(page.frame_locator("iframe").locator("svg").first).to_be_visible()
    page.context.close()


@contextmanager
def site(body: str) -> Generator[str]:
    """Somebody else's site, with one page."""

    class _Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>x</title>{body}".encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - theirs
            _ = format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/"
        served.shutdown()


def test_whoever_may_not_publish_makes_no_link(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address) as one:
        for login, role in (("anna", "owner"), ("vera", "viewer")):
            said = {"name": login, "login": login, "role": role}
            made = one.page.request.post(
                f"{own.address}/api/users", data=said | {"password": "seven kettles hum below"}
            )
            assert made.ok, made.text()
            login_ = {"login": login, "password": "seven kettles hum below"}
            assert one.page.request.post(f"{own.address}/api/sign-in", data=login_).ok
        page = one.go("map")
        page.get_by_role("button", name="Экспорт").click()
        expect(page.get_by_role("heading", name="Выдать карту файлом")).to_be_visible()
        expect(page.get_by_role("heading", name="Ссылка для чтения")).to_have_count(0)
        refused = page.request.post(f"{own.address}/api/map/windows/links", data={})
        assert refused.status == 403
