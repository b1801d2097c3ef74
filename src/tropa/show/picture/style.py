"""The style sheet inside the picture: fonts, letters, colours by class.

Every rule begins with `.tropa-map`, so that a picture put into a page restyles nothing else
there. Inks are classes of their own: `f-ink` fills with a token, `s-ink` strokes with it.
"""

import base64
import re
from functools import cache
from importlib import resources
from typing import Final

from tropa.show.picture.text import STYLES, TIGHTER
from tropa.show.picture.tokens import LIGHT, Theme, coloured, variables

ROOT: Final = ".tropa-map"
FAMILY: Final = "Onest Variable"

_FONTS: Final = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,"
    "U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215",
    "cyrillic": "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+1E00-1E9F,U+1EF2-1EFF,"
    "U+2020,U+20A0-20AB,U+20AD-20C0,U+2113",
}

_RULES: Final = """
text{font-family:'Onest Variable',Onest,system-ui,sans-serif;word-spacing:-TIGHTERem}
a{text-decoration:none}
a:hover text,a:focus text{text-decoration:underline}
a:focus-visible{outline:2px solid $accent;outline-offset:2px}
.icon{fill:none;stroke-linecap:round;stroke-linejoin:round}
.cell{fill:$surface}
.hair{fill:none;stroke:$line;stroke-width:1;shape-rendering:crispEdges}
.halo{paint-order:stroke;stroke:$surface;stroke-width:4px;stroke-linejoin:round}
.dim{opacity:.9}
.card{fill:$surface;stroke:$line}
.card-shade{fill:$shade;fill-opacity:.05}
.tile{fill-opacity:.12}
.bubble{fill:$surface-2;stroke:$line}
.pill{fill:$surface;stroke:$line-2}
.pill-below{stroke:$loss-fill}
.plan-tick{fill:$ink}
.stub{fill:$flow-2;fill-opacity:.7}
.ghost{fill:none;stroke:$line-2;stroke-dasharray:5 5}
.arc{fill:none;stroke:$back;stroke-width:1.6;stroke-dasharray:4 3}
.climb{fill:none;stroke:$gain-fill;stroke-width:2;stroke-dasharray:.5 4.6;stroke-linecap:round}
.mood-good{fill:$gain-fill;fill-opacity:.16}
.mood-bad{fill:$loss-fill;fill-opacity:.17}
.mood-zero{stroke:$line-2;stroke-dasharray:2 4}
.mood-line{fill:none;stroke:$ink-2;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.face{fill:$surface;stroke-width:2}
.mouth{fill:none;stroke-width:1.8;stroke-linecap:round}
.chip{fill:none;stroke:$line-2}
.chip-draft{stroke-dasharray:3.5 2.5}
.chip-missing{stroke:$loss;stroke-dasharray:3.5 2.5}
.fall-top,.fall-middle,.fall-end{stop-color:$loss-fill}
.aside-top,.aside-middle,.aside-end{stop-color:$ink-3}
.fall-middle,.aside-middle{stop-opacity:.8}
.fall-end,.aside-end{stop-opacity:.05}
"""


def style_sheet(theme: Theme, said: str, *, fonts: bool) -> str:
    """The rules of a picture.

    Args:
        theme: which colours.
        said: everything written in the picture; only the alphabets it needs are embedded.
        fonts: embed the font itself, so that the picture looks the same everywhere.
    """
    rules = [
        *_RULES.replace("TIGHTER", f"{TIGHTER:g}").strip().splitlines(),
        *_letters(),
        *_inks(),
    ]
    scoped = "".join(_scoped(rule) for rule in rules)
    faces = "".join(_face(subset) for subset in _needed(said)) if fonts else ""
    return faces + variables(theme, ROOT) + coloured(scoped, theme)


def _scoped(rule: str) -> str:
    selectors, body = rule.split("{", 1)
    return ",".join(f"{ROOT} {selector}" for selector in selectors.split(",")) + "{" + body


def _letters() -> list[str]:
    rules: list[str] = []
    for style in STYLES:
        spacing = f";letter-spacing:{style.spacing:g}em" if style.spacing else ""
        rules.append(
            f".t-{style.name}{{font-size:{style.size:g}px;font-weight:{style.weight}{spacing}}}"
        )
    return rules


def _inks() -> list[str]:
    fills = [f".f-{name}{{fill:${name}}}" for name in LIGHT]
    return [*fills, *(f".s-{name}{{stroke:${name}}}" for name in LIGHT)]


def _needed(said: str) -> list[str]:
    """Alphabets that have a character of the text; Latin has the figures and always comes."""
    return [
        subset
        for subset, ranges in _FONTS.items()
        if subset == "latin" or re.search(_characters(ranges), said)
    ]


def _characters(ranges: str) -> str:
    """`U+0400-045F,U+2116` as a class of a regular expression."""
    parts = [part.removeprefix("U+").split("-") for part in ranges.split(",")]
    spans = ["-".join(f"\\u{int(end, 16):04x}" for end in part) for part in parts]
    return f"[{''.join(spans)}]"


@cache
def _face(subset: str) -> str:
    path = f"web/fonts/onest-{subset}-wght-normal.woff2"
    data = base64.b64encode(resources.files("tropa.show").joinpath(path).read_bytes()).decode()
    return (
        f"@font-face{{font-family:'{FAMILY}';font-style:normal;font-weight:100 900;"
        "font-display:swap;"
        f"src:url(data:font/woff2;base64,{data}) format('woff2');"
        f"unicode-range:{_FONTS[subset]}}}"
    )
