"""Two workspaces in one home: the switcher in the top bar, and whom it shows what."""

import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, expect

from browser.conftest import window
from contract.serving import new_workspace, server

PASSWORD = "seven kettles hum below the pier"  # noqa: S105 - invented


def test_the_switcher_leads_from_workspace_to_workspace(
    chromium: Browser, company: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(company, home / "company")
    new_workspace(home / "second", "ru", "Звонок → Договор")
    with server(home, lines=3) as serving, window(chromium, serving.address) as one:
        for login, role, places in (("anna", "owner", {}), ("vera", "seo", {"second": "seo"})):
            said = {"name": login, "login": login, "role": role, "password": PASSWORD}
            made = one.page.request.post(
                f"{serving.address}/api/users", data=said | {"places": places}
            )
            assert made.ok, made.text()
            if role == "owner":
                signed = {"login": login, "password": PASSWORD}
                assert one.page.request.post(f"{serving.address}/api/sign-in", data=signed).ok
        page = one.go("map")
        switcher = page.get_by_label("Рабочее пространство")
        expect(switcher).to_have_value("company")
        assert one.axe() == []
        switcher.select_option("second")
        expect(page).to_have_url(f"{serving.address}/w/second/map/map")
        expect(page.get_by_text("Договор").first).to_be_visible()
        page.goto(f"{serving.address}/w/second/map/settings?section=people")
        place = page.get_by_label("Куда пускать: vera")
        expect(place).to_have_value("second")
        place.select_option("company")
        expect(place).to_have_value("company")
        assert one.axe() == []
        page = one.go("people")
        file = page.get_by_role("link", name="Скачать CSV")
        expect(file).to_have_attribute("href", re.compile("^/w/company/api/people/export.csv"))
        with window(chromium, serving.address) as other:
            signed = {"login": "vera", "password": PASSWORD}
            assert other.page.request.post(f"{serving.address}/api/sign-in", data=signed).ok
            theirs = other.go("map")
            expect(theirs.get_by_label("Рабочее пространство")).to_have_count(0)
            answer = theirs.request.get(f"{serving.address}/w/second/api/maps")
            assert answer.status == 404
