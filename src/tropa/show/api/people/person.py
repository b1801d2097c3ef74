"""A person as JSON: where they stand, what is known of them, what was written about them."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import iso
from tropa.show.api.door.askers import asker
from tropa.show.api.known import known_card, number_of
from tropa.show.api.people.merges import merges_json
from tropa.show.api.people.notes import notes_json
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.show.card_words import card_words, traits_json
from tropa.workspace.finding import find_shown
from tropa.workspace.people.erasing import erased_at
from tropa.workspace.people.person import card_json
from tropa.workspace.people.traits import traits_of


async def person(site: Site, request: Request) -> Response:
    """A person by a name of theirs, or by number; `words` say it in the reader's language."""
    language, who = site.language(request), asker(request)

    def work() -> Response:
        card = known_card(site, _number(site, request))
        gone = erased_at(site.workspace, card.person)
        traits = traits_of(site.workspace, card.person, card.as_of)
        told = {
            "traits": traits_json(traits),
            "erased": None if gone is None else iso(gone),
            "merges": merges_json(site, card.person, language),
            "notes": notes_json(site, card.person, who),
            "words": card_words(card, traits, site.workspace, language),
        }
        return answer(card_json(card) | told, {"as_of": iso(card.as_of)})

    return await run_in_threadpool(work)


def _number(site: Site, request: Request) -> int:
    if "person" in request.path_params:
        return number_of(request)
    return find_shown(site.workspace, request.query_params.get("name", ""))
