"""Files being prepared anywhere she chose: noted, so that a program killed there leaves none.

A `.part` lies beside what it will become: on a key, on a share, in a folder nobody looks at
again. Each is noted in the folder of states of this computer while it is written; a later start
removes those whose program has ended. Losing the notes costs nothing but that.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.private import has_ended, make_private

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = frozenset({".part", ".note"})
NOTES = "ecritures"
SIDES = ("", "-journal", "-wal", "-shm")
FORGOTTEN_AFTER_S = 90 * 86_400
"""How long a note waits for a key or a share that is not there."""
LONGEST_WRITE_S = 86_400
"""Age from which a note is nobody's, where the system does not say whose it is."""


def note(part: Path) -> None:
    """Note that a file is being prepared; where nothing can be noted, it is written all the same.

    The name is looked for by `forget` in this process only.
    """
    with contextlib.suppress(OSError):
        folder = notes_folder()
        make_private(folder)
        path = folder / f"{os.getpid()}-{secrets.token_hex(4)}.txt"
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            os.write(descriptor, os.fsencode(part.absolute()))
        finally:
            os.close(descriptor)


def forget(part: Path) -> None:
    """Forget a file that has its name, or is given up."""
    mine, wanted = f"{os.getpid()}-", os.fsencode(part.absolute())
    for path in _notes():
        if path.name.startswith(mine) and _read(path) == wanted:
            with contextlib.suppress(OSError):
                path.unlink()


def remove_left() -> None:
    """Remove the files that programs which have ended were preparing."""
    over = [path for path in _notes() if _is_over(path)]
    if not over:
        return
    living = {_read(path) for path in _notes() if path not in over}
    for path in over:
        part = Path(os.fsdecode(_read(path)))
        if os.fsencode(part) in living or part.suffix not in SUFFIXES or _removed(part, path):
            with contextlib.suppress(OSError):
                path.unlink()


def notes_folder() -> Path:
    """Return where the notes are."""
    from platformdirs import user_state_path  # noqa: PLC0415 - with the first file

    return user_state_path("CPOM Desktop", appauthor=False) / NOTES


def _notes() -> list[Path]:
    try:
        return sorted(notes_folder().glob("*.txt"))
    except OSError:
        return []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _removed(part: Path, path: Path) -> bool:
    """Remove a file; tell whether nothing is left to do about it, ever."""
    try:
        for side in SIDES:
            part.with_name(f"{part.name}{side}").unlink(missing_ok=True)
        part.with_name(f".{part.name}.verrou").unlink(missing_ok=True)
    except OSError:
        return _age(path) > FORGOTTEN_AFTER_S
    return part.parent.is_dir() or _age(path) > FORGOTTEN_AFTER_S


def _is_over(path: Path) -> bool:
    """Tell whether the program that wrote a note has ended."""
    ended = has_ended(path.name)
    return _age(path) > LONGEST_WRITE_S if ended is None else ended


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


@contextlib.contextmanager
def being_written(part: Path) -> Iterator[None]:
    """Note a file for the time of a block."""
    note(part)
    try:
        yield
    finally:
        forget(part)
