"""The port of maps: drafts that people edit, editions that never change."""

from typing import Protocol


class Maps(Protocol):
    """`maps/ID.yaml` is the draft, `maps/ID/N.yaml` an edition."""

    def ids(self) -> list[str]:
        """Maps that have a draft or an edition."""
        ...

    def draft(self, map_id: str) -> bytes | None: ...

    def write_draft(self, map_id: str, data: bytes) -> None: ...

    def edition(self, map_id: str, number: int) -> bytes | None: ...

    def write_edition(self, map_id: str, number: int, data: bytes) -> None:
        """Write an edition once; synced."""
        ...

    def draft_changed(self, map_id: str) -> float:
        """A mark that differs whenever the draft does; 0 when there is none."""
        ...
