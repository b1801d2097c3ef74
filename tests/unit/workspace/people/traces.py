"""What files of a workspace still say of somebody: byte by byte, and inside what is packed."""

from pathlib import Path

import polars as pl


def found_in(folder: Path, *needles: str) -> list[str]:
    """Files of a folder in which any of these stands, letter case aside."""
    wanted = [one.lower().encode() for one in needles]
    wanted += [one.encode("utf-16-le") for one in needles]
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(one in path.read_bytes().lower() for one in wanted)
    ]


def in_parquet(folder: Path, *needles: str) -> list[str]:
    """The same inside what is compressed."""
    found: list[str] = []
    for path in sorted(folder.rglob("*.parquet")):
        said = str(pl.read_parquet(path).to_dicts()).lower()
        if any(one.lower() in said for one in needles):
            found.append(str(path.relative_to(folder)))
    return found
