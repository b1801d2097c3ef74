"""Who is signed in, in which browser: twelve hours without a request, a week in all.

All of them are held in memory, for each request asks; the store has them for the next start.
That somebody was here is written down every few minutes, not at each request.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tropa.clock import DAY, HOUR, MINUTE, Clock, Duration, Instant
from tropa.users.store import Session, UserStore
from tropa.users.tokens import new_token, token_hash

IDLE: Final[Duration] = 12 * HOUR
WHOLE: Final[Duration] = 7 * DAY
NOTED_EVERY: Final[Duration] = 5 * MINUTE


class Sessions:
    """The sessions of everybody."""

    def __init__(self, store: UserStore, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._lock = threading.Lock()
        self._kept = {one.hash: one for one in store.sessions()}
        self._noted = {one.hash: one.seen for one in self._kept.values()}

    def begin(self, user: str, address: str) -> str:
        """A new session; what comes back is for the browser and is kept nowhere."""
        token, now = new_token(), self._clock.now()
        session = Session(token_hash(token, "session"), user, now, now, address)
        self._end_where(lambda one: not _alive(one, now))
        self._store.begin(session)
        with self._lock:
            self._kept[session.hash] = session
            self._noted[session.hash] = now
        return token

    def find(self, token: str) -> Session | None:
        """The living session of a browser; it was here just now."""
        hashed, now = token_hash(token, "session"), self._clock.now()
        with self._lock:
            session = self._kept.get(hashed)
            if session is None or not _alive(session, now):
                return None
            seen = replace(session, seen=max(now, session.seen))
            self._kept[hashed] = seen
            return seen

    def unnoted(self, session: Session) -> bool:
        """Whether it is time to write down that it was here."""
        return session.seen - self._noted.get(session.hash, session.seen) >= NOTED_EVERY

    def note(self, session: Session) -> None:
        """Write down that it was here."""
        with self._lock:
            self._noted[session.hash] = session.seen
        self._store.touch(session)

    def end(self, token: str) -> Session | None:
        """End the session of a browser; which it was."""
        hashed = token_hash(token, "session")
        ended = self._end_where(lambda one: one.hash == hashed)
        return ended[0] if ended else None

    def end_of(self, user: str) -> None:
        """End every session of somebody."""
        self._end_where(lambda one: one.user == user)

    def last_seen(self, user: str) -> Instant:
        """When a living session of somebody was last here; 0 when there is none."""
        with self._lock:
            return max((one.seen for one in self._kept.values() if one.user == user), default=0)

    def _end_where(self, over: Callable[[Session], bool]) -> list[Session]:
        """Here at once, then on disk: a request never waits for the disk."""
        with self._lock:
            ended = [one for one in self._kept.values() if over(one)]
            for one in ended:
                del self._kept[one.hash]
                self._noted.pop(one.hash, None)
        if ended:
            self._store.end([one.hash for one in ended])
        return ended


def _alive(session: Session, now: Instant) -> bool:
    return now < session.created + WHOLE and now < session.seen + IDLE
