"""The map as one file of HTML: it opens anywhere, asks nobody for anything, runs nothing."""

from html import escape
from typing import Final

from tropa.show.picture.model import MapPicture
from tropa.show.picture.page import draw_map
from tropa.words import Language

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_STYLE: Final = (
    "html{background:#f4f3ef;color-scheme:light dark}body{margin:24px}"
    ".note{max-width:34em;margin:16vh auto;font:16px/1.5 system-ui,sans-serif;color:#20242c}"
    ".note h1{font-size:24px;line-height:1.25}"
    "@media (prefers-color-scheme:dark){html{background:#0e1116}.note{color:#e6e8ec}}"
    "@media (max-width:600px){body{margin:8px}}"
    "@page{size:A3 landscape;margin:8mm}@media print{body{margin:0}svg{width:100%;height:auto}}"
)


def single_page(picture: MapPicture, language: Language) -> str:
    """A page for whoever has no product: the picture with its font inside, light or dark.

    Args:
        picture: with numbers or without, as it is to be seen.
        language: of captions and numbers.
    """
    return sheet_page(picture.title, draw_map(picture, language), language)


def sheet_page(title: str, body: str, language: Language, *, listed: bool = True) -> str:
    """A page with one thing on it.

    Args:
        title: of the page, as text.
        body: drawn by us, escaped already.
        language: of the page.
        listed: whether search engines may list it.
    """
    robots = "" if listed else '<meta name="robots" content="noindex,nofollow">'
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="content-security-policy" content="{_POLICY}">{robots}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body>{body}</body></html>\n"
    )
