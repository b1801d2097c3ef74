"""`tropa demo`: an invented company in the browser, with people walking its map as one watches.

A workspace in a temporary folder, the windows template published before anybody came, ninety
days of drawn people taken in through the one door everything goes through, and then the same
people's further days, event by event. Time in there runs faster than outside: one clock says
what time it is to the events, the server and the boards alike.
"""

import signal
import tempfile
import threading
import webbrowser
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import tzinfo
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tropa.clock import DAY, HOUR, Clock, Duration, Instant, MachineClock, day_start
from tropa.collect.rows import body_hashes
from tropa.errors import Unavailable, UsageFault
from tropa.event import Event
from tropa.keep.intake import EVENTS_AT_ONCE, Offer
from tropa.map.read import read_map
from tropa.map.templates import read_template
from tropa.show.cli.console import Console
from tropa.words import LANGUAGES, Language, as_language, date_words, say

if TYPE_CHECKING:
    # The first words come before everything is loaded.
    from tropa.show.api.serve import Bound
    from tropa.workspace.opening import Workspace

HISTORY: Final[Duration] = 90 * DAY
SPEED: Final = 60
"""How many times faster than outside time runs: an hour a minute."""
SOURCE: Final = "demo"
_MAP: Final = "windows"
_OPEN: Final[Duration] = 9 * HOUR
_FORENOON: Final[Duration] = 11 * HOUR
_SHUT: Final[Duration] = 19 * HOUR
_BEAT: Final = 0.5
"""Seconds between two looks at who is due."""


def arguments(parser: ArgumentParser, language: Language) -> None:
    port = say("cli.demo.port", language)
    parser.add_argument("--port", type=int, metavar="N", help=port)
    parser.add_argument("--seed", metavar="N", default="1", help=say("cli.demo.seed", language))
    parser.add_argument(
        "--no-browser", action="store_true", help=say("cli.demo.no_browser", language)
    )


def run(args: Namespace, console: Console) -> int:
    language = as_language(args.lang or "", console.language)
    # However it is told to stop, the folder goes.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with tempfile.TemporaryDirectory(prefix="tropa-demo-") as folder:
            _Demo(Path(folder) / _MAP, language, console).run(
                args.seed, args.port, browser=not args.no_browser
            )
    except KeyboardInterrupt:
        console.line()
    console.say("cli.demo.over")
    return 0


def by_day(now: Instant, zone: tzinfo) -> Instant:
    """The present, or the last forenoon where it is night: at night nobody comes."""
    midnight = day_start(now, zone)
    if _OPEN <= now - midnight < _SHUT:
        return now
    last = midnight if now - midnight >= _SHUT else midnight - DAY
    return last + _FORENOON


class FastClock:
    """A clock that starts at an instant and may run faster than the machine's."""

    def __init__(self, machine: Clock, at: Instant) -> None:
        self._machine = machine
        self._pace = at, 0, machine.steady()
        """Where it was put, how fast it runs from there, and when that was: changed at once."""

    def now(self) -> Instant:
        at, speed, since = self._pace
        return at + (self._machine.steady() - since) * speed

    def steady(self) -> Duration:
        return self._machine.steady()

    def go(self, at: Instant, speed: int) -> None:
        """Stand at an instant, and run from there; speed 0 stands still."""
        self._pace = at, speed, self._machine.steady()


