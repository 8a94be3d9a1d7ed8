"""Files that take their place whole: written apart, down to the disk, then renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from typing import TYPE_CHECKING

from cpom_desktop.errors import DisquePlein, DossierCorrompu, ErreurStockage, LectureSeule
from cpom_desktop.i18n import _
from cpom_desktop.services import unfinished
from db.beside import SIDES, beside
from db.connection import sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
UNREAD = (ErreurStockage, OSError, sqlite3.Error, UnicodeDecodeError)
"""What a damaged file raises; the last one when SQLite's own message holds its bytes."""
SQLITE_FULL = 13
SQLITE_DENIED = frozenset({3, 8, 14})
SQLITE_DAMAGED = frozenset({11, 26})


def free_name(path: Path) -> Path:
    """Return `path`, or the first of its kind with a number that nothing bears yet."""
    found, number = path, 2
    while found.exists():
        found, number = path.with_name(f"{path.stem} {number}{path.suffix}"), number + 1
    return found


def start_part(target: Path) -> Path:
    """Make the empty file, readable by its owner only, in which `target` is prepared."""
    part = target.with_name(f"{target.name}.part")
    remove(part)
    unfinished.note(part)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return part


def copy_whole(source: Path, part: Path) -> None:
    """Copy the bytes of a file that nobody has open, down to the disk."""
    with source.open("rb") as read, part.open("r+b") as written:
        shutil.copyfileobj(read, written, 1 << 20)
        written.truncate()
        written.flush()
        os.fsync(written.fileno())
    if part.stat().st_size != source.stat().st_size:
        raise OSError(errno.EIO, f"{part.name}: not the size of {source.name}")


def publish(part: Path, target: Path) -> None:
    """Give a prepared file its name, down to the disk; nothing that is there is replaced.

    Raises:
        FileExistsError: something has the name.
    """
    sync_file(part)
    if target.exists():
        raise FileExistsError(errno.EEXIST, "already there", str(target))
    part.replace(target)
    sync_folder(target.parent)
    unfinished.forget(part)


def take_place(part: Path, target: Path) -> None:
    """Give a prepared file its name, in place of the former one."""
    part.replace(target)
    unfinished.forget(part)


def sync_file(path: Path) -> None:
    """Write the content of a file down to the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Write the names of a folder down to the disk, where the system can."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a file and what SQLite may have left beside it; a second fault hides no first."""
    for side in ("", *SIDES):
        with contextlib.suppress(OSError):
            beside(path, side).unlink(missing_ok=True)
    unfinished.forget(path)


@contextlib.contextmanager
def told(code: str, sentence: str) -> Iterator[None]:
    """Turn what the disk or SQLite says of a copy into `sentence`, with its cause and remedy.

    Args:
        code: code of the error; `-disque-plein`, `-protege` or `-endommagee` is
            added.
        sentence: what could not be done, and what is safe.
    """
    try:
        yield
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        kind, suffix, remedy = _cause(error)
        raise kind(f"{code}{suffix}", sentence, remedy=remedy, detail=str(error)) from error


def _cause(error: Exception) -> tuple[type[ErreurStockage], str, str]:
    system = error.errno if isinstance(error, OSError) else None
    of_sqlite = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if system in FULL or of_sqlite == SQLITE_FULL:
        return DisquePlein, "-disque-plein", _("Libérez de la place, puis recommencez.")
    if system in DENIED or of_sqlite in SQLITE_DENIED:
        remedy = _("Vérifiez que cet emplacement existe et que vous pouvez y écrire.")
        return LectureSeule, "-protege", remedy
    if of_sqlite in SQLITE_DAMAGED or isinstance(error, UnicodeDecodeError):
        return DossierCorrompu, "-endommagee", _("Fermez le dossier, puis rouvrez-le.")
    remedy = _("Vérifiez que le disque ou la clé est branché, puis recommencez.")
    return ErreurStockage, "", remedy
