"""Imports that run while nobody waits: begun in the browser, safe to close, gone on with later.

A run takes a file in by the very function the command uses, in a thread of its own, one run at
a time. Between two chunks it looks whether it should pause or stop. Stopped, or cut off with
the server, it goes on from the chunk it had come to.
"""

import logging
import threading
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

import msgspec

from tropa.collect.refuse_rows import RefusedRow
from tropa.errors import RequestFault, TropaError, Unavailable
from tropa.workspace.answers import Question, ask_map
from tropa.workspace.intake.import_wish import Wish, plan_for, save_mapping, table_of
from tropa.workspace.intake.importing import Loading, take_in
from tropa.workspace.opening import Workspace
from tropa.workspace.uploads import Upload, Uploads, uploads_of

State: TypeAlias = Literal["running", "paused", "done", "stopped", "failed"]
EXAMPLES: Final = 50
"""Refused rows that a run shows."""

_LOG: Final = logging.getLogger("tropa.import")


class Stopped(Exception):
    """The run was told to stop; what was taken in is kept."""


class Begun(msgspec.Struct, frozen=True):
    """What a run was begun with: kept beside its file."""

    map: str
    wish: Wish


@dataclass
class ImportRun:
    """One run, as it is watched."""

    upload: Upload
    begun: Begun
    state: State = "running"
    loading: Loading | None = None
    fault: TropaError | None = None
    before: dict[str, Any] = field(default_factory=dict[str, Any])
    after: dict[str, Any] = field(default_factory=dict[str, Any])
    """The map's stages before the run and after it."""
    go: threading.Event = field(default_factory=threading.Event)
    stopping: bool = False
    several: bool = False
    """The file holds more tables than this one."""

    @property
    def alive(self) -> bool:
        """Whether it is under way."""
        return self.state in ("running", "paused")

    @property
    def examples(self) -> list[RefusedRow]:
        """The first refused rows."""
        return self.loading.examples if self.loading else []


class ImportRuns:
    """The files and runs of a workspace that is served."""

    def __init__(self, workspace: Workspace) -> None:
        settings = workspace.settings
        self.workspace = workspace
        self.uploads: Uploads = uploads_of(
            workspace.folder, workspace.clock, settings.upload_mb
        )
        self._runs: dict[str, ImportRun] = {}
        self._lock = threading.Lock()
        self._closing = False

    def find(self, upload_id: str) -> ImportRun:
        """The run of a file.

        A run that was cut off with an earlier server is there, too, and stands still.

        Raises:
            RequestFault: none was begun.
        """
        known = self._runs.get(upload_id)
        if known is not None:
            return known
        upload = self.uploads.get(upload_id)
        if not upload.how:
            raise RequestFault("no_such_run", status=404)
        begun = msgspec.json.decode(upload.how, type=Begun)
        return ImportRun(upload, begun, "stopped")

    def every(self) -> list[ImportRun]:
        """Runs of this server, and those cut off before."""
        cut = [one for one in self.uploads.every() if one.how and one.id not in self._runs]
        return [*self._runs.values(), *(self.find(one.id) for one in cut)]

    def begin(self, upload: Upload, begun: Begun) -> ImportRun:
        """Take a file in from now on, or go on with it.

        Raises:
            RequestFault: another one is being taken in.
            TropaError: the file or the mapping cannot be taken as a whole.
        """
        with self._lock:
            if any(one.alive for one in self._runs.values()):
                raise RequestFault("import_running", status=409)
            # Whatever is wrong with the file as a whole is said at once.
            source = self.uploads.source(upload)
            table, several = table_of(source, begun.wish)
            plan = plan_for(self.workspace, table, begun.wish)
            save_mapping(self.workspace, plan.mapping)
            kept = msgspec.structs.replace(upload, how=msgspec.json.encode(begun).decode())
            self.uploads.note(kept)
            run = ImportRun(kept, begun, several=several)
            run.go.set()
            self._runs[upload.id] = run
        threading.Thread(target=self._work, args=(run,), name="import", daemon=True).start()
        return run

    def pause(self, run: ImportRun) -> None:
        """Stand still after the chunk under way."""
        if run.alive:
            run.go.clear()
            run.state = "paused"

    def resume(self, run: ImportRun) -> ImportRun:
        """Go on: after a pause, or from where a stopped run had come to."""
        if run.alive:
            run.state = "running"
            run.go.set()
            return run
        if run.state == "done":
            return run
        return self.begin(run.upload, run.begun)

    def stop(self, run: ImportRun) -> None:
        """End it after the chunk under way."""
        run.stopping = True
        run.go.set()

    def close(self) -> None:
        """The server goes: every run ends after its chunk, to be gone on with."""
        self._closing = True
        for run in self._runs.values():
            self.stop(run)

    def forget(self, upload: Upload) -> None:
        """A file is not needed any more.

        Raises:
            RequestFault: it is being taken in.
        """
        run = self._runs.get(upload.id)
        if run is not None and run.alive:
            raise RequestFault("import_running", status=409)
        self._runs.pop(upload.id, None)
        self.uploads.remove(upload)

    # ------------------------------------------------------------ the thread

    def _work(self, run: ImportRun) -> None:
        try:
            run.before = self._stages(run)
            source = self.uploads.source(run.upload)
            table, _ = table_of(source, run.begun.wish)
            plan = plan_for(self.workspace, table, run.begun.wish)
            run.loading = take_in(
                self.workspace, source, plan, lambda loading: self._told(run, loading)
            )
            run.after = self._stages(run)
            run.state = "done"
            self.uploads.note(msgspec.structs.replace(run.upload, how=""))
            if not run.several:
                self.uploads.remove(run.upload)
        except Stopped:
            run.state = "stopped"
        except TropaError as fault:
            run.fault, run.state = fault, "failed"
        except Exception as fault:
            _LOG.exception("import of %s", run.upload.id)
            run.fault = Unavailable("unavailable", problem=type(fault).__name__)
            run.state = "failed"

    def _told(self, run: ImportRun, loading: Loading) -> None:
        run.loading = loading
        run.go.wait()
        if run.stopping or self._closing:
            raise Stopped

    def _stages(self, run: ImportRun) -> dict[str, Any]:
        """How many have come to each stage, stand there and are lost from there."""
        if not run.begun.map:
            return {}
        try:
            found = ask_map(self.workspace, run.begun.map, Question())
        except TropaError:
            return {}
        stages = zip(
            found.asked.map.stages, found.flow.stages, found.losses.stages, strict=True
        )
        return {
            stage.id: {
                "title": stage.title,
                "entered": flow.entries,
                "present": flow.present,
                "won": flow.won,
                "lost": losses.lost,
            }
            for stage, flow, losses in stages
        }