class _Demo:
    """One demo: its folder, its clock, its people."""

    def __init__(self, folder: Path, language: Language, console: Console) -> None:
        self.folder, self.console = folder, console
        self.language: Language = language
        machine = MachineClock()
        self.map = read_map(read_template(_MAP, language))
        self.now = by_day(machine.now(), self.map.zone)
        self.begins = self.now - HISTORY
        self.clock = FastClock(machine, self.begins - 2 * DAY)
        self.stop = threading.Event()

    def run(self, seed: str, port: int | None, *, browser: bool) -> None:
        """Everything, until the process is told to stop."""
        with self._workspace() as workspace:
            events = self._people(seed)
            coming = self._history(workspace, events)
            feeding = threading.Thread(
                target=self._feed, args=(workspace, coming), name="demo", daemon=True
            )

            def ready(bound: "Bound") -> None:
                self.clock.go(self.now, SPEED)
                feeding.start()
                self.console.say("cli.demo.ready", address=bound.address)
                if browser and self.console.lively:
                    open_it = partial(webbrowser.open, bound.address)
                    threading.Thread(target=open_it, name="browser", daemon=True).start()

            try:
                self._serve(workspace, port, ready)
            finally:
                self.stop.set()
                if feeding.is_alive():
                    feeding.join()

    def _workspace(self) -> "Workspace":
        """A new workspace whose map was published before anybody came."""
        from tropa.workspace.creation import create_workspace  # noqa: PLC0415
        from tropa.workspace.drafts.publish import publish  # noqa: PLC0415
        from tropa.workspace.opening import open_workspace  # noqa: PLC0415

        settings = f'language = "{self.language}"\ntimezone = "{self.map.timezone}"\n'
        create_workspace(self.folder, settings)
        (self.folder / "maps" / f"{self.map.id}.yaml").write_text(self.map.text, "utf-8")
        workspace = open_workspace(self.folder, self.clock)
        publish(workspace, self.map.id, "")
        self.clock.go(self.now, 0)
        return workspace

    def _people(self, seed: str) -> Iterator[Event]:
        """The stream of all events there will ever be."""
        from tropa.plan.people import draw  # noqa: PLC0415
        from tropa.plan.shares import model_of  # noqa: PLC0415

        self.console.say("cli.demo.compiling")
        return draw(model_of(self.map), seed, self.begins, source=SOURCE)

    def _history(self, workspace: "Workspace", events: Iterator[Event]) -> Iterator[Event]:
        """Take in everything up to now; what comes after is left."""
        from tropa.compiled import kept_in  # noqa: PLC0415
        from tropa.show.cli import ahead  # noqa: PLC0415
        from tropa.show.cli.demo_steps import planned  # noqa: PLC0415
        from tropa.workspace.answers import Question  # noqa: PLC0415
        from tropa.workspace.screen import ask_screen  # noqa: PLC0415

        console, zone = self.console, self.map.zone
        console.say("cli.demo.drawing", days=HISTORY // DAY)
        # Placing was compiled for drawing them: what is left is the questions of screens.
        ahead.begin(kept_in())
        taken, people = 0, set[str]()
        workspace.live.importing += 1
        while chunk := list(islice(events, EVENTS_AT_ONCE)):
            past = [one for one in chunk if one.time <= self.now]
            self._keep(workspace, past)
            taken += len(past)
            people.update(one.id.rpartition("-")[0] for one in past)
            day = date_words(chunk[-1].time, zone, self.language)
            console.progress(say("cli.demo.taken", self.language, n=taken, day=day))
            if len(past) < len(chunk):
                events = chain(chunk[len(past) :], events)
                break
        workspace.live.drain()
        self._keep(workspace, planned(workspace, self.map, SOURCE, self.now, self.language))
        workspace.live.drain()
        workspace.live.importing -= 1
        # The first page then finds everything compiled.
        ask_screen(workspace, self.map.id, Question())
        console.progress_over()
        console.say("cli.demo.done", n=taken, people=len(people))
        return events

    def _serve(
        self, workspace: "Workspace", port: int | None, ready: Callable[["Bound"], None]
    ) -> None:
        """Serve on the port asked for; where none was, on the usual one or any that is free."""
        from tropa.show.api.serve import serve  # noqa: PLC0415

        notice: dict[Language, str] = {
            one: say("page.demo", one, speed=SPEED) for one in LANGUAGES
        }
        settings = workspace.settings
        try:
            at = settings.port if port is None else port
            serve([workspace], settings, settings.host, at, ready, notice)
        except UsageFault as fault:
            if port is not None or fault.code != "port_busy":
                raise
            serve([workspace], settings, settings.host, 0, ready, notice)

    def _feed(self, workspace: "Workspace", events: Iterator[Event]) -> None:
        """Let further events happen when their time has come."""
        following, due = next(events), list[Event]()
        while not self.stop.wait(_BEAT):
            now = self.clock.now()
            while following.time <= now:
                due.append(following)
                following = next(events)
            if due:
                # What cannot be kept now is offered again with what comes next.
                with suppress(Unavailable):
                    self._keep(workspace, due)
                    due = []

    def _keep(self, workspace: "Workspace", events: list[Event]) -> None:
        offer = Offer(SOURCE, self.clock.now(), events, body_hashes(events))
        workspace.intake.keep(offer)
