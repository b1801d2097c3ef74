"""The one door to numba: functions over columns, compiled once and kept on disk.

A compiled function sees numbers and arrays only, lets other threads run while it works, and is
the same function of Python when compiling is switched off (`NUMBA_DISABLE_JIT=1`), which is how
its lines can be stepped through.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast


def _cache_folder() -> Path:
    """Where compiled code is kept: beside the user's other caches, by the code it was made of.

    The installed package may be read-only, and a fresh copy of it should not compile again. A
    kernel is one with the pieces built into it, so a change of any source is another folder.
    """
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    made_of = blake2b(digest_size=8)
    for path in sorted(Path(__file__).parent.glob("*/**/*.py")):
        if path.relative_to(Path(__file__).parent).parts[0] in ("place", "measure"):
            made_of.update(
                f"{path.name}{path.stat().st_size}{path.stat().st_mtime_ns}".encode()
            )
    return caches / "tropa" / f"compiled-{made_of.hexdigest()}"


os.environ.setdefault("NUMBA_CACHE_DIR", str(_cache_folder()))

_P = ParamSpec("_P")
_R = TypeVar("_R")
_A = TypeVar("_A")

if TYPE_CHECKING:

    def _njit(**_options: object) -> Callable[[object], Any]: ...
    def _unliteral(_type: object) -> object: ...
    def borrowed(array: _A) -> _A:
        """The same array without a share in keeping it alive: for passing it on, many times."""
        ...

else:
    from numba import config as numba_config
    from numba import njit as _njit
    from numba.core import cgutils
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

    # Lines stepped through in Python are no place for what only compiled code can do.
    borrowed = (lambda array: array) if numba_config.DISABLE_JIT else _borrowed


def compiled(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile at first use for the types it is called with; the result is cached on disk.

    Where the disk is full or not ours to write, it is compiled again in the next process.
    """
    made = _njit(cache=True, nogil=True, error_model="numpy")(function)
    cache = getattr(made, "_cache", None)
    if cache is not None:
        cache.save_overload = _if_there_is_room(cache.save_overload)
    return cast("Callable[_P, _R]", made)


def _if_there_is_room(save: Callable[[object, object], None]) -> Callable[..., None]:
    def kept(signature: object, data: object) -> None:
        with suppress(OSError):
            save(signature, data)

    return kept


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
