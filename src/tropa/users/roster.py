"""Everybody who uses the product: how they come, what changes about them, how they go.

Accounts are held in memory as well, for each request asks who it is; whatever changes is in
the store first. While there is nobody, the only account that can be made is an owner's, and
the last owner who can sign in stays one: there is always somebody to let others in.
"""

import threading
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, replace

from tropa.clock import Clock
from tropa.errors import RequestFault, UsageFault
from tropa.users.asker import Asker, signed_in
from tropa.users.journal import Journal, changes
from tropa.users.links import Links, NewLink
from tropa.users.names import login_key, read_login, read_name
from tropa.users.passwords import Passwords, normal, read_password
from tropa.users.rights import Role
from tropa.users.sessions import Sessions
from tropa.users.store import LinkKind, Places, Session, User, UserStore
from tropa.users.throttle import Throttle
from tropa.users.tokens import new_id

_WRITTEN_EACH = 5
"""So many failures of an address are written down one by one, then fewer and fewer."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody says of themselves when their account is made."""

    name: str
    login: str
    password: str


class Roster:
    """The accounts of a workspace or of a home, and everything that is done with them."""

    def __init__(
        self, store: UserStore, clock: Clock, workspaces: tuple[str, ...] = ()
    ) -> None:
        """Accounts of a store; in a home, of its workspaces by name."""
        self.store, self._clock, self._workspaces = store, clock, workspaces
        self.passwords = Passwords()
        self.throttle = Throttle(clock)
        self.sessions = Sessions(store, clock)
        self.links = Links(store, clock)
        self._lock = threading.RLock()
        self._users = {one.id: one for one in store.users()}
        self._write = Journal(store, clock).write
        self.first_came: Callable[[], None] = lambda: None
        """Told when somebody has the first account."""
        self.place = ""
        """The workspace of a home in which this is: №5 of one is not №5 of another."""

    # ------------------------------------------------------------ who there is

    def __bool__(self) -> bool:
        """Whether anybody has an account."""
        return bool(self._users)

    def every(self) -> list[User]:
        """Everybody, in the order they came, with when they were last here."""
        with self._lock:
            users = sorted(self._users.values(), key=lambda one: (one.created, one.id))
        return [
            replace(one, seen=max(one.seen, self.sessions.last_seen(one.id))) for one in users
        ]

    def get(self, user_id: str) -> User:
        """Somebody by id.

        Raises:
            RequestFault: there is nobody.
        """
        found = self._users.get(user_id)
        if found is None:
            raise RequestFault("no_such_user", status=404, found=user_id[:40])
        return found

    def named(self, text: str) -> User:
        """Somebody by login or id, as a person at the terminal calls them.

        Raises:
            RequestFault: there is nobody.
        """
        return self.store.by_login(login_key(text)) or self.get(text)

    def behind(self, session: Session) -> User | None:
        """Whose session it is, while they may come in."""
        user = self._users.get(session.user)
        return None if user is None or user.disabled else user

    # ------------------------------------------------------------ coming in

    def sign_in(self, login: str, password: str, address: str) -> tuple[User, str]:
        """Whoever has this login and this password. Throttling has been before.

        Returns:
            Who it is, and the session that begins.

        Raises:
            RequestFault: `sign_in_wrong`, whatever of it was wrong.
            UsageFault: the password is longer than any.
        """
        composed, key = normal(password), login_key(login)
        user = self.store.by_login(key)
        may = user is not None and not user.disabled
        hashed = self.store.password(user.id) if user and may else None
        fits = self.passwords.fits(hashed, composed)
        if user is None or hashed is None or not fits:
            self._note_failure(user, address)
            raise RequestFault("sign_in_wrong", status=401)
        self.throttle.passed(key, address)
        token = self._begin(user, hashed, address)
        if self.passwords.outdated(hashed):
            self.store.set_password(user.id, self.passwords.hash(composed))
        self._write("signed_in", signed_in(user, address))
        return user, token

    def _begin(self, user: User, hashed: str, address: str) -> str:
        """A session, unless the account was closed or its password changed in between."""
        with self._lock:
            if self.get(user.id).disabled or self.store.password(user.id) != hashed:
                raise RequestFault("sign_in_wrong", status=401)
            return self.sessions.begin(user.id, address)

    def _note_failure(self, user: User | None, address: str) -> None:
        tries = self.throttle.failures(address)
        if tries <= _WRITTEN_EACH or tries & (tries - 1) == 0:
            stranger = Asker("stranger", frozenset(), None, address)
            self._write("sign_in_failed", stranger, user.id if user else "")

    def leave(self, token: str, address: str) -> None:
        """Sign a browser out."""
        session = self.sessions.end(token)
        user = self._users.get(session.user) if session else None
        if user is not None:
            self._write("signed_out", signed_in(user, address))

    # ------------------------------------------------------------ new accounts

    def add(self, new: Newcomer, role: Role, by: Asker, places: Places = ()) -> User:
        """A new account, made by somebody who may; for some workspaces, or for all.

        Raises:
            UsageFault: the name, login or password will not do.
            RequestFault: `login_taken`, or `first_is_owner`.
        """
        self._check_places(role, places)
        user, hashed = self._made(new, role, places)
        with self._lock, self.store.together():
            self._keep(user, hashed)
            self._write("user_added", by, user.id, {"role": role})
        return self._known(user)

    def invite(
        self, role: Role, name: str, by: Asker, login: str = "", places: Places = ()
    ) -> NewLink:
        """A link that makes one account of a role.

        Args:
            role: that it gives.
            name: whom it is for; may be empty.
            by: who invites.
            login: the only one it makes an account of; any, where it is empty.
            places: the workspaces it opens, each with a role; all, where it is empty.

        Raises:
            UsageFault: the name or the login will not do.
            RequestFault: `first_is_owner`, or `login_taken`.
        """
        self._owner_first(role)
        self._check_places(role, places)
        called = read_name(name) if name.strip() else ""
        kind: LinkKind = "invitation" if self else "welcome"
        bound = read_login(login) if login.strip() else ""
        if bound and self.store.by_login(login_key(bound)):
            raise RequestFault("login_taken", status=409, found=bound)
        made = self.links.make(kind, role, called, by.id, bound, places)
        self._write("invited", by, made.link.id, {"role": role})
        return made

    def welcome(self) -> NewLink:
        """The link of the first owner, for the terminal of whoever starts the server."""
        return self.links.make("welcome", "owner", "", "")

    def accept(self, kind: LinkKind, token: str, new: Newcomer, address: str) -> User:
        """The account a link makes.

        Raises:
            UsageFault: the link was used, is too old, or is for another login; the name,
                login or password will not do.
            RequestFault: the login is taken.
        """
        if kind == "welcome" and self:
            raise UsageFault("link_spent")
        link = self.links.find(kind, token)
        if link.login and login_key(new.login) != login_key(link.login):
            raise UsageFault("link_of_another")
        user, hashed = self._made(new, link.role, link.places)
        with self._lock, self.store.together():
            if kind == "welcome" and self:
                raise UsageFault("link_spent")
            self.links.take(link)
            self._keep(user, hashed)
            self._write("joined", signed_in(user, address), link.id, {"role": user.role})
        return self._known(user)

    def withdraw(self, link_id: str, by: Asker) -> None:
        """Take an invitation back.

        Raises:
            RequestFault: there is no such invitation.
        """
        link = self.links.withdraw(link_id)
        self._write("invitation_withdrawn", by, link.id, {"role": link.role})

    def _made(self, new: Newcomer, role: Role, places: Places) -> tuple[User, str]:
        """Somebody new, and the hash of their password; nothing is kept yet."""
        self._owner_first(role)
        login, name = read_login(new.login), read_name(new.name)
        password = read_password(new.password, login, name)
        now = self._clock.now()
        user = User(new_id("u"), login, name, role, disabled=False, created=now, places=places)
        return user, self.passwords.hash(password)

    def _check_places(self, role: Role, places: Places) -> None:
        """Only workspaces that are here; an owner owns all of them or none."""
        for name, inside in places:
            if name not in self._workspaces:
                raise RequestFault("no_such_workspace", status=404, found=name[:80])
            if "owner" in (role, inside):
                raise UsageFault("owner_everywhere")

    def _owner_first(self, role: Role) -> None:
        if not self and role != "owner":
            raise RequestFault("first_is_owner", status=409)

    def _keep(self, user: User, hashed: str) -> None:
        self._owner_first(user.role)
        if not self.store.add(user, login_key(user.login), hashed):
            raise RequestFault("login_taken", status=409, found=user.login)

    def _known(self, user: User) -> User:
        with self._lock:
            first = not self._users
            self._users[user.id] = user
        if first:
            self.first_came()
        return user

    # ------------------------------------------------------------ what changes

    def change(
        self,
        user_id: str,
        by: Asker,
        *,
        role: Role | None = None,
        disabled: bool | None = None,
        name: str | None = None,
        places: Places | None = None,
    ) -> User:
        """Another role, state, name, or other workspaces. All but a name ends all sessions.

        Raises:
            RequestFault: `no_such_user`, `no_such_workspace`, or `last_owner`.
            UsageFault: the name will not do, or an owner's places were stated.
        """
        called = None if name is None else read_name(name)
        with self._lock:
            user = self.get(user_id)
            if places is None and role is not None:
                # Another role is another role wherever they may come.
                places = tuple((name, role) for name, _ in user.places)
            after = replace(
                user,
                role=role or user.role,
                disabled=user.disabled if disabled is None else disabled,
                name=called or user.name,
                places=user.places if places is None else places,
            )
            self._check_places(after.role, after.places)
            if after == user:
                return user
            self._owner_stays(user, after)
            with self.store.together():
                self.store.change(after)
                for what, details in changes(user, after):
                    self._write(what, by, user.id, details)
            self._known(after)
            if replace(after, name=user.name) != user:
                self.sessions.end_of(user.id)
            return after

    def _owner_stays(self, user: User, after: User) -> None:
        def owns(one: User) -> bool:
            return one.role == "owner" and not one.disabled

        others = (one for one in self._users.values() if one.id != user.id)
        if owns(user) and not owns(after) and not any(owns(one) for one in others):
            raise RequestFault("last_owner", status=409)

    def check_own(self, user: User, password: str, address: str) -> None:
        """Make sure it is still them. Throttling has been before.

        Raises:
            RequestFault: the password is not theirs.
        """
        if not self.passwords.fits(self.store.password(user.id), normal(password)):
            raise RequestFault("current_wrong", status=403)
        self.throttle.passed(login_key(user.login), address)

    def set_password(self, user_id: str, password: str, by: Asker) -> User:
        """A new password; every session of theirs ends.

        Raises:
            RequestFault: there is no such user.
            UsageFault: the password will not do.
        """
        user = self.get(user_id)
        hashed = self.passwords.hash(read_password(password, user.login, user.name))
        with self._lock:
            with self.store.together():
                self.store.set_password(user.id, hashed)
                self._write("password_changed", by, user.id)
            self.sessions.end_of(user.id)
        return user

    # ------------------------------------------------------------ the journal

    def within(self, workspace: str) -> "Roster":
        """The same accounts, as a workspace of the home has them: the journal says which."""
        own = copy(self)
        own.place = workspace
        return own

    def note(
        self, what: str, by: Asker, about: str = "", details: Mapping[str, str] | None = None
    ) -> None:
        """Write down what somebody did."""
        place = {"workspace": self.place} if self.place else {}
        self._write(what, by, about, {**(details or {}), **place})
