"""`python -m tropa.show.reference FOLDER [TYPES]`: write the pages, and the app's types."""

import sys
from pathlib import Path

from tropa.show.api.routes import openapi
from tropa.show.reference.pages import reference_pages
from tropa.show.reference.typescript import types_text


def main() -> int:
    """Write every page; the folder is made when it is not there. Then the app's types."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reference_pages().items():
        (folder / name).write_text(text, "utf-8")
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(types_text(openapi()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
