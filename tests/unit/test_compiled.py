"""Where compiled functions are kept, and what there is where they cannot be."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tropa import compiled
from tropa.compiled import begin, cache_folder

DAY = 24 * 60 * 60

KERNEL = """
from tropa.compiled import compiled

@compiled
def twice(number: int) -> int:
    return number * 2
"""
ASK = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
import kernel
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
print(kernel.twice(21))
"""


def test_a_kernel_answers_where_the_disk_has_no_room_for_it(tmp_path: Path) -> None:
    (tmp_path / "kernel.py").write_text(KERNEL, encoding="utf-8")
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("42\n", "")


def test_a_copy_of_the_sources_is_not_compiled_again_and_a_change_is(tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(Path(compiled.__file__).parent, copy, copy_function=shutil.copyfile)
    assert cache_folder(copy) == cache_folder()
    changed = copy / "place" / "due.py"
    changed.write_text(changed.read_text("utf-8") + "#\n", "utf-8")
    assert cache_folder(copy) != cache_folder()


@pytest.mark.parametrize("new", [True, False])
def test_only_a_new_folder_takes_the_place_of_those_long_out_of_use(
    tmp_path: Path, new: bool
) -> None:
    mine, old, young = (tmp_path / f"compiled-{name}" for name in ("mine", "old", "young"))
    other = tmp_path / "demo"
    for folder, days in ((old, 31), (young, 29), (other, 400), *([] if new else [(mine, 40)])):
        (folder / "kernel").mkdir(parents=True)
        then = tmp_path.stat().st_mtime - days * DAY
        os.utime(folder, (then, then))
    begin(mine)
    assert old.exists() == (not new)
    assert (mine.exists(), young.exists(), other.exists()) == (True, True, True)
    # Whoever begins next finds it in use.
    begin(tmp_path / "compiled-next")
    assert (mine.exists(), old.exists()) == (True, False)


def test_two_who_save_at_once_never_write_over_each_other(tmp_path: Path) -> None:
    files: Any = vars(compiled)["_Files"]
    one, two = (files(str(tmp_path), "kernel", "stamp") for _ in range(2))
    one.save("of integers", 1)
    # The other looked before the first had said what it wrote.
    (tmp_path / "kernel.nbi").unlink()
    two.save("of fractions", 2.0)
    assert two.load("of fractions") == 2.0
    assert len(list(tmp_path.glob("*.nbc"))) == 2
