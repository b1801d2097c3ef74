"""The map as a file: a picture, a page of HTML, pages to be printed, a document in Markdown."""

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import RequestFault
from tropa.show.api.question import question_of
from tropa.show.api.site import Site
from tropa.show.paper.exported import FORMS, MEDIA, Wanted, exported
from tropa.show.paper.printed import PAPERS, Paper
from tropa.show.picture.tokens import Theme
from tropa.workspace.answers import board_of
from tropa.workspace.screen import ask_screen


async def export(site: Site, request: Request) -> Response:
    """A file to keep; `numbers=no` leaves the numbers out, `theme=dark` draws it dark.

    Pages are for printing: of the size `paper=A3`, shown rather than kept.
    """
    map_id, form = request.path_params["map"], request.path_params["form"]
    if form not in FORMS:
        raise RequestFault(
            "no_such_form", status=404, found=form[:20], allowed=", ".join(FORMS)
        )
    wanted = Wanted(form, site.language(request), _theme(request), _paper(request))

    def work() -> str:
        map_ = board_of(site.workspace, map_id).edition.map
        if request.query_params.get("numbers") == "no":
            return exported(map_, None, wanted)
        screen = ask_screen(site.workspace, map_id, question_of(request, map_))
        return exported(screen.overview.asked.map, screen, wanted)

    text = await run_in_threadpool(work)
    headers = {"cache-control": "no-store"}
    if form != "pages":
        name = f"{quote(map_id)}.{wanted.ending}"
        headers["content-disposition"] = f"attachment; filename*=UTF-8''{name}"
    return Response(text, 200, headers, MEDIA[wanted.form])


def _paper(request: Request) -> Paper:
    asked = request.query_params.get("paper", "A4")
    return asked if asked in PAPERS else "A4"


def _theme(request: Request) -> Theme:
    asked = request.query_params.get("theme", "light")
    return asked if asked in ("light", "dark", "auto") else "light"
