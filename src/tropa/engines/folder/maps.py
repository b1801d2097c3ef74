"""Maps as YAML files in a folder made for git."""

from pathlib import Path

from tropa.parts.files import write_whole


class FolderMaps:
    """Implements `tropa.keep.maps.Maps`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, map_id: str) -> Path:
        """Where the draft stands."""
        return self._folder / f"{map_id}.yaml"

    def ids(self) -> list[str]:
        if not self._folder.exists():
            return []
        drafts = {path.stem for path in self._folder.glob("*.yaml")}
        published = {path.name for path in self._folder.iterdir() if path.is_dir()}
        return sorted(name for name in drafts | published if not name.startswith("."))

    def draft(self, map_id: str) -> bytes | None:
        return _read(self.path(map_id))

    def write_draft(self, map_id: str, data: bytes) -> None:
        write_whole(self.path(map_id), data)

    def edition(self, map_id: str, number: int) -> bytes | None:
        return _read(self._folder / map_id / f"{number}.yaml")

    def write_edition(self, map_id: str, number: int, data: bytes) -> None:
        write_whole(self._folder / map_id / f"{number}.yaml", data)

    def draft_changed(self, map_id: str) -> float:
        try:
            return self.path(map_id).stat().st_mtime
        except OSError:
            return 0.0


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
