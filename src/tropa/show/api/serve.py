"""Running the server: bound to its address, its workspace open, until it is told to stop."""

import errno
import logging
import resource
import secrets
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from uvicorn.config import Config

from tropa.errors import UsageFault
from tropa.settings import Settings
from tropa.show.api.application import application
from tropa.show.api.door.guard import Guard, WatchfulServer
from tropa.show.api.gate import Gate, is_loopback, names_of
from tropa.show.api.pages.bundle import is_built
from tropa.show.api.site import Site
from tropa.words import Language
from tropa.workspace.opening import Workspace

CONNECTIONS: Final = 4_096
_FILES: Final = 8_192
_IDLE_SECONDS: Final = 30
_TAKEN: Final = (errno.EADDRINUSE, errno.EACCES)


@dataclass(frozen=True, slots=True)
class Bound:
    """Where the server listens."""

    host: str
    port: int
    token: str
    """Asked for on an address open to others while nobody has an account; else empty."""
    welcome: str = ""
    """Behind the address: the link that makes the first owner's account."""

    @property
    def address(self) -> str:
        """For a browser."""
        shown = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - compared
        return (
            f"http://[{shown}]:{self.port}" if ":" in shown else f"http://{shown}:{self.port}"
        )


def serve(
    workspaces: Sequence[Workspace],
    settings: Settings,
    host: str,
    port: int,
    ready: Callable[[Bound], None],
    notice: Mapping[Language, str] | None = None,
    *,
    welcome: bool = False,
) -> None:
    """Serve a workspace, or those of a home, until the process is told to stop.

    Args:
        workspaces: open; those of a home have their accounts in common.
        settings: of the server: its token, its names, its proxies.
        host: an address of this machine; only `localhost` and loopback need no token.
        port: 0 takes a free one.
        ready: told where the server listens, once it does.
        notice: shown above every page, by language.
        welcome: make a link for the first owner while nobody has an account.

    Raises:
        UsageFault: the port is in use, or the host is no address of this machine.
    """
    listening = _listen(host, port)
    users = workspaces[0].users
    local, anybody = is_loopback(host), bool(users)
    token = settings.token or ("" if local else secrets.token_urlsafe(24))
    shown = "" if local or anybody else token
    link = users.welcome().path if welcome and not anybody else ""
    bound = Bound(host, listening.getsockname()[1], shown, link)
    gate = Gate(names_of(host, settings.hosts), token, local=local)
    sites = tuple(Site(one, gate, notice or {}, app=is_built()) for one in workspaces)
    for one in sites:
        one.beside = sites
    config = _config(sites, settings)
    # Noise on the port is answered in our own words (see Guard) and fills nobody's log.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    _more_files()
    for workspace in workspaces:
        workspace.live.start()
    ready(bound)

    def leaving() -> None:
        for one in sites:
            one.close()

    WatchfulServer(config, leaving).run(sockets=[listening])


def _config(sites: Sequence[Site], settings: Settings) -> Config:
    return Config(
        application(*sites),
        http=Guard,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        # Who asks, and over what, is taken from a proxy's word only where it is listed.
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=5,
        backlog=2_048,
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named, the loop sends small answers at once (TCP_NODELAY).
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OverflowError as fault:
        listening.close()
        raise UsageFault("bad_port", found=str(port)) from fault
    except OSError as fault:
        listening.close()
        code = "port_busy" if fault.errno in _TAKEN else "no_such_host"
        # A port is a name, not an amount: its digits are not grouped.
        raise UsageFault(code, port=str(port), where=host) from fault
    listening.listen(2_048)
    return listening


def _more_files() -> None:
    """A connection is an open file; the usual limit is soft."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
