"""Addresses of questions, and of those that are kept."""

from tropa.show.api.address import Address
from tropa.show.api.questions import asking, decisions, diagnosis, pins, saved

QUESTIONS: tuple[Address, ...] = (
    Address(
        "POST",
        "/api/ask",
        asking.asked,
        "A question of the body's, answered; a JSON list of them in one pass. "
        "`Accept: text/event-stream` tells progress.",
        ("people",),
        right="questions.ask",
        besides=(("people", "people.read"),),
    ),
    Address(
        "POST",
        "/api/questions/read",
        saved.read,
        "A question's text as lists and mappings, and what is wrong with it.",
        right="questions.ask",
    ),
    Address(
        "GET",
        "/api/names",
        saved.names,
        "Events, properties and traits that came; with `map`, what it calls things.",
        ("map",),
        right="questions.ask",
    ),
    Address(
        "GET",
        "/api/saved",
        saved.kept,
        "Questions kept in the workspace.",
        right="questions.ask",
    ),
    Address(
        "GET", "/api/saved/{name}", saved.one_kept, "A kept question.", right="questions.ask"
    ),
    Address(
        "PUT",
        "/api/saved/{name}",
        saved.keep,
        'Keep a question: `{"text": …, "new": false}`.',
        right="questions.ask",
    ),
    Address(
        "DELETE",
        "/api/saved/{name}",
        saved.forget,
        "Remove a kept question.",
        right="questions.ask",
    ),
    Address(
        "GET",
        "/api/questions",
        asking.vocabulary,
        "How questions are written: JSON Schema.",
        right="signed_in",
    ),
    Address(
        "GET",
        "/api/diagnosis",
        diagnosis.diagnosed,
        "The weak link of a map in sentences; with `alerts=yes`, what has changed of late.",
        ("map", "as_of", "from", "to", "segment", "persona", "alerts"),
        right="map.read",
    ),
    Address(
        "GET",
        "/api/map/{map}/decisions/{month}",
        decisions.of_month,
        "A month's decisions, and what came of those of earlier months.",
        ("as_of",),
        right="map.read",
    ),
    Address(
        "PUT",
        "/api/map/{map}/decisions/{month}/{stage}",
        decisions.decided,
        "Write down what was decided of the link that begins at a stage.",
        right="map.edit",
    ),
    Address(
        "DELETE",
        "/api/map/{map}/decisions/{month}/{stage}",
        decisions.taken_back,
        "Take a decision back.",
        right="map.edit",
    ),
    Address(
        "GET",
        "/api/map/{map}/pins",
        pins.of_map,
        "Kept questions pinned to a map, each with its main number of now.",
        right="map.read",
    ),
    Address(
        "PUT",
        "/api/map/{map}/pins",
        pins.put_on,
        'Pin a kept question: `{"question": …, "place": "stage/lead"}`.',
        right="questions.ask",
    ),
    Address(
        "DELETE",
        "/api/map/{map}/pins",
        pins.taken_off,
        "Take a pin off.",
        right="questions.ask",
    ),
)
