"""Answers of every kind are of their shapes to the letter, and the shapes say nothing else."""

import json
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeAlias, cast, get_args

import msgspec
import pytest
import yaml

from golden.asking import EXAMPLES, GOLDEN
from tropa.clock import MINUTE
from tropa.measure.questions import spread
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.query import named
from tropa.show.api.questions.answer_shapes import AnyAnswer, AskHow, OneOfSeveral
from tropa.show.api.shapes import Shape, json_bytes
from tropa.show.reference.worked import ASKED_OF_GOLDEN, golden_workspace
from tropa.testing import Temporary, event, temporary_workspace
from tropa.workspace.questions.asking import ask_question
from unit.measure.questions.walking import at, in_parts, query_of, trail

Json: TypeAlias = dict[str, Any]

MAP: Final = """
map: shop
title: Shop
timezone: UTC
language: en
currency: RUB
stages: [{stage: looking}, {stage: bought}]
touchpoints:
  - {touchpoint: page, stage: looking, event: seen, from: buyer, channel: site}
  - {touchpoint: order, stage: bought, event: paid, from: buyer, channel: shop}
segments:
  - {segment: locals, title: Of Omsk, who: city == "Omsk"}
  - {segment: buyers, title: Buyers, who: did ever order}
"""
CITIES: Final = ("Omsk", "Tver", "Perm")
EVENTS: Final = [
    row
    for one in range(40)
    for row in (
        event(f"u{one}", "2026-03-01T09:00", "identify", city=CITIES[one % 3]),
        event(f"u{one}", f"2026-03-{one % 20 + 1:02}T10:00", "seen", page=f"p{one % 4}"),
        event(f"u{one}", f"2026-03-{one % 20 + 2:02}T10:00", "put", page=f"p{one % 3}"),
        *(
            [event(f"u{one}", f"2026-03-{one % 9 + 15}T11:00", "paid", amount=one + 0.5)]
            if one % 2
            else []
        ),
    )
]
CASES: Final = Path(__file__).parents[4] / "cases" / "every_answer.yaml"
QUESTIONS: Final = cast("list[Json]", yaml.safe_load(CASES.read_text("utf-8")))
ROUNDED: Final[tuple[Json, ...]] = (
    {"question": "trend", "of": "paid", "amount": "amount"},
    {"question": "distribution", "of": "paid", "amount": "amount"},
    {"question": "score", "points": {"event": "seen", "points": 15}},
)
BUSY: Final[Json] = {
    "question": "funnel",
    "steps": ["seen", "put", {"event": "put", "within": "300d"}],
    "exclude": {"event": "*", "where": "x == 1"},
}

ANSWER: Final = msgspec.json.Decoder(AnyAnswer)
HOW: Final = msgspec.json.Decoder(AskHow)


@pytest.fixture(scope="module")
def shop() -> Generator[Temporary]:
    with temporary_workspace(MAP, EVENTS) as tried:
        tried.clock.set("2026-04-01")
        yield tried


@pytest.fixture(scope="module")
def answers(shop: Temporary) -> list[Json]:
    """Answers that have between them all that an answer may have."""
    found = [_asked(shop, one) for one in QUESTIONS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spread, "EXACT_AT_MOST", 1)
        found += [_asked(shop, one) for one in ROUNDED]
    found += [_busy(), *_bounded()]
    return found


def _asked(tried: Temporary, question: Json) -> Json:
    found = ask_question(tried.workspace, json.dumps(question))
    HOW.decode(json_bytes(found.how))
    return cast("Json", json.loads(json_bytes(found.answer)))


def _busy() -> Json:
    """Of somebody with more attempts than anybody follows."""
    begun = at("01.03")
    told = [event("busy", begun + one * MINUTE, "seen") for one in range(10_000)]
    told.append(event("busy", begun + 10_000 * MINUTE, "put"))
    with temporary_workspace("", told) as tried:
        tried.clock.set("2026-12-01")
        return _asked(tried, BUSY)


