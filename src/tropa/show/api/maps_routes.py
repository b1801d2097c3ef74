"""Addresses of what a map says: its numbers, its people, its files."""

from tropa.show.api import (
    answers,
    exporting,
    figures,
    filters,
    funnel,
    map_schema,
    screen,
)
from tropa.show.api.address import MOMENTS, Address

MAPS: tuple[Address, ...] = (
    Address("GET", "/api/maps", answers.maps, "Every map.", right="map.read"),
    Address(
        "GET",
        "/api/map-schema",
        map_schema.map_schema,
        "What the elements of a map may hold: fields, kinds, meanings.",
        right="map.read",
    ),
    Address(
        "GET",
        "/api/map/{map}",
        answers.one_map,
        "A map with its numbers, and the sections asked for by name.",
        (*MOMENTS, "section", "compare"),
        right="map.read",
    ),
    Address(
        "GET",
        "/api/map/{map}/export/{form}",
        exporting.export,
        "The map as a file: svg, html, md.",
        (*MOMENTS, "numbers", "theme"),
        right="map.read",
    ),
    Address(
        "GET",
        "/api/map/{map}/screen",
        screen.map_screen,
        "Everything the map's screen draws.",
        (*MOMENTS, "compare"),
        right="map.read",
    ),
    Address(
        "GET",
        "/api/map/{map}/figures",
        figures.figures,
        "The figures with people behind them.",
        ("edition",),
        right="map.read",
    ),
    Address(
        "GET",
        "/api/map/{map}/filters",
        filters.filters,
        "Segments and portraits by which numbers may be narrowed.",
        ("edition",),
        right="map.read",
    ),
    Address(
        "GET",
        "/api/map/{map}/funnel",
        funnel.of_funnel,
        "Plans, reasons, ways to split, small funnels of touchpoints.",
        ("edition",),
        right="map.read",
    ),
    Address(
        "GET",
        "/api/map/{map}/people/{figure:path}",
        answers.behind,
        "Who it counts.",
        MOMENTS,
        right="people.read",
    ),
)
