"""Why somebody is erased: what an act may say, and what would tell whose it is."""

import pytest

from tropa.errors import UsageFault
from tropa.event import Name, NameKind
from tropa.keep.erasure import Grounds
from tropa.keep.names import Trait
from tropa.workspace.people.grounds import check_impersonal, checked, kinds_of
from tropa.workspace.people.mentions import Mentions

NAMES = [Name(NameKind.EMAIL, "anna@x.test"), Name(NameKind.PHONE, "+79161234567")]
TRAITS = [
    Trait(1, "firstName", "Анна", 0, "s", public=False),
    Trait(1, "Full Name", "Анна Белова", 0, "s", public=False),
    Trait(1, "address", "Садовая, 5", 0, "s", public=False),
    Trait(1, "phone", "8 916 123-45-67", 0, "s", public=False),
]


@pytest.mark.parametrize(
    ("reason", "basis", "code"),
    [
        ("because", "", "unknown_reason"),
        ("request", "x" * 121, "basis_length"),
        ("request", "a\u202eb", "basis_length"),
        ("request", "письмо с ANNA@x.test", "basis_personal"),
        ("request", "звонок с 8 (916) 123 45 67", "basis_personal"),
        ("other", "заявление, белова", "basis_personal"),
        ("other", "г. Садовая, 5", "basis_personal"),
    ],
)
def test_what_an_act_may_not_say_is_refused(reason: str, basis: str, code: str) -> None:
    with pytest.raises(UsageFault) as caught:
        check_impersonal(checked(Grounds(reason, basis)), Mentions(NAMES), TRAITS)
    assert caught.value.code == code


@pytest.mark.parametrize("basis", ["", "обращение от 12.03.2026 № 45"])
def test_a_date_and_a_number_may_stand_there(basis: str) -> None:
    check_impersonal(checked(Grounds("withdrawn", basis)), Mentions(NAMES), TRAITS)


def test_kinds_are_counted_whatever_a_field_is_called() -> None:
    kinds = {"email": 1, "phone": 1, "firstname": 1, "name": 1, "address": 1}
    assert kinds_of(NAMES, TRAITS) == kinds
