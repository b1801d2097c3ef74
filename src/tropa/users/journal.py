"""The journal: who did what, when, from where; and what it says of a changed account."""

from collections.abc import Mapping

from tropa.clock import Clock
from tropa.users.asker import Asker
from tropa.users.store import Deed, User, UserStore


class Journal:
    """Writes lines; none is ever changed."""

    def __init__(self, store: UserStore, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def write(
        self, what: str, by: Asker, about: str = "", details: Mapping[str, str] | None = None
    ) -> None:
        """Write down what somebody did."""
        now = self._clock.now()
        self._store.note(Deed(now, by.id, by.how, what, about, by.address, details or {}))


def changes(user: User, after: User) -> list[tuple[str, Mapping[str, str]]]:
    """What is written down of a change."""
    found: list[tuple[str, Mapping[str, str]]] = []
    if after.role != user.role:
        found.append(("role_changed", {"from": user.role, "to": after.role}))
    if after.places != user.places:
        found.append(("places_changed", dict[str, str](after.places)))
    if after.disabled != user.disabled:
        found.append(("disabled" if after.disabled else "enabled", {}))
    if after.name != user.name:
        found.append(("renamed", {}))
    return found
