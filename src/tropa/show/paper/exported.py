"""The forms a map is handed out in, for the command and for the app alike."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from tropa.map.document import Map
from tropa.show.map_picture import picture_of
from tropa.show.paper.document import map_document
from tropa.show.paper.page import single_page
from tropa.show.paper.printed import Paper, printed_pages
from tropa.show.picture.page import draw_map
from tropa.show.picture.tokens import Theme
from tropa.words import Language
from tropa.workspace.screen import Screen

Form: TypeAlias = Literal["svg", "html", "pages", "md"]

FORMS: Final[tuple[Form, ...]] = ("svg", "html", "pages", "md")
MEDIA: Final[dict[Form, str]] = {
    "svg": "image/svg+xml",
    "html": "text/html; charset=utf-8",
    "pages": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is handed out; `theme` is of a picture, `paper` of pages to be printed."""

    form: Form
    language: Language
    theme: Theme = "light"
    paper: Paper = "A4"

    @property
    def ending(self) -> str:
        """What the name of such a file ends with."""
        return "html" if self.form == "pages" else self.form


def exported(map_: Map, screen: Screen | None, wanted: Wanted) -> str:
    """The map in a form.

    Args:
        map_: the edition that is told of.
        screen: its numbers; without them it is handed out as planned.
        wanted: the form, the language, and what belongs to the form.
    """
    if wanted.form == "md":
        return map_document(map_, screen, wanted.language)
    picture = picture_of(map_, screen, wanted.language)
    if wanted.form == "html":
        return single_page(picture, wanted.language)
    if wanted.form == "pages":
        return printed_pages(picture, wanted.language, wanted.paper)
    return draw_map(picture, wanted.language, wanted.theme)
