"""`python -m tropa.show.reference FOLDER`: write the reference pages into a folder."""

import sys
from pathlib import Path

from tropa.show.reference.pages import reference_pages


def main() -> int:
    """Write every page; the folder is made when it is not there."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reference_pages().items():
        (folder / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
