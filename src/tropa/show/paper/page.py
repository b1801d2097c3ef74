"""The map as one file of HTML: it opens anywhere, asks nobody for anything, runs nothing."""

from html import escape
from typing import Final

from tropa.show.picture.model import MapPicture
from tropa.show.picture.page import draw_map
from tropa.words import Language

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_STYLE: Final = (
    "html{background:#f4f3ef;color-scheme:light dark}body{margin:24px}"
    "@media (prefers-color-scheme:dark){html{background:#0e1116}}"
    "@page{size:A3 landscape;margin:8mm}@media print{body{margin:0}svg{width:100%;height:auto}}"
)


def single_page(picture: MapPicture, language: Language) -> str:
    """A page for whoever has no product: the picture with its font inside, light or dark.

    Args:
        picture: with numbers or without, as it is to be seen.
        language: of captions and numbers.
    """
    title = escape(picture.title)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="content-security-policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>"
        f"<body>{draw_map(picture, language)}</body></html>\n"
    )
