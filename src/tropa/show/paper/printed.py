"""The map to be printed: a document whose every page is one sheet of paper."""

from html import escape
from typing import Final, Literal, TypeAlias

from tropa.show.picture.markup import number
from tropa.show.picture.model import MapPicture
from tropa.show.picture.pages import draw_pages
from tropa.show.picture.style import style_sheet
from tropa.show.picture.text import clean
from tropa.words import Language

Paper: TypeAlias = Literal["A4", "A3", "A2", "A1", "A0"]

PAPERS: Final[dict[Paper, tuple[int, int]]] = {
    "A4": (297, 210), "A3": (420, 297), "A2": (594, 420), "A1": (841, 594), "A0": (1_189, 841),
}  # fmt: skip
"""Millimetres of a lying sheet."""

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"

_MARGIN: Final = 8
_POINTS_A_MM: Final = 96 / 25.4
_SCALE: Final = 0.8
"""How small things stand on paper: the text of a card is then some eight points high."""

_SPARE: Final = 0.5
"""Millimetres left free, so that rounding never makes a page of its own."""

_STYLE: Final = (
    "html{background:#f4f3ef}body{margin:24px}"
    "main>svg{display:block;margin:0 auto 24px;background:#fff;box-shadow:0 1px 6px #0003}"
    "@media print{html{background:none}body{margin:0}"
    "main>svg{margin:0;box-shadow:none;break-after:page}"
    "main>svg:last-child{break-after:auto}}"
)


def printed_pages(picture: MapPicture, language: Language, paper: Paper) -> str:
    """The document; whoever prints it gets the pages as they are drawn.

    Args:
        picture: with numbers or without, as it is to be seen.
        language: of captions and numbers.
        paper: the size of the sheets.
    """
    wide, high = (side - 2 * _MARGIN for side in PAPERS[paper])
    points = _POINTS_A_MM / _SCALE
    pages = draw_pages(picture, language, wide * points, (high - _SPARE) * points)
    body = "".join(pages)
    sizes = (
        f"@page{{size:{PAPERS[paper][0]}mm {PAPERS[paper][1]}mm;margin:{_MARGIN}mm}}"
        f"main>svg{{width:{wide}mm;height:{number(high - _SPARE)}mm}}"
    )
    style = style_sheet("light", body, fonts=True) + _STYLE + sizes
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="content-security-policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(clean(picture.title))}</title><style>{style}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )
