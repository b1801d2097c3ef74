"""A name of somebody erased in what others' events say: found however written, nothing else."""

import json
import re

import pytest

from tropa.collect.named import SUSPECT, Unnaming
from tropa.event import Name, NameKind

ERASED = {
    Name(NameKind.EMAIL, "petr@okna.ru"),
    Name(NameKind.EMAIL, "пётр@okna.ru"),
    Name(NameKind.PHONE, "+79161234567"),
    Name(NameKind.PHONE, "+37212345"),
    Name(NameKind.USER, "12"),
    Name(NameKind.DEAL, "77"),
}
KNOWN = {Name(NameKind.USER, "77")}


def unnamed(said: str) -> str:
    rule = Unnaming(lambda one: "∅" if one in ERASED else None, KNOWN.__contains__)
    return rule.properties(said.encode()).decode()


@pytest.mark.parametrize(
    "value",
    [
        '"petr@okna.ru"', '" Petr@Okna.RU "', '"mailto:petr@okna.ru"', '"petr\\u0040okna.ru"',
        '"пётр@okna.ru"', '"\\u043f\\u0451\\u0442\\u0440@okna.ru"',
        '"+79161234567"', '"8 (916) 123-45-67"', '"89161234567"', '"916 123 45 67"',
        '"тел. +7 916 123‑45‑67"', '"8\\u00a0916\\u00a01234567"', '"8 916 123 45 67 доб. 3"',
        '"８ ９１６ １２３ ４５ ６７"', '"+372 12 345"', "79161234567", "79161234567.0",
    ],
)  # fmt: skip
def test_an_address_or_a_phone_goes_wherever_it_is_the_whole_value(value: str) -> None:
    for said in (f'{{"any":{value}}}', f' {{ "of" : {{"a": [1, {value} ]}}}}'):
        assert re.search(SUSPECT, said), "the history would pass it by"
        assert unnamed(said) == said.replace(value, '"∅"').replace(" ", "")


@pytest.mark.parametrize(
    "said",
    [
        '{"note":"petr@okna.ru asked","windows":12,"no":"12","deal":"77"}',
        '{"friend":"ivan@okna.ru","lead":["13",{"id":14}],"phone":"8 (916) 123-45-68"}',
        '{"sum":45000.50,"at":"2026-03-02T10:11:12Z","long":79161234567000,"yes":true}',
        '{"friend":null,"lead":""}',
    ],
)
def test_whatever_else_is_said_stays_byte_for_byte(said: str) -> None:
    assert unnamed(said) == said


def test_an_id_goes_where_somebody_is_named_and_nowhere_else() -> None:
    said = '{"windows":12,"friend":12,"lead":{"id":"12 ","sum":7.50},"of":{"friend":"user:12"}}'
    gone = '{"windows":12,"friend":"∅","lead":{"id":"∅","sum":7.50},"of":{"friend":"∅"}}'
    assert unnamed(said) == gone


def test_an_id_that_finds_somebody_else_first_is_theirs() -> None:
    assert unnamed('{"friend":"77"}') == '{"friend":"77"}'
    assert unnamed('{"friend":"deal:77"}') == '{"friend":"∅"}'


def test_what_takes_the_place_may_be_worded() -> None:
    rule = Unnaming(
        lambda one: "∅1" if one in ERASED else None,
        KNOWN.__contains__,
        lambda text, mark: f"{mark}{text[text.index('@') :]}",
    )
    said = json.dumps({"friend": "petr@okna.ru"}).encode()
    assert json.loads(rule.properties(said)) == {"friend": "∅1@okna.ru"}
