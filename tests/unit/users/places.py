"""A roster over a ledger in memory, a clock turned by hand, and people with good passwords."""

from tropa.engines.sqlite.ledger import SqliteLedger, open_ledger
from tropa.testing import HandClock
from tropa.users.asker import TERMINAL
from tropa.users.rights import Role
from tropa.users.roster import Newcomer, Roster
from tropa.users.store import User

GOOD = "тихие окна на рассвете"
BETTER = "seven kettles hum below the pier"
MAP = """
map: shop
title: Shop
stages:
- {stage: look, title: Look}
- {stage: buy, title: Buy}
"""
HERE = "198.51.100.7"


class Place:
    """What a test of accounts works with."""

    def __init__(self) -> None:
        self.clock = HandClock("2026-03-02T10:00")
        self.ledger: SqliteLedger = open_ledger(None)
        self.roster = Roster(self.ledger.users, self.clock)

    def again(self) -> Roster:
        """The same after a new start."""
        self.roster = Roster(self.ledger.users, self.clock)
        return self.roster

    def add(self, login: str, role: Role = "owner", password: str = GOOD) -> User:
        """Somebody with an account."""
        return self.roster.add(Newcomer(login.title(), login, password), role, TERMINAL)

    def told(self) -> list[str]:
        """What the journal says was done, the first deed first."""
        return [one.what for one in reversed(self.ledger.users.deeds(0, 100))]
