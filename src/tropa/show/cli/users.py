"""`tropa users FOLDER`: accounts, made, listed, changed, closed; invitations by link."""

import secrets
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Final, TypeAlias

from tropa.clock import iso, zone_of
from tropa.engines.folder.lock import owner_of
from tropa.errors import UsageFault
from tropa.show.cli.console import Console
from tropa.users.asker import TERMINAL
from tropa.users.rights import ROLES, Role, as_role
from tropa.users.roster import Newcomer
from tropa.users.store import Places, User
from tropa.words import Language, moment_words, say
from tropa.workspace.home import Accounts, in_a_home, is_home, open_accounts
from tropa.workspace.opening import Workspace

WithUsers: TypeAlias = Workspace | Accounts
"""What has accounts: a workspace, or a home of several."""

ACTS: Final = ("list", "add", "role", "disable", "enable", "password", "invite")


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument(
        "act", nargs="?", choices=ACTS, default="list", help=say("cli.users.act", language)
    )
    parser.add_argument("who", nargs="?", default="", help=say("cli.users.who", language))
    parser.add_argument("what", nargs="?", default="", help=say("cli.users.what", language))
    parser.add_argument("--name", default="", help=say("cli.users.name", language))
    only = say("cli.users.only", language)
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help=only)
    parser.add_argument("--login", default="", help=say("cli.users.login", language))
    parser.add_argument("--role", choices=ROLES, help=say("cli.users.role", language))
    parser.add_argument("--password", choices=("-",), help=say("cli.users.password", language))
    parser.add_argument("--json", action="store_true", help=say("cli.json", language))


def run(args: Namespace, console: Console) -> int:
    if args.act != "list" and not args.who:
        raise UsageFault("users_of_whom", found=args.act)
    path = console.path(args.folder)
    if console.workspace is None and in_a_home(path):
        raise UsageFault("accounts_of_home", where=args.folder, home=str(path.parent))
    if console.workspace is None and is_home(path):
        with open_accounts(path) as accounts:
            return _ACTS[args.act](args, console, accounts)
    with console.open(args.folder) as workspace:
        return _ACTS[args.act](args, console, workspace)


def _list(args: Namespace, console: Console, workspace: WithUsers) -> int:
    users = workspace.users.every()
    if args.json:
        console.json({"answer": [_json(one) for one in users], "how": {}})
        return 0
    if not users:
        console.say("cli.users.none", folder=args.folder)
    zone = zone_of(workspace.settings.timezone)
    for one in users:
        never = say("cli.users.never", console.language)
        seen = moment_words(one.seen, zone, console.language) if one.seen else never
        state = _state(one, console.language)
        console.line(f"{one.login:<30}  {one.role:<9}  {state}  {seen}  {one.name}")
    return 0


def _add(args: Namespace, console: Console, workspace: WithUsers) -> int:
    password = _password(args, console)
    new = Newcomer(args.name or args.who, args.who, password)
    role = as_role(args.role or "viewer")
    places = _places(args, role)
    user = workspace.users.add(new, role, TERMINAL, places)
    return _done(args, console, user, password, "added")


def _set_password(args: Namespace, console: Console, workspace: WithUsers) -> int:
    password = _password(args, console)
    user = workspace.users.named(args.who)
    workspace.users.set_password(user.id, password, TERMINAL)
    return _done(args, console, user, password, "password_set")


def _role(args: Namespace, console: Console, workspace: WithUsers) -> int:
    user = workspace.users.named(args.who)
    role = as_role(args.what or args.role or "")
    return _changed(args, console, workspace.users.change(user.id, TERMINAL, role=role))


def _disable(args: Namespace, console: Console, workspace: WithUsers) -> int:
    user = workspace.users.named(args.who)
    disabled = args.act == "disable"
    after = workspace.users.change(user.id, TERMINAL, disabled=disabled)
    return _changed(args, console, after)


def _invite(args: Namespace, console: Console, workspace: WithUsers) -> int:
    role = as_role(args.who)
    places = _places(args, role)
    made = workspace.users.invite(role, args.name, TERMINAL, args.login, places)
    address = str((owner_of(workspace.folder) or {}).get("address", ""))
    link = address + made.path
    if args.json:
        told = {"link": link, "role": made.link.role, "expires": iso(made.link.expires)}
        console.json({"answer": told, "how": {}})
        return 0
    zone = zone_of(workspace.settings.timezone)
    until = moment_words(made.link.expires, zone, console.language)
    console.say("cli.users.link" if address else "cli.users.path", until=until)
    console.line(link)
    return 0


_ACTS: Final[dict[str, Callable[[Namespace, Console, WithUsers], int]]] = {
    "list": _list,
    "add": _add,
    "role": _role,
    "disable": _disable,
    "enable": _disable,
    "password": _set_password,
    "invite": _invite,
}


# ---------------------------------------------------------------- what they share


def _places(args: Namespace, role: Role) -> Places:
    """The workspaces somebody is for; all, where none is named."""
    return tuple((str(one), role) for one in args.only)


def _password(args: Namespace, console: Console) -> str:
    """The first line of the input where one is given; else one is made, and shown once."""
    if args.password is None:
        return secrets.token_urlsafe(15)
    text = console.given().decode("utf-8", "replace")
    return text.partition("\n")[0].removesuffix("\r")


def _done(args: Namespace, console: Console, user: User, password: str, said: str) -> int:
    made = {} if args.password else {"password": password}
    if args.json:
        console.json({"answer": _json(user) | made, "how": {}})
        return 0
    console.say(f"cli.users.{said}", login=user.login, role=user.role)
    if made:
        console.say("cli.users.made", password=password)
    return 0


def _changed(args: Namespace, console: Console, user: User) -> int:
    if args.json:
        console.json({"answer": _json(user), "how": {}})
        return 0
    state = _state(user, console.language)
    console.say("cli.users.changed", login=user.login, role=user.role, state=state)
    return 0


def _state(user: User, language: Language) -> str:
    return say("cli.users.is_closed" if user.disabled else "cli.users.is_open", language)


def _json(user: User) -> dict[str, object]:
    return {
        "id": user.id,
        "login": user.login,
        "name": user.name,
        "role": user.role,
        "disabled": user.disabled,
        "created": iso(user.created),
        "last_seen": iso(user.seen) if user.seen else None,
    }
