"""What changed between two texts as one stretch of bytes: small to keep, exact to take back."""

from tropa.keep.edits import Patch


def patch_between(before: bytes, after: bytes) -> Patch:
    """The shortest single stretch that makes one text of the other."""
    head = _common(before, after)
    most = min(len(before), len(after)) - head
    tail = _common(before[::-1][:most], after[::-1][:most])
    return Patch(head, before[head : len(before) - tail], after[head : len(after) - tail])


def patched(text: bytes, patch: Patch) -> bytes:
    """The text after a patch.

    Raises:
        ValueError: it is not the text the patch was made of.
    """
    end = patch.start + len(patch.removed)
    if text[patch.start : end] != patch.removed:
        raise ValueError(patch.start)
    return text[: patch.start] + patch.added + text[end:]


def turned_back(patch: Patch) -> Patch:
    """The patch that takes another one back."""
    return Patch(patch.start, patch.added, patch.removed)


def merged(base: bytes, mine: bytes, theirs: bytes) -> bytes | None:
    """Both changes of one text together; None where they meet."""
    one, other = patch_between(base, mine), patch_between(base, theirs)
    if one.start > other.start:
        one, other = other, one
    if one.start + len(one.removed) >= other.start:
        return None
    shift = len(one.added) - len(one.removed)
    first = patched(base, one)
    return patched(first, Patch(other.start + shift, other.removed, other.added))


def _common(one: bytes, other: bytes) -> int:
    """How many bytes two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
