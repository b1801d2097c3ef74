"""Small icons of one line, drawn on a grid of 24 and scaled to their place."""

from typing import Final

from tropa.show.picture.markup import tag, track

_DASHED: Final = frozenset({"missing", "elsewhere"})

_DOCUMENT: Final = (
    "M7.5 3.5h6.3L18.5 8.2v10.4a1.9 1.9 0 0 1-1.9 1.9H7.5a1.9 1.9 0 0 1-1.9-1.9"
    "V5.4a1.9 1.9 0 0 1 1.9-1.9zM13.6 3.7v4.7h4.7M8.9 12.6h6.2M8.9 16h4.2"
)

ICONS: Final[dict[str, str]] = {
    # Channels.
    "ads": "M4 10.2v3.6a1 1 0 0 0 1 1h3l8.5 4.2V5L8 9.2H5a1 1 0 0 0-1 1zM8 14.8l1 4.7"
    "h2.7l-.9-3.3"
    "M19.3 9.4a3.6 3.6 0 0 1 0 5.2",
    "search": "M10.7 4.5a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4zM15.3 15.3l4.4 4.4",
    "site": "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM3.7 12h16.6"
    "M12 3.5c4.6 4.9 4.6 12.1 0 17c-4.6-4.9-4.6-12.1 0-17z",
    "email": "M5.4 6h13.2a1.9 1.9 0 0 1 1.9 1.9v8.2a1.9 1.9 0 0 1-1.9 1.9H5.4"
    "a1.9 1.9 0 0 1-1.9-1.9V7.9a1.9 1.9 0 0 1 1.9-1.9zM4.2 7.3l7.8 5.9l7.8-5.9",
    "call": "M6.3 4.3h2.4l1.7 4.3l-2 1.7a11.5 11.5 0 0 0 5.3 5.3l1.7-2l4.3 1.7v2.4"
    "a1.9 1.9 0 0 1-2.1 1.9A14.3 14.3 0 0 1 4.4 6.4a1.9 1.9 0 0 1 1.9-2.1z",
    "chat": "M6 5h12a2.3 2.3 0 0 1 2.3 2.3v7.4A2.3 2.3 0 0 1 18 17h-6.3L7.4 20.3V17H6"
    "a2.3 2.3 0 0 1-2.3-2.3V7.3A2.3 2.3 0 0 1 6 5z",
    "visit": "M3.8 11.6L12 4.6l8.2 7M6 10v9.3h12V10M9.8 19.3v-5.2h4.4v5.2",
    "social": "M17.2 3.7a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z"
    "M6.5 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z"
    "M17.2 15.3a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5zM8.7 10.8l6.3-3.4M8.7 13.2l6.3 3.4",
    "document": _DOCUMENT,
    "other": "M7 4.5l10.5 7.2l-5 1l-2.7 4.6zM13.3 14.3l3.2 5.2",
    # Marks.
    "clock": "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM12 7.3V12l3.1 2",
    "back": "M8.8 5.2L4.7 9.3l4.1 4.1M5.2 9.3h8.3a5.3 5.3 0 0 1 0 10.6H10",
    "lightning": "M13.2 3L5.4 13.6h5.8L10.5 21l8.1-11h-5.9z",
    "money": "M5.2 6.8h13.6a1.7 1.7 0 0 1 1.7 1.7v7a1.7 1.7 0 0 1-1.7 1.7H5.2"
    "a1.7 1.7 0 0 1-1.7-1.7v-7a1.7 1.7 0 0 1 1.7-1.7z"
    "M12 9.7a2.3 2.3 0 1 0 0 4.6a2.3 2.3 0 1 0 0-4.6zM6.7 12h.1M17.2 12h.1",
    "play": "M8 5.3v13.4L18.8 12z",
    "pause": "M8.7 5.5v13M15.3 5.5v13",
    "ready": "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM8.2 12.3l2.7 2.7l5-5.5",
    "draft": "M4.6 19.4l1-4.2L15.7 5.1a1.9 1.9 0 0 1 2.7 0l.5.5a1.9 1.9 0 0 1 0 2.7L8.8 18.4z"
    "M13.7 7.1l3.2 3.2",
    "missing": "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17z",
    "more": "M6.5 9.5L12 15l5.5-5.5",
    # Lanes.
    "flow": "M3.8 5h16.4l-6.3 7.6v6.6l-3.8-2.1v-4.5z",
    "actions": "M8 3.8c-2 0-3.2 2-3.2 4.3c0 1.9.8 3 .9 4.7h4.2"
    "c.1-1.7 1-2.7 1-4.7C10.9 5.7 9.9 3.8 8 3.8z"
    "M5.8 15.3h4c0 1.7-.5 3-2 3s-2-1.3-2-3z"
    "M16.3 7.3c2 0 3 2 2.9 4.2c-.1 1.8-.9 2.8-1 4.3H14c-.1-1.6-.8-2.7-.7-4.5"
    "c.1-2.2 1.1-4 3-4z"
    "M14.2 18.2h4c0 1.6-.6 2.8-2 2.8s-2-1.2-2-2.8z",
    "thoughts": "M12 4c4.8 0 8.5 3.2 8.5 7.5S16.8 19 12 19c-1.1 0-2.2-.2-3.2-.5L4.6 20"
    "l1.2-3.6"
    "c-1.5-1.3-2.3-3-2.3-4.9C3.5 7.2 7.2 4 12 4zM9.9 9.7a2.2 2.2 0 1 1 3.1 2"
    "c-.7.3-1 .8-1 1.5M12 15.8h.1",
    "feelings": "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM8.3 14.3"
    "c1.9 2.4 5.5 2.4 7.4 0M9 9.6h.1M15 9.6h.1",
    "touchpoints": "M9.3 9.3l11 4l-4.9 2.1l-2.1 4.9zM8.8 3.5v2.3M3.5 8.8h2.3M5 5l1.7 1.7"
    "M12.7 5L11 6.7M5 12.7L6.7 11",
    "seller": "M4.3 14.5V12a7.7 7.7 0 0 1 15.4 0v2.5M4.3 13.8h2.2a1 1 0 0 1 1 1v3"
    "a1 1 0 0 1-1 1H6"
    "a1.7 1.7 0 0 1-1.7-1.7zM19.7 13.8h-2.2a1 1 0 0 0-1 1v3a1 1 0 0 0 1 1h.5"
    "a1.7 1.7 0 0 0 1.7-1.7z"
    "M18.6 18.7c-.6 1.5-2.5 2.1-5.1 2.1",
    "kpi": "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM12 7.7a4.3 4.3 0 1 0 0 8.6"
    "a4.3 4.3 0 1 0 0-8.6zM12 12h.1",
    "content": _DOCUMENT,
    "owner": "M12 4.3a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6zM4.8 20"
    "c.6-4 3.5-5.7 7.2-5.7s6.6 1.7 7.2 5.7",
    "elsewhere": "M12 4.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15z",
}

