"""Addresses of editing a map: its document, steps, the text, publishing, new maps."""

from tropa.show.api.address import Address
from tropa.show.api.drafts import editing, publishing, templates

EDITING: tuple[Address, ...] = (
    Address(
        "GET",
        "/api/map/{map}/document",
        editing.document,
        "What a map says, where, and what is wrong with it.",
        ("edition",),
        right="map.read",
    ),
    Address(
        "POST",
        "/api/map/{map}/operations",
        editing.operated,
        "Operations on elements of a draft, as one step.",
        ("whole",),
        right="map.edit",
    ),
    Address(
        "PUT",
        "/api/map/{map}/text",
        editing.typed_text,
        "The text of a draft typed by hand, as one step.",
        ("whole",),
        right="map.edit",
    ),
    Address(
        "POST",
        "/api/map/{map}/undo",
        editing.undone,
        "The latest step taken back.",
        ("whole",),
        right="map.edit",
    ),
    Address(
        "POST",
        "/api/map/{map}/redo",
        editing.redone,
        "The step last taken back done again.",
        ("whole",),
        right="map.edit",
    ),
    Address(
        "POST",
        "/api/map/{map}/check",
        editing.checked,
        "What is wrong with a text; nothing is written.",
        right="map.edit",
    ),
    Address(
        "GET",
        "/api/map/{map}/history",
        editing.history,
        "The steps of a draft, the latest first.",
        ("before", "limit"),
        right="map.read",
    ),
    Address(
        "GET",
        "/api/map/{map}/publish",
        publishing.previewed,
        "What publishing the draft would do.",
        right="map.read",
    ),
    Address(
        "POST",
        "/api/map/{map}/publish",
        publishing.published,
        "The draft becomes an edition.",
        right="map.publish",
    ),
    Address(
        "GET",
        "/api/templates",
        templates.templates,
        "Ready-made maps to begin with, and what each looks like.",
        right="map.read",
    ),
    Address(
        "POST",
        "/api/maps",
        editing.made,
        "A new map from stages or a template.",
        right="map.edit",
    ),
)
