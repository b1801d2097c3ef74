"""The map as one picture: `draw_map(picture, language)` gives a whole SVG, with its numbers."""

from tropa.show.picture.model import (
    BackMove,
    ContentChip,
    Conversion,
    Feeling,
    FlowNumbers,
    KpiBar,
    MapPicture,
    OwnerBadge,
    PlayChip,
    Returned,
    StagePicture,
    Totals,
    TouchCard,
)
from tropa.show.picture.page import draw_map
from tropa.show.picture.tokens import Theme, page_tokens

__all__ = [
    "BackMove",
    "ContentChip",
    "Conversion",
    "Feeling",
    "FlowNumbers",
    "KpiBar",
    "MapPicture",
    "OwnerBadge",
    "PlayChip",
    "Returned",
    "StagePicture",
    "Theme",
    "Totals",
    "TouchCard",
    "draw_map",
    "page_tokens",
]