CHANNELS: Final = (
    "ads", "search", "site", "email", "call", "chat", "visit", "social", "document",
)  # fmt: skip

_SAID: Final[dict[str, tuple[str, ...]]] = {
    "ads": ("ad", "ads", "ppc", "cpc", "banner", "outdoor", "radio", "tv", "target", "context",
            "реклама", "баннер", "retargeting", "direct", "directolog", "promo"),
    "search": ("search", "seo", "organic", "maps", "map", "yandex", "google", "поиск", "карты"),
    "site": ("site", "web", "website", "landing", "page", "calculator", "form", "app", "quiz",
             "shop", "сайт", "лендинг", "pay", "payment", "bank", "account"),
    "email": ("email", "mail", "letter", "newsletter", "почта", "письмо"),
    "call": ("phone", "call", "pbx", "telephony", "телефон", "звонок", "voice", "video"),
    "chat": ("chat", "sms", "whatsapp", "telegram", "viber", "messenger", "bot", "push", "max",
             "чат", "смс", "мессенджер"),
    "visit": ("visit", "meeting", "office", "showroom", "home", "store", "event", "place",
              "measure", "визит", "встреча", "офис", "offline", "exhibition"),
    "social": ("social", "vk", "instagram", "facebook", "youtube", "dzen", "blog", "review",
               "reviews", "referral", "mouth", "отзывы", "соцсети", "ok"),
    "document": ("document", "doc", "contract", "paper", "pdf", "invoice", "quote", "crm",
                 "документ", "договор", "смета", "print"),
}  # fmt: skip


def channel_icon(channel: str) -> str:
    """The drawn channel that a channel of a map is nearest to: `search_ads` is `ads`."""
    parts = channel.lower().replace("-", "_").replace(" ", "_").split("_")
    for name in CHANNELS:
        if any(part in _SAID[name] for part in parts):
            return name
    return "other"


def icon(name: str, x: float, y: float, size: float, ink: str, weight: float = 1.8) -> str:
    """An icon with its upper left corner at (x, y); `ink` is the class of its colour.

    `weight` is the width of the line on the grid of 24.
    """
    scale = size / 24
    return tag(
        "path",
        class_=f"icon s-{ink}",
        d=ICONS[name],
        transform=f"translate({x:.2f} {y:.2f}) scale({scale:.4f})",
        stroke_width=weight,
        stroke_dasharray="3.6 3" if name in _DASHED else None,
    )


def falling_mark(x: float, middle: float, ink: str) -> str:
    """▼, drawn, for the font has none: 7.4 wide, from `x`."""
    return tag(
        "path",
        class_=f"f-{ink}",
        d=track("M", x, middle - 3, "H", x + 7.4, "L", x + 3.7, middle + 3.6, "Z"),
    )


def rising_mark(x: float, middle: float, ink: str) -> str:
    """▲, drawn."""
    return tag(
        "path",
        class_=f"f-{ink}",
        d=track("M", x, middle + 3.4, "H", x + 7.4, "L", x + 3.7, middle - 3.2, "Z"),
    )