def _bounded() -> Iterator[Json]:
    """Answers that bounded memory has made less than was asked."""
    people = [trail("02.03 look; 03.03 cart; 04.03 pay"), trail("02.03 look; 03.03 call")]
    [lazy] = in_parts(people, [0, 0])
    for kind in ("paths", "transitions"):
        query: Any = query_of(f"{{question: {kind}}}")
        state = query.add(query.start(), lazy())
        rough = state.lengths.merged(state.lengths, 1)
        short = replace(state.tally, most=2).together()
        yield named(kind, query.finish(replace(state, lengths=rough, tally=short)))


# ---------------------------------------------------------------- to the letter


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one["question"])
def test_an_answer_is_of_the_shape_of_its_kind(shop: Temporary, question: Json) -> None:
    found = ANSWER.decode(json_bytes(_asked(shop, question)))
    assert found.__struct_config__.tag == question["question"]


def test_the_worked_examples_are_of_their_shapes() -> None:
    texts = [one.read_text("utf-8") for one in (EXAMPLES / "questions").glob("*.yaml")]
    with golden_workspace(GOLDEN) as workspace:
        for text in texts:
            if text.startswith(ASKED_OF_GOLDEN):
                found = ask_question(workspace, text)
                ANSWER.decode(json_bytes(found.answer))
                HOW.decode(json_bytes(found.how))


def test_nothing_can_be_added_anywhere_in_an_answer(answers: list[Json]) -> None:
    for one in answers:
        ANSWER.decode(json_bytes(one))
        for part in _mappings(one):
            part["more"] = 1
            with pytest.raises(msgspec.ValidationError):
                ANSWER.decode(json_bytes(one))
            del part["more"]


def test_every_field_of_the_shapes_is_told_by_some_answer(answers: list[Json]) -> None:
    told: set[str] = set()
    for one in answers:
        told |= set(_told(ANSWER.decode(json_bytes(one))))
    _, components = msgspec.json.schema_components([AnyAnswer])
    stated = {
        f"{name}.{one}" for name, schema in components.items() for one in schema["properties"]
    }
    assert sorted(stated - told) == []


def _mappings(part: object) -> Iterator[Json]:
    """Every mapping of an answer, itself the first."""
    if isinstance(part, dict):
        mapping = cast("Json", part)
        yield mapping
        for one in list(mapping.values()):
            yield from _mappings(one)
    elif isinstance(part, list):
        # Rows of a list are alike: some of them stand for all.
        for one in cast("list[object]", part)[:3]:
            yield from _mappings(one)


def _told(part: object) -> Iterator[str]:
    """The fields that say something, each with its shape."""
    if isinstance(part, list):
        for one in cast("list[object]", part):
            yield from _told(one)
    elif isinstance(part, Shape):
        name = type(part).__name__
        yield f"{name}.question"
        for field, written in zip(
            part.__struct_fields__, part.__struct_encode_fields__, strict=True
        ):
            value: object = getattr(part, field)
            if value is not msgspec.UNSET:
                yield f"{name}.{written}"
                yield from _told(value)


# ---------------------------------------------------------------- kinds, several


def test_every_kind_of_question_has_its_shape() -> None:
    kinds = [one.__struct_config__.tag for one in get_args(AnyAnswer)]
    assert kinds == list(KINDS)
    assert get_args(AskHow.__annotations__["question"]) == tuple(KINDS)


def test_both_answers_of_a_comparison_say_their_kind(shop: Temporary) -> None:
    for one in QUESTIONS:
        if one["question"] == "compare":
            found = _asked(shop, one)
            kinds = [found[side]["question"] for side in ("first", "second")]
            assert kinds == [one["ask"]["question"]] * 2


REFUSAL: Final = {"code": "unknown_event", "message": "No such event.", "next": "Look."}


def test_one_of_several_is_answered_or_refused(shop: Temporary) -> None:
    found = ask_question(shop.workspace, json.dumps(QUESTIONS[0]))
    answered = {"answer": found.answer, "how": found.how}
    decoder = msgspec.json.Decoder(OneOfSeveral)
    assert decoder.decode(json_bytes(answered)).code is msgspec.UNSET
    assert decoder.decode(json_bytes(REFUSAL)).answer is msgspec.UNSET
    for wrong in ({}, {"code": "unknown_event"}, {**answered, **REFUSAL}):
        with pytest.raises(msgspec.ValidationError):
            decoder.decode(json_bytes(wrong))
