"""What each role may do."""

import pytest

from tropa.errors import UsageFault
from tropa.users.asker import TERMINAL, let_in, stranger
from tropa.users.rights import RIGHTS, ROLES, as_role, in_order, rights_of


def test_an_owner_may_do_everything_and_nobody_else_may() -> None:
    for role in ROLES:
        assert (rights_of(role) == set(RIGHTS)) == (role == "owner")


def test_everybody_reads_the_map() -> None:
    assert all("map.read" in rights_of(role) for role in ROLES)


@pytest.mark.parametrize("right", ["users.manage", "people.erase"])
def test_what_cannot_be_taken_back_is_the_owners(right: str) -> None:
    assert [role for role in ROLES if right in rights_of(role)] == ["owner"]


def test_contacts_are_seen_by_whoever_works_with_people_or_the_log() -> None:
    readers = {role for role in ROLES if "people.read" in rights_of(role)}
    assert readers == {"owner", "marketer", "seller", "manager", "service", "analyst"}
    for role in ROLES:
        # Nobody moves people they may not see, and nobody publishes what they may not edit.
        assert "people.work" not in rights_of(role) or "people.read" in rights_of(role)
        assert "map.publish" not in rights_of(role) or "map.edit" in rights_of(role)


def test_rights_are_listed_in_one_order() -> None:
    assert in_order(rights_of("owner")) == list(RIGHTS)
    assert in_order(frozenset({"questions.ask", "map.read"})) == ["map.read", "questions.ask"]


def test_a_role_that_is_none_is_refused() -> None:
    for text in ("", "Owner", "admin", "owner "):
        with pytest.raises(UsageFault) as caught:
            as_role(text)
        assert caught.value.code == "unknown_role"


def test_what_nobody_stated_is_only_for_whoever_may_do_everything() -> None:
    assert TERMINAL.may("unstated")
    assert let_in("token", "").may("unstated")
    assert not stranger("").may("unstated")
    assert not stranger("").may("signed_in")
    assert stranger("").may("anyone")


def test_everybody_but_a_viewer_may_comment() -> None:
    assert [role for role in ROLES if "map.comment" not in rights_of(role)] == ["viewer"]
