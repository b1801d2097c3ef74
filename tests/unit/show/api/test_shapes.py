"""Every address says what it answers, and is held to it wherever a test asks."""

import pytest
from starlette.responses import JSONResponse

from answered import Lied, check, misfit
from tropa.show.api.address import Address
from tropa.show.api.board.shapes import ManyDone
from tropa.show.api.routes import ADDRESSES
from tropa.show.api.shapes import ById
from unit.show.reference.test_typescript import nobody

ADDRESS = Address("POST", "/api/x", nobody, "About.", answers=ManyDone, how=ById)


def test_every_address_for_programs_states_what_it_answers() -> None:
    ours = [one for one in ADDRESSES if one.path.startswith("/api/")]
    assert [f"{one.method} {one.path}" for one in ours if one.answers is None] == []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b'{"answer": {"new": 1}, "how": {"id": "a"}}', "`of`"),
        (b'{"answer": {"new": 1, "of": "2"}, "how": {"id": "a"}}', "$.answer.of"),
        (b'{"answer": {"new": 1, "of": 2, "more": 3}, "how": {"id": "a"}}', "`more`"),
        (b'{"answer": {"new": 1, "of": 2}, "how": {}}', "$.how"),
        (b'{"answer": {"new": 1, "of": 2}, "how": {"id": "a"}}', ""),
    ],
)
def test_an_answer_is_of_its_shape_to_the_letter(body: bytes, what: str) -> None:
    found = misfit(ADDRESS, body)
    assert what in found
    assert bool(found) == bool(what)


def test_an_answer_of_another_shape_fails_whoever_asked() -> None:
    with pytest.raises(Lied, match="POST /api/x"):
        check(ADDRESS, JSONResponse({"answer": {}, "how": {}}))
