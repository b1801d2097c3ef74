"""One person's data as a file: JSON for programs, a page to read, a table of events."""

import json
from collections.abc import Iterator
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import RequestFault
from tropa.show.api.door.askers import asker
from tropa.show.api.known import known_card, number_of
from tropa.show.api.shapes import json_bytes
from tropa.show.api.site import Site
from tropa.show.called_words import called_words
from tropa.show.paper.dossier_page import dossier_page
from tropa.show.paper.spreadsheet import Cell, csv_lines
from tropa.words import Language, say
from tropa.workspace.people.called import called
from tropa.workspace.people.dossier import dossier

_MEDIA: Final = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
_COLUMNS: Final = ("at", "event", "names", "properties", "source", "received")


async def export(site: Site, request: Request) -> Response:
    """All that is held about somebody; the journal says who took it, and whose by number."""
    form, language, who = request.path_params["form"], site.language(request), asker(request)
    if form not in _MEDIA:
        allowed = ", ".join(_MEDIA)
        raise RequestFault("no_such_form", status=404, found=form[:20], allowed=allowed)

    def work() -> Response:
        card = known_card(site, number_of(request))
        told = dossier(site.workspace, card)
        site.workspace.users.note("person_exported", who, f"№{card.person}", {"form": form})
        headers = {
            "cache-control": "no-store",
            "content-disposition": f"attachment; filename=person-{card.person}.{form}",
        }
        name = called_words(called(site.workspace, card.person), language)
        return Response(_written(told, name, form, language), 200, headers, _MEDIA[form])

    return await run_in_threadpool(work)


def _written(told: dict[str, Any], name: str, form: str, language: Language) -> bytes:
    if form == "json":
        return json_bytes(told)
    if form == "html":
        return dossier_page(told, name, language).encode("utf-8", "replace")
    head = [say(f"dossier.{name}", language) for name in _COLUMNS]
    return "".join(csv_lines(head, _events(told))).encode("utf-8", "replace")


def _events(told: dict[str, Any]) -> Iterator[list[Cell]]:
    for one in told["events"]:
        properties = json.dumps(one["properties"], ensure_ascii=False)
        yield [
            one["at"],
            one["event"],
            ", ".join(one["names"]),
            properties,
            one["source"],
            one["received"],
        ]
