"""Addresses of pages for people: those drawn here, and the app."""

from tropa.show.api.address import MOMENTS, Address
from tropa.show.api.pages import bundle, pages, public

PAGES: tuple[Address, ...] = (
    Address("GET", "/", pages.home, "The map, or the list of maps.", right="signed_in"),
    Address(
        "GET",
        "/map/{map}",
        pages.map_page,
        "A map with its numbers.",
        MOMENTS,
        right="map.read",
    ),
    Address(
        "GET",
        "/map/{map}/picture.svg",
        pages.picture,
        "The map as SVG.",
        MOMENTS,
        right="map.read",
    ),
    Address(
        "GET",
        "/map/{map}/people/{figure:path}",
        pages.people,
        "Who a number counts.",
        MOMENTS,
        right="people.read",
    ),
    Address(
        "GET",
        "/person/{person:int}",
        pages.person,
        "Where a person stands, and why.",
        right="people.read",
    ),
    Address(
        "GET",
        "/find",
        pages.find,
        "To a person by a name of theirs.",
        ("name",),
        right="people.read",
    ),
    Address(
        "GET",
        "/changes",
        pages.changes,
        "Server-sent events: the map changed.",
        right="map.read",
    ),
    Address(
        "GET",
        "/w/{path:path}",
        bundle.app_page,
        "The app, whatever its screen.",
        right="signed_in",
    ),
    Address("GET", "/p/{token}", public.shown, "A map, for strangers.", right="anyone"),
    Address(
        "GET", "/app/assets/{name}", bundle.app_file, "What the app is made of.", right="anyone"
    ),
    Address(
        "GET",
        "/assets/{name}",
        pages.asset,
        "Fonts, style and script of the pages.",
        right="anyone",
    ),
)
