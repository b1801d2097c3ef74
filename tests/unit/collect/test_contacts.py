import pytest

from tropa.collect.contacts import claims_in, names_in, without


def found(fields: dict[str, object]) -> tuple[list[str], list[str]]:
    flags: list[str] = []
    return [str(name) for name in names_in(fields, flags.append)], flags


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("email", " Ann@Shop.Test", "email:ann@shop.test"),
        ("E-Mail", "ann@shop.test", "email:ann@shop.test"),
        ("phone", "8 912 345-67-89", "phone:+79123456789"),
        ("phoneNumber", 79123456789, "phone:+79123456789"),
        ("phone_number", "+79123456789", "phone:+79123456789"),
        ("telegram_id", 77, "messenger:telegram:77"),
        ("telegramId", "77", "messenger:telegram:77"),
        ("vkID", "5", "messenger:vk:5"),
        ("crm_contact_id", 12, "crm:12"),
        ("crmId", "12", "crm:12"),
    ],
)
def test_a_contact_field_is_known_however_its_words_are_joined(
    field: str, value: object, name: str
) -> None:
    assert found({field: value, "total": 10}) == ([name], [])


@pytest.mark.parametrize(
    ("fields", "flag"),
    [
        ({"email": "ann@shop.test,bob@shop.test"}, "email_invalid"),
        ({"email": {"work": "ann@shop.test"}}, "email_invalid"),
        ({"email": "info@shop.test"}, "email_shared"),
        ({"phone": "12345"}, "phone_invalid"),
        ({"phone": True}, "phone_invalid"),
        ({"phone": "8 800 555 35 35"}, "phone_shared"),
        ({"crm_id": "null"}, "blocked_identifier"),
        ({"telegram_id": "7" * 1_001}, "blocked_identifier"),
    ],
)
def test_a_contact_that_is_nobody_s_joins_nobody(fields: dict[str, object], flag: str) -> None:
    assert found(fields) == ([], [flag])


@pytest.mark.parametrize(
    "fields", [{"email": None, "phone": ""}, {"$set": {"email": "a@b.ru"}}]
)
def test_no_contact_is_no_fault(fields: dict[str, object]) -> None:
    assert found(fields) == ([], [])


def test_fields_leave_and_every_digit_of_the_rest_stays() -> None:
    sent = b'{"total": 10.10, "consent":true, "big": 18446744073709551616, "name": "x"}'

    assert without(sent, "consent".__eq__) == (
        b'{"total":10.10,"big":18446744073709551616,"name":"x"}'
    )


def test_an_object_that_loses_nothing_is_left_as_it_is() -> None:
    sent = b'{ "total" : 1.0 }'

    assert without(sent, "other".__eq__) is sent


@pytest.mark.parametrize(
    "field",
    [
        "consent",
        "consentMarketing",
        "marketing_consent",
        "subscribed",
        "unsubscribed",
        "email_subscribed",
        "opt_in",
        "emailOptIn",
        "email_verified",
        "verified",
        "do_not_contact",
    ],
)
def test_what_only_the_person_may_say_is_a_claim(field: str) -> None:
    traits = f'{{"{field}": true, "name": "Ann"}}'.encode()

    assert claims_in(traits, [field, "name"]) == {field}


def test_ordinary_traits_are_no_claims() -> None:
    fields = ["name", "plan", "option", "notes", "adopted"]

    assert claims_in(str(fields).encode(), fields) == frozenset()
