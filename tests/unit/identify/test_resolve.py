"""Names to persons: what joins, what does not, and why."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from tropa.event import Name, NameKind
from tropa.identify.resolve import Resolved, resolve
from tropa.keep.names import KnownName, Link

KINDS = {
    "u": NameKind.USER,
    "c": NameKind.CRM,
    "e": NameKind.EMAIL,
    "p": NameKind.PHONE,
}


class Told:
    """A handful of names and links, told in one line each: `u1 e1`."""

    def __init__(self) -> None:
        self.names: dict[str, KnownName] = {}
        self.links: list[Link] = []
        self._times = count(1)

    def name(self, text: str, *, first: int = 0, public: bool = False) -> KnownName:
        number = len(self.names) + 1
        made = KnownName(number, Name(KINDS[text[0]], text), number, first, public)
        return self.names.setdefault(text, made)

    def link(self, pair: str, *, alias: bool = False, public: bool = False) -> None:
        a, b = sorted(self.name(one, public=public).number for one in pair.split())
        time = next(self._times)
        self.links.append(Link(a, b, time, time, alias, public, len(self.links)))

    def resolved(self, *apart: str) -> Resolved:
        names = {one.number: one for one in self.names.values()}
        pairs = [
            tuple(sorted(self.names[one].number for one in pair.split())) for pair in apart
        ]
        return resolve(names, self.links, [(pair[0], pair[1]) for pair in pairs])

    def people(self, *apart: str) -> set[frozenset[str]]:
        persons = self.resolved(*apart).persons
        by_person: dict[int, set[str]] = {}
        for text, name in self.names.items():
            by_person.setdefault(persons[name.number], set()).add(text)
        return {frozenset(one) for one in by_person.values()}


def people(*groups: str) -> set[frozenset[str]]:
    return {frozenset(group.split()) for group in groups}


def test_names_of_one_event_are_one_persons() -> None:
    told = Told()
    told.link("u1 e1")
    told.link("e1 p1")
    assert told.people() == people("u1 e1 p1")


def test_two_users_are_never_one_because_of_an_address() -> None:
    told = Told()
    told.link("u1 e1")
    told.link("u2 e1")
    assert told.people() == people("u1 e1", "u2")
    assert list(told.resolved().outcomes.values()) == ["joined", "two_users"]


def test_two_ids_of_the_crm_are_never_one() -> None:
    told = Told()
    told.link("c1 p1")
    told.link("c2 p1")
    assert told.people() == people("c1 p1", "c2")


def test_an_alias_of_a_private_key_joins_two_users_and_a_browsers_does_not() -> None:
    private, browser = Told(), Told()
    private.link("u1 u2", alias=True)
    browser.name("u1", first=-9)
    browser.name("u2", first=-9)
    browser.link("u1 u2", alias=True, public=True)
    assert private.people() == people("u1 u2")
    assert browser.people() == people("u1", "u2")
    assert list(browser.resolved().outcomes.values()) == ["merge_refused"]


def test_names_set_apart_stay_apart_whatever_links_them() -> None:
    told = Told()
    told.link("u1 e1")
    told.link("e1 p1")
    told.link("u1 p1")
    assert told.people("u1 p1") == people("u1 e1", "p1")


def test_an_address_of_six_users_is_nobodys() -> None:
    told = Told()
    for number in range(6):
        told.link(f"u{number} e1")
    assert told.people() == people("e1", *(f"u{number}" for number in range(6)))
    assert set(told.resolved().outcomes.values()) == {"shared"}
    assert told.resolved().shared == {told.names["e1"].number}


def test_a_chain_of_aliases_ends_where_no_human_being_goes() -> None:
    told = Told()
    for number in range(150):
        told.link(f"u{number} u{number + 1}", alias=True)
    assert max(map(len, told.people())) == 101
    assert "merge_limit" in told.resolved().outcomes.values()


@given(st.lists(st.sampled_from(("u1 e1", "u2 e1", "u1 p1", "e1 p1", "c1 e1", "c2 p1"))))
def test_links_give_the_same_persons_in_whatever_order_they_are_read(pairs: list[str]) -> None:
    told = Told()
    for pair in pairs:
        told.link(pair)
    before = told.people() if pairs else set[frozenset[str]]()
    told.links.reverse()
    assert (told.people() if pairs else before) == before
