"""The one door to numba: functions over columns, compiled once and kept on disk.

A compiled function sees numbers and arrays only, lets other threads run while it works, and is
the same function of Python when compiling is switched off (`NUMBA_DISABLE_JIT=1`), which is how
its lines can be stepped through.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar, cast

_PACKAGE: Final = Path(__file__).parent
_LASTS: Final = 30 * 24 * 60 * 60
"""Seconds; compiled code nobody used for so long is of a version that is gone."""


def cache_folder(package: Path = _PACKAGE) -> Path:
    """Where compiled code is kept: beside the user's other caches, by the code it was made of.

    The installed package may be read-only, and a fresh copy of it should not compile again. A
    kernel is one with the pieces built into it, so a change of any source is another folder.
    """
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    made_of = blake2b(version("numba").encode(), digest_size=8)
    for sources in ("*.py", "place/**/*.py", "measure/**/*.py"):
        for path in sorted(package.glob(sources)):
            made_of.update(f"\0{path.relative_to(package)}\0".encode() + path.read_bytes())
    return caches / "tropa" / f"compiled-{made_of.hexdigest()}"


def begin(folder: Path) -> None:
    """Note that a folder is in use; a new one takes the place of those long out of use.

    Should one of them be read at this very moment, its reader compiles again.
    """
    with suppress(OSError):
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            os.utime(folder)
            return
        now = folder.stat().st_mtime
        for other in folder.parent.glob("compiled-*"):
            with suppress(OSError):
                if other.stat().st_mtime < now - _LASTS:
                    shutil.rmtree(other, ignore_errors=True)


_FOLDER: Final = cache_folder()
_OURS: Final = os.environ.setdefault("NUMBA_CACHE_DIR", str(_FOLDER)) == str(_FOLDER)
if _OURS:
    begin(_FOLDER)

_P = ParamSpec("_P")
_R = TypeVar("_R")
_A = TypeVar("_A")


def kept_in() -> Path | None:
    """Where what is compiled is kept; None where nothing is, or in a place not ours."""
    disabled = os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0")
    return _FOLDER if _OURS and not disabled else None


def _is_told_by_folder(source: str) -> bool:
    """Whether the name of the folder tells what this source says."""
    return _OURS and Path(source).is_relative_to(_PACKAGE)


if TYPE_CHECKING:

    def _njit(**_options: object) -> Callable[[object], Any]: ...
    def _unliteral(_type: object) -> object: ...
    def _kept_on_disk(_function: object) -> object: ...
    def borrowed(array: _A) -> _A:
        """The same array without a share in keeping it alive: for passing it on, many times."""
        ...

else:
    from numba import config as numba_config
    from numba import njit as _njit
    from numba.core import cgutils
    from numba.core.caching import FunctionCache, IndexDataCacheFile
    from numba.core.types import unliteral as _unliteral
    from numba.extending import intrinsic

    @intrinsic
    def _borrowed(_typing, array):
        """The same array without a share in keeping it alive.

        Every call that passes an array on counts it up and down, atomically; in a loop over
        millions of events that is most of the time. Whoever borrows must not outlive the owner.
        """

        def generate(context, builder, signature, args):
            struct = cgutils.create_struct_proxy(signature.return_type)(
                context, builder, value=args[0]
            )
            struct.meminfo = cgutils.get_null_value(struct.meminfo.type)
            struct.parent = cgutils.get_null_value(struct.parent.type)
            return struct._getvalue()  # noqa: SLF001 - numba has no other way out

        return array(array), generate

    _Kept = FunctionCache._impl_class  # noqa: SLF001 - numba has no other way to say where

    class _Place(_Kept._locator_classes[0]):  # noqa: SLF001 - as above
        """Numba looks where a source stands; our folder is of what is written in it."""

        @classmethod
        def get_suitable_cache_subpath(cls, py_file):
            if _is_told_by_folder(py_file):
                return ".".join(Path(py_file).relative_to(_PACKAGE).with_suffix("").parts)
            return super().get_suitable_cache_subpath(py_file)

        def get_source_stamp(self):
            told = _is_told_by_folder(self._py_file)
            return _FOLDER.name if told else super().get_source_stamp()

    class _Placed(_Kept):
        _locator_classes = (_Place, *_Kept._locator_classes[1:])  # noqa: SLF001 - as above

    class _Files(IndexDataCacheFile):
        """A file for each signature, called by it.

        Numba numbers them: two processes that save at once would write different code under
        the same number, and a third one would run what was compiled for other types.
        """

        def save(self, key, data):
            signature = blake2b(repr(key).encode(), digest_size=8).hexdigest()
            name = f"{self._index_name.removesuffix('.nbi')}.{signature}.nbc"
            self._save_data(name, data)
            self._save_index({**self._load_index(), key: name})

    class _kept_on_disk(FunctionCache):  # noqa: N801 - called as a function
        """Where the disk is full or not ours to write, nothing is kept."""

        _impl_class = _Placed

        def __init__(self, function):
            super().__init__(function)
            plain = self._cache_file
            self._cache_file = _Files(
                self._cache_path,
                self._impl.filename_base,
                plain._source_stamp,  # noqa: SLF001 - as above
            )

        def save_overload(self, sig, data):
            with suppress(OSError):
                super().save_overload(sig, data)

    # Lines stepped through in Python are no place for what only compiled code can do.
    borrowed = (lambda array: array) if numba_config.DISABLE_JIT else _borrowed


def compiled(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile at first use for the types it is called with; the result is cached on disk.

    Where the disk is full or not ours to write, it is compiled again in the next process.
    """
    made = _njit(nogil=True, error_model="numpy")(function)
    if hasattr(made, "_cache"):
        made._cache = _kept_on_disk(function)  # noqa: SLF001 - numba's own, told another place
    return cast("Callable[_P, _R]", made)


def part(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """A piece of compiled functions, never called from Python itself: cheaper to compile."""
    made = _njit(
        nogil=True,
        error_model="numpy",
        no_cpython_wrapper=True,
        no_cfunc_wrapper=True,
        forceinline=True,
    )(function)
    template = getattr(made, "get_call_template", None)
    if template is not None:
        # Left alone, numba compiles a copy for every distinct constant it is called with.
        def plain(args: tuple[object, ...], kws: dict[str, object]) -> object:
            return template(
                tuple(_unliteral(arg) for arg in args),
                {name: _unliteral(arg) for name, arg in kws.items()},
            )

        made.get_call_template = plain
    return cast("Callable[_P, _R]", made)
