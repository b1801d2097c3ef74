"""Pages for people: the map, who is behind a number, one person. Drawn on the server."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from tropa.clock import BEFORE, Instant
from tropa.errors import RequestFault, TropaError
from tropa.map.document import Map
from tropa.show.api.known import known_card
from tropa.show.api.pages.bundle import app_address
from tropa.show.api.question import question_of
from tropa.show.api.site import LANGUAGE, Site
from tropa.show.called_words import called_words
from tropa.show.figure_words import figure_words
from tropa.show.map_picture import picture_of
from tropa.show.picture.page import draw_map
from tropa.show.picture.tokens import page_tokens
from tropa.show.story_words import (
    entry_words,
    next_words,
    rule_words,
    standing_words,
    why_words,
)
from tropa.users.asker import Asker
from tropa.words import Language, moment_words, say
from tropa.workspace.answers import board_of
from tropa.workspace.finding import find_shown
from tropa.workspace.people.called import called, called_all
from tropa.workspace.people.figures import SHOWN, deal_called, people_behind
from tropa.workspace.screen import ask_screen

_ASSETS: Final = {
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "onest-latin-wght-normal.woff2": "font/woff2",
    "onest-cyrillic-wght-normal.woff2": "font/woff2",
    "onest-latin-ext-wght-normal.woff2": "font/woff2",
}
_YEAR: Final = 31_536_000


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("tropa.show.web", "pages"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True, slots=True)
class Page:
    """What every page knows."""

    site: Site
    request: Request

    @property
    def language(self) -> Language:
        return self.site.language(self.request)

    def render(self, name: str, status: int = 200, /, **values: Any) -> Response:
        language = self.language

        def words(key: str, **inside: object) -> str:
            return say(key, language, **inside)

        other: Language = "en" if language == "ru" else "ru"
        html = _templates().get_template(name)
        text = html.render(
            words=words,
            language=language,
            other=other,
            switch=_switch(self.request, other),
            notice=self.site.notice.get(language, ""),
            user=who_asks(self.request),
            **values,
        )
        # Of a form that is sent without saying where from, nobody knows that it is ours.
        headers = {"cache-control": "no-store", "referrer-policy": "same-origin"}
        response = Response(text, status, headers, "text/html")
        asked = self.request.query_params.get(LANGUAGE)
        if asked in ("ru", "en"):
            response.set_cookie(LANGUAGE, asked, max_age=_YEAR, samesite="lax", httponly=True)
        return response


def _switch(request: Request, language: Language) -> str:
    """This very page in the other language."""
    url = request.url.include_query_params(lang=language)
    return f"{url.path}?{url.query}"


def who_asks(request: Request) -> str:
    """The name of whoever is signed in; empty where nobody is."""
    who: Asker | None = getattr(request.state, "asker", None)
    return who.user.name if who and who.user else ""


def failed(site: Site, request: Request, fault: TropaError) -> Response:
    """A fault as a page."""
    page = Page(site, request)
    return page.render(
        "fault.html",
        fault.status,
        message=fault.message(page.language),
        advice=fault.advice(page.language),
    )


# ---------------------------------------------------------------- the map


async def home(site: Site, request: Request) -> Response:
    """To the app; where there is none, to the only map, or the list of them."""
    if site.app:
        return RedirectResponse(app_address(site), 307)
    found = await run_in_threadpool(_boards, site)
    if len(found) == 1:
        return RedirectResponse(f"/map/{found[0].id}", 307)
    return Page(site, request).render("maps.html", maps=found)


async def map_page(site: Site, request: Request) -> Response:
    """The page of a map; its picture is drawn into it."""
    page = Page(site, request)
    map_id = request.path_params["map"]
    svg = await run_in_threadpool(_drawn, site, request, page.language)
    board = site.workspace.boards.get(map_id)
    return page.render(
        "map.html",
        map_id=map_id,
        title=board.edition.map.title if board else map_id,
        maps=await run_in_threadpool(_boards, site),
        svg=Markup(svg),  # noqa: S704 - drawn by us; every text in it is escaped there
        query=request.url.query,
        draft=board is not None and not board.edition.number,
        refused=map_id in site.workspace.boards.refused,
        live="as_of" not in request.query_params,
    )


async def picture(site: Site, request: Request) -> Response:
    """The map as SVG: for a page that redraws, or as a file of its own."""
    language = site.language(request)
    svg = await run_in_threadpool(_drawn, site, request, language)
    headers = {"cache-control": "no-store"}
    if "file" in request.query_params:
        name = f"{request.path_params['map']}.svg".encode("ascii", "replace").decode()
        headers["content-disposition"] = f'attachment; filename="{name}"'
    return Response(svg, 200, headers, "image/svg+xml")


def _boards(site: Site) -> list[Map]:
    for map_id in site.workspace.maps.ids():
        try:
            board_of(site.workspace, map_id)
        except TropaError:
            # A map that cannot be shown yet is no reason not to show the others.
            continue
    return [board.edition.map for _, board in sorted(site.workspace.boards.items())]


def _drawn(site: Site, request: Request, language: Language) -> str:
    map_id = request.path_params["map"]
    map_ = board_of(site.workspace, map_id).edition.map
    screen = ask_screen(site.workspace, map_id, question_of(request, map_))
    picture = picture_of(map_, screen, language)
    if "file" in request.query_params:
        return draw_map(picture, language)
    links = f"/map/{map_id}/people/"
    return draw_map(picture, language, "page", links=links, fonts=False)


# ---------------------------------------------------------------- people


async def people(site: Site, request: Request) -> Response:
    """Who a number of the map counts, and how it is counted."""
    page = Page(site, request)
    language = page.language

    def work() -> dict[str, Any]:
        map_id, figure = request.path_params["map"], request.path_params["figure"]
        map_ = board_of(site.workspace, map_id).edition.map
        found = people_behind(site.workspace, map_id, figure, question_of(request, map_))
        title, definition = figure_words(map_, figure, language)
        edition = (
            say("story.edition", language, number=found.edition)
            if found.edition
            else say("story.draft", language)
        )
        titles = {stage.id: stage.title for stage in map_.stages}

        def moment(at: Instant | None) -> str:
            return "" if at is None or at == BEFORE else moment_words(at, map_.zone, language)

        known = called_all(site.workspace, sorted({one.person for one in found.shown}))
        rows = [
            {
                "person": one.person,
                "name": called_words(known[one.person], language),
                "deal": deal_called(site.workspace, one.deal) if one.deal else "",
                "status": one.status,
                "stage": titles.get(one.stage, ""),
                "since": moment(one.since),
                "won": moment(one.won_at),
            }
            for one in found.shown
        ]
        return {
            "map_id": map_id,
            "map_title": map_.title,
            "title": title,
            "definition": definition,
            "as_of": moment_words(found.asked.as_of, map_.zone, language),
            "edition": edition,
            "count": found.count,
            "unit": "deals" if map_.unit == "deal" else "people",
            "shown": min(SHOWN, found.count),
            "rows": rows,
        }

    return page.render("people.html", **await run_in_threadpool(work))


async def find(site: Site, request: Request) -> Response:
    """To the page of a person known by a name."""
    name = request.query_params.get("name", "").strip()
    number = await run_in_threadpool(find_shown, site.workspace, name)
    return RedirectResponse(f"/person/{number}", 303)


async def person(site: Site, request: Request) -> Response:
    """Where a person stands, since when, what came before and what comes next."""
    page = Page(site, request)
    language, number = page.language, int(request.path_params["person"])

    def work() -> dict[str, Any]:
        card = known_card(site, number)
        journeys = [
            {
                "map_id": one.map.id,
                "map": one.map.title,
                "edition": one.edition,
                "deal": deal_called(site.workspace, one.deal) if one.deal else "",
                "lap": one.lap,
                "status": one.status,
                "standing": standing_words(one, language),
                "rule": rule_words(one, language),
                "next": next_words(one, language),
                "story": [
                    {
                        "at": moment_words(entry.at, one.map.zone, language),
                        "kind": entry.kind,
                        "touch": entry.touchpoint is not None,
                        "what": entry_words(entry, one.map, language),
                        "why": why_words(entry, one.map, language),
                    }
                    for entry in one.story
                ],
            }
            for one in card.maps
        ]
        return {
            "number": number,
            "name": called_words(called(site.workspace, number), language),
            "names": [(one.name.kind.value, one.name.value) for one in card.names],
            "events": card.events,
            "journeys": journeys,
        }

    return page.render("person.html", **await run_in_threadpool(work))


# ---------------------------------------------------------------- changes, assets


async def changes(site: Site, request: Request) -> Response:
    """The version of the boards, whenever it changes; steps of drafts and comments, at once."""
    _ = request

    async def told() -> AsyncIterator[str]:
        async for one in site.changes():
            name = f"event: {one.event}\n" if one.event else ""
            yield f"{name}data: {one.data}\n\n"

    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(told(), 200, headers, "text/event-stream")


async def asset(site: Site, request: Request) -> Response:
    """A file that pages are made with."""
    _ = site
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise RequestFault("no_such_address", status=404)
    headers = {"cache-control": "public, max-age=86400"}
    return Response(_asset(name), 200, headers, _ASSETS[name])


@cache
def _asset(name: str) -> bytes:
    web = resources.files("tropa.show.web")
    folder = "fonts" if name.endswith(".woff2") else "assets"
    data = web.joinpath(folder, name).read_bytes()
    return page_tokens().encode() + data if name == "page.css" else data
