"""Publishing a map over HTTP: what it would do, and doing it."""

from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import iso
from tropa.errors import MapFault
from tropa.keep.ledger import PublishedEdition
from tropa.map.compare import titles_of
from tropa.map.compare_words import difference_words
from tropa.map.document import Map
from tropa.map.finding import Finding
from tropa.show.api.door.askers import asker
from tropa.show.api.drafts.editing import read_json
from tropa.show.api.drafts.map_document import findings_json, root_of
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.words import Language, say
from tropa.workspace.drafts.draft import TURN, content, edits_since, open_draft
from tropa.workspace.drafts.editing import Conflict
from tropa.workspace.drafts.publish import publish
from tropa.workspace.drafts.publish_preview import Preview, preview


class Publish(msgspec.Struct, forbid_unknown_fields=True):
    """Which draft becomes an edition, and why."""

    base: str
    """`digest` of the draft that was looked at."""
    reason: str = ""


class NotReady(MapFault):
    """A map with mistakes that may not be published."""

    def __init__(self, findings: list[Finding], name: str, data: bytes) -> None:
        super().__init__("map_not_ready", n=len(findings))
        self.findings, self.name, self.data = findings, name, data

    def as_json(self, language: Language) -> dict[str, object]:
        told = findings_json(self.findings, root_of(self.data), self.name, language)
        return super().as_json(language) | {"findings": told}


async def previewed(site: Site, request: Request) -> Response:
    """What publishing the draft would do."""
    language = site.language(request)

    def work() -> Response:
        map_id = request.path_params["map"]
        found = preview(site.workspace, map_id)
        return answer(_preview_json(found, map_id, language), {"map": map_id})

    return await run_in_threadpool(work)


async def published(site: Site, request: Request) -> Response:
    """The draft becomes an edition, if it is the one that was looked at."""
    body, who = await read_json(request, Publish), asker(request)

    def work() -> Response:
        map_id = request.path_params["map"]
        with TURN:
            draft = open_draft(site.workspace, map_id)
            if body.base != draft.digest:
                raise Conflict("conflict", draft, edits_since(draft, body.base) or (), ())
            done = publish(site.workspace, map_id, body.reason.strip())
        if done.findings:
            raise NotReady(list(done.findings), f"maps/{map_id}.yaml", draft.data)
        if done.edition:
            about = {"map": map_id, "edition": str(done.edition.number)}
            site.workspace.users.note("published", who, map_id, about)
        edition = _edition_json(done.edition) if done.edition else None
        return answer({"edition": edition, "same": edition is None}, {"map": map_id})

    return await run_in_threadpool(work)


def _edition_json(edition: PublishedEdition) -> dict[str, Any]:
    return {
        "number": edition.number,
        "published": iso(edition.published),
        "reason": edition.reason,
    }


def _preview_json(found: Preview, map_id: str, language: Language) -> dict[str, Any]:
    name, root = f"maps/{map_id}.yaml", root_of(found.draft.data)
    titles = titles_of(content(found.draft.data) or {})
    former = found.former.number if found.former else None
    whole: dict[str, Any] = {
        "file": name,
        "line": 0,
        "column": 0,
        "path": [],
        "rule": "",
        "severity": "error",
    }
    faults = [one.as_json(language) | whole for one in found.faults]
    return {
        "base": found.draft.digest,
        "possible": found.possible,
        "same": found.same,
        "edition": (former or 0) + (0 if found.same else 1),
        "before": former,
        "changes": [
            one.as_json() | {"words": difference_words(one, language, titles)}
            for one in found.differences
        ],
        "people": _people_json(found, language),
        "in_the_way": [*faults, *findings_json([*found.in_the_way], root, name, language)],
        "advice": findings_json([*found.advice], root, name, language),
    }


def _people_json(found: Preview, language: Language) -> dict[str, Any]:
    people = found.people
    moves = [
        {
            "from": one.before,
            "from_title": _stage_title(found.former_map, one.before),
            "to": one.after,
            "to_title": _stage_title(found.map, one.after),
            "count": one.count,
        }
        for one in people.moves
    ]
    words = [
        say(
            "edit.publish.moves",
            language,
            n=one["count"],
            before=one["from_title"],
            after=one["to_title"],
        )
        for one in moves
    ]
    if found.former is None:
        words.append(say("edit.publish.first", language))
    else:
        words.append(say("edit.publish.stay", language, n=people.stay))
        words.append(say("edit.publish.own_rules", language))
    return {"active": people.active, "stay": people.stay, "moves": moves, "words": words}


def _stage_title(map_: Map | None, name: str) -> str:
    stages = map_.stages if map_ else ()
    return next((one.title for one in stages if one.id == name), name)
