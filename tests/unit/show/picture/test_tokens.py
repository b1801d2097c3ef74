"""Colours can be read and told apart."""

import re

import pytest

from tropa.show.picture.icons import CHANNELS, ICONS, channel_icon
from tropa.show.picture.tokens import AVATARS, DARK, LIGHT, coloured

TEXT = ["ink", "ink-2", "ink-3", "loss", "gain", "back", "warn", "accent"]
GROUNDS = ["surface", "surface-2", "canvas"]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(palette: dict[str, str]) -> None:
    for ink in TEXT:
        for ground in GROUNDS:
            assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground)
    assert contrast(palette["on-flow"], palette["flow"]) >= 4.5
    assert contrast(palette["warn"], palette["warn-soft"]) >= 4.5
    assert contrast(palette["back"], palette["back-soft"]) >= 4.5


def test_white_initials_can_be_read_on_every_avatar() -> None:
    assert all(contrast("#ffffff", ground) >= 4.5 for ground in AVATARS)


def test_both_themes_have_the_same_tokens_and_a_misspelt_one_is_a_fault() -> None:
    assert LIGHT.keys() == DARK.keys()
    for theme in ("light", "dark", "auto", "page"):
        with pytest.raises(KeyError):
            coloured(".x{fill:$inc}", theme)


def test_channels_of_maps_find_their_icons() -> None:
    named = {
        "search_ads": "ads", "site": "site", "phone": "call", "email": "email",
        "telegram": "chat", "office": "visit", "maps": "search", "VK-ads": "ads",
        "word_of_mouth": "social",
        "документ": "document", "": "other", "нечто": "other",
    }  # fmt: skip
    assert {channel: channel_icon(channel) for channel in named} == named
    assert all(channel_icon(channel) == channel for channel in CHANNELS)


def test_every_icon_is_a_path_on_the_grid() -> None:
    for name, path in ICONS.items():
        assert re.fullmatch(r"[MmLlHhVvCcSsQqAaZz0-9 .\-]+", path), name
