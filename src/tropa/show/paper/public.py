"""The map for strangers: the picture alone, and nobody's name in it."""

from dataclasses import replace
from html import escape

from tropa.map.document import Map
from tropa.show.map_picture import picture_of
from tropa.show.paper.page import sheet_page
from tropa.show.picture.model import MapPicture, OwnerBadge
from tropa.show.picture.page import draw_map
from tropa.words import Language, say
from tropa.workspace.screen import Screen


def public_page(map_: Map, screen: Screen | None, language: Language) -> str:
    """A page with one map.

    Args:
        map_: the edition that is shown.
        screen: its numbers; without them the map is shown as planned.
        language: of captions and numbers.
    """
    picture = without_names(picture_of(map_, screen, language))
    return sheet_page(picture.title, draw_map(picture, language), language, listed=False)


def no_page(language: Language) -> str:
    """What is shown instead, whatever was wrong with the link."""
    title, text = (say(f"page.no_link.{one}", language) for one in ("title", "text"))
    body = f'<main class="note"><h1>{escape(title)}</h1><p>{escape(text)}</p></main>'
    return sheet_page(title, body, language, listed=False)


def without_names(picture: MapPicture) -> MapPicture:
    """The same picture, where whoever answers for a stage is told by their role."""
    stages = tuple(replace(one, owner=_role(one.owner)) for one in picture.stages)
    return replace(picture, stages=stages)


def _role(owner: OwnerBadge | None) -> OwnerBadge | None:
    if owner is None or not owner.role:
        return owner
    return OwnerBadge(owner.name, owner.role)
