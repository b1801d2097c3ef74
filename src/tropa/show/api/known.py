"""Whom an address means: a person by number, or nobody."""

from typing import Final

from starlette.requests import Request

from tropa.errors import RequestFault
from tropa.show.api.site import Site
from tropa.workspace.people.person import Card, card_of

_NUMBERS: Final = 2**63
"""Numbers of people are smaller."""


def number_of(request: Request) -> int:
    """The number in the address."""
    return int(request.path_params["person"])


def known_card(site: Site, number: int) -> Card:
    """Somebody's card, as of now.

    Raises:
        RequestFault: nobody has that number.
    """
    card = None
    if 0 < number < _NUMBERS:
        card = card_of(site.workspace, number, site.workspace.clock.now())
    if card is None or not card.names:
        raise RequestFault("nobody_known", status=404, found=f"№{str(number)[:20]}")
    return card
