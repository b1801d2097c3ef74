"""Hostile texts wherever people and programs may leave them, and the screens they appear on."""

import json
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from browser.company import MAP
from browser.conftest import window
from contract.serving import Serving, new_key, server
from tropa.show.paper.exported import FORMS

_TEXTS: Final = (
    "<script>window.ran=1</script>",
    '"><svg onload="window.ran=1">',
    "javascript:window.ran=1",
    "</script><img src=x onerror=window.ran=1>",
    "{{7*7}}",
    "${window.ran=1}",
)
_SCREENS: Final = (
    "map",
    "funnel",
    "paths",
    "people/map/journeys",
    "board",
    "questions",
    "month",
    "import",
    "tracking",
    "settings",
)


def _events() -> list[dict[str, object]]:
    """Each text as a name, a key, a value, a trait, a page, a referrer, a source, an agent."""
    made: list[dict[str, object]] = []
    for number, text in enumerate(_TEXTS):
        who = {"userId": f"hostile-{number}"}
        context = {
            "campaign": {"source": text, "name": text},
            "page": {"title": text, "referrer": text, "path": text, "url": text},
            "userAgent": text,
        }
        inside = {text: text, "form": text, "reason": text, "object": text}
        said: list[dict[str, object]] = [
            {"type": "identify", **who, "traits": {text: text, "name": text, "object": text}},
            {"type": "track", **who, "event": text, "properties": inside, "context": context},
            {
                "type": "track",
                **who,
                "event": "form_submit",
                "properties": inside | {"form": "callback"},
                "context": context,
            },
            {"type": "page", **who, "name": text, "context": context, "properties": inside},
            {"type": "group", **who, "groupId": text, "traits": {"name": text}},
        ]
        made += said
    return made


@pytest.mark.slow
def test_nothing_hostile_runs_on_any_screen(chromium: Browser, own_folder: Path) -> None:
    _, key = new_key(own_folder)
    draft = own_folder / "maps" / f"{MAP}.yaml"
    text = draft.read_text("utf-8")
    titled = text.replace("title: Заявка с сайта", f"title: {json.dumps(_TEXTS[0])}", 1)
    assert titled != text
    draft.write_text(titled, "utf-8")
    with server(own_folder) as serving:
        serving.keys["private"] = key
        taken = serving.post("/v1/batch", {"batch": _events()})
        assert taken.status == 200
        serving.settled()
        _walk(chromium, serving)
        for form in FORMS:
            made = serving.ask("GET", f"/api/map/{MAP}/export/{form}").body.decode()
            assert "<script>window" not in made
            assert "<svg onload" not in made


def _walk(chromium: Browser, serving: Serving) -> None:
    """Every screen of the app, every page of the server, and a person of each text."""
    with window(chromium, serving.address) as one:
        page = one.page
        page.on("dialog", lambda dialog: one.faults.append(dialog.message))
        seen: list[str] = []
        for screen in _SCREENS:
            one.go(screen)
            seen.append(page.inner_text("main"))
            assert page.evaluate("window.ran") is None, screen
        for number in range(len(_TEXTS)):
            found = serving.ask("GET", f"/api/person?name=hostile-{number}").json["answer"]
            for address in (
                f"/w/company/{MAP}/person/{found['person']}",
                f"/person/{found['person']}",
            ):
                page.goto(serving.address + address)
                one.settled()
                assert page.evaluate("window.ran") is None, address
        page.goto(f"{serving.address}/map/{MAP}")
        assert page.evaluate("window.ran") is None
        # They were really there to be shown.
        assert any("window.ran" in text for text in seen)
