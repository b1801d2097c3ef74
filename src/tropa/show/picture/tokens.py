"""The colours of the picture, by what they mean; each has a light and a dark twin.

A colour never says a thing alone: lost is also falling and ▼, returned is also dotted, a step
back is also dashed. Contrast on `surface` is at least 4.5 : 1 for every colour of text.
"""

import re
from typing import Final, Literal, TypeAlias

Theme: TypeAlias = Literal["light", "dark", "auto", "page"]
"""
light, dark   fixed: colours are written out, so that any viewer of SVG shows them
auto          follows the reader's system, or `data-theme` on the picture or around it
page          takes the colours of the page it is put into, ours where the page has none
"""

_PAIRS: Final[dict[str, tuple[str, str]]] = {
    "canvas": ("#f4f3ef", "#0e1116"),
    "surface": ("#ffffff", "#161a21"),
    "surface-2": ("#faf9f6", "#1a1f27"),
    "sunk": ("#efeee9", "#11151b"),
    "line": ("#e5e3dc", "#262c36"),
    "line-2": ("#d2cfc6", "#38404d"),
    "ink": ("#16181d", "#eef0f4"),
    "ink-2": ("#474c56", "#bcc2cd"),
    "ink-3": ("#666c77", "#959daa"),
    "accent": ("#2450d6", "#8aa8ff"),
    "flow": ("#3563e9", "#3f69e2"),
    "flow-2": ("#7396f3", "#3a5cc0"),
    "on-flow": ("#ffffff", "#ffffff"),
    "loss": ("#b93a0e", "#ff9a73"),
    "loss-fill": ("#e8673c", "#e8673c"),
    "gain": ("#08706a", "#52d0c4"),
    "gain-fill": ("#1fa39a", "#1fa39a"),
    "back": ("#a02c7d", "#f08fc8"),
    "back-soft": ("#fbe9f4", "#3a1d30"),
    "warn": ("#8a5a00", "#f2bd55"),
    "warn-soft": ("#fdf3dc", "#36290f"),
    "shade": ("#14141e", "#000000"),
    "ch-ads": ("#c2410c", "#ff9a73"),
    "ch-search": ("#0369a1", "#6cc3f5"),
    "ch-site": ("#3563e9", "#8aa8ff"),
    "ch-email": ("#7440b8", "#c29bf5"),
    "ch-call": ("#08706a", "#52d0c4"),
    "ch-chat": ("#0e7490", "#5fd3ea"),
    "ch-visit": ("#9a5b00", "#f2bd55"),
    "ch-social": ("#b0246f", "#f58cc4"),
    "ch-document": ("#57534e", "#b8b2aa"),
    "ch-other": ("#57534e", "#b8b2aa"),
}

LIGHT: Final = {name: pair[0] for name, pair in _PAIRS.items()}
DARK: Final = {name: pair[1] for name, pair in _PAIRS.items()}

AVATARS: Final = (
    "#3563e9",
    "#08706a",
    "#b0246f",
    "#9a5b00",
    "#7440b8",
    "#c2410c",
    "#0369a1",
    "#57534e",
)
"""Grounds of initials; white letters read on each of them in both themes."""

_TOKEN: Final = re.compile(r"\$([a-z0-9-]+)")


def coloured(rules: str, theme: Theme) -> str:
    """CSS rules with every `$token` put in as the theme wants it.

    Raises:
        KeyError: a token that does not exist.
    """
    if theme in ("light", "dark"):
        palette = LIGHT if theme == "light" else DARK
        return _TOKEN.sub(lambda match: palette[match.group(1)], rules)
    if theme == "page":
        return _TOKEN.sub(
            lambda match: f"var(--{match.group(1)},{LIGHT[match.group(1)]})", rules
        )
    # A look-up, so that a misspelt token is a fault here too.
    return _TOKEN.sub(
        lambda match: f"var(--{match.group(1)})" if LIGHT[match.group(1)] else "", rules
    )


def variables(theme: Theme, root: str) -> str:
    """The definitions the rules of a theme lean on; fixed themes and a page's need none."""
    if theme != "auto":
        return ""
    light, dark = _definitions(LIGHT), _definitions(DARK)
    return (
        f"{root}{{{light}}}"
        f"@media (prefers-color-scheme:dark){{{root}{{{dark}}}}}"
        f"[data-theme=light] {root},{root}[data-theme=light]{{{light}}}"
        f"[data-theme=dark] {root},{root}[data-theme=dark]{{{dark}}}"
    )


def page_tokens() -> str:
    """The same colours for a whole page: light, dark by the system, or by `data-theme`."""
    light, dark = _definitions(LIGHT), _definitions(DARK)
    return (
        f":root{{color-scheme:light;{light}}}"
        f"@media (prefers-color-scheme:dark){{:root{{color-scheme:dark;{dark}}}}}"
        f":root[data-theme=light]{{color-scheme:light;{light}}}"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}"
    )


def _definitions(palette: dict[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in palette.items())
