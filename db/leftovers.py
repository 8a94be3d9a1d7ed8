"""What lies beside a file before it is opened: a journal of its own, or of another file.

SQLite plays any journal back into the file that it lies beside: a dossier put in the place of
another by hand would lose rows without a word (reliability A.5). Both are tried on copies; the
digest says which of the two is the dossier.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import closing, contextmanager
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from db.beside import SIDES, begun, beside, names_another
from db.connection import connect, memory_copy
from db.copies import check_copy
from db.files import UNREAD, copy_whole, free_name, remove, told
from db.header import damaged
from db.lock import is_held
from db.swap import resume

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from db.connection import Connection


def end_cut_restore(dossier: Path) -> None:
    """End a restore that a kill or a power cut stopped."""
    if not is_held(dossier):
        resume(dossier)


def set_strangers_aside(dossier: Path, *, write: bool) -> None:
    """Move away a journal that is not this file's; leave its own, which SQLite plays back.

    A file that is only read is refused rather than changed.

    Raises:
        DossierCorrompu: neither the file nor the file with its journal is sound, or a stranger
            lies beside a file that may only be read.
    """
    left = [side for side in SIDES if beside(dossier, side).exists()]
    if not left or (not write and is_held(dossier)):
        return
    if left == ["-journal"] and _is_sound(dossier, left):
        return
    own = [] if _is_sound(dossier, ()) else ["-journal"]
    if own and ("-journal" not in left or not _is_sound(dossier, own)):
        raise damaged(dossier, f"with or without {', '.join(left)}")
    if not write:
        raise damaged(dossier, f"a stranger beside it: {', '.join(left)}")
    for side in left:
        if side not in own:
            stranger = beside(dossier, side)
            stranger.rename(free_name(stranger.with_name(f"{stranger.name}.ecarte")))


def remove_unfinished(dossier: Path) -> None:
    """Remove the copies that a killed program was writing beside a dossier; none has its name."""
    name, stem, suffix = (escape(part) for part in (dossier.name, dossier.stem, dossier.suffix))
    for part in begun(dossier):
        remove(part)
    for pattern in (f".{name}.restauration", f"{stem} (*{suffix}"):
        for part in dossier.parent.glob(f"{pattern}.part"):
            remove(part)
    _clear_workshops(dossier)


def played_back(dossier: Path) -> Iterator[bytes]:
    """Yield the bytes of a file once its journal is played back, on a copy; none without one."""
    journal = beside(dossier, "-journal")
    if not journal.exists() or names_another(journal):
        return
    with _copied(dossier, ["-journal"]) as copy:
        try:
            with closing(connect(copy, write=False)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except UNREAD:
            return
        yield copy.read_bytes()


def may_be_repaired(dossier: Path) -> bool:
    """Tell whether SQLite may play a journal back where it is, and remove it."""
    return os.access(dossier, os.W_OK) and os.access(dossier.parent, os.W_OK)


def repaired(dossier: Path) -> Connection:
    """Return a copy in memory, only read, of a file whose journal is played back apart.

    Raises:
        ErreurStockage, sqlite3.Error, OSError: it could not be copied or read.
    """
    with (
        told("ouverture", _("Ce dossier n'a pas pu être lu sur une copie.")),
        _copied(dossier, ["-journal"]) as copy,
        closing(connect(copy, write=False)) as connection,
    ):
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        found = memory_copy(connection, copy)
    found.execute("PRAGMA query_only=ON")
    return found


def _is_sound(dossier: Path, sides: Sequence[str]) -> bool:
    """Tell whether a copy of the file, with some of what lies beside it, is a dossier."""
    if any(names_another(beside(dossier, side)) for side in sides):
        return False
    with _copied(dossier, sides) as copy:
        try:
            check_copy(copy)
        except UNREAD:
            return False
    return True


@contextmanager
def _copied(dossier: Path, sides: Iterable[str]) -> Iterator[Path]:
    """Give a copy of a file and of some of what lies beside it, in a folder of its own."""
    with _workshop(dossier) as folder:
        copy = Path(folder) / dossier.name
        for side in ("", *sides):
            target = beside(copy, side)
            target.touch(0o600)
            copy_whole(beside(dossier, side), target)
        yield copy


def _workshop(dossier: Path) -> tempfile.TemporaryDirectory[str]:
    """Return a private folder beside the dossier, else where the system has its own."""
    _clear_workshops(dossier)
    prefix = f".{dossier.name}.controle-"
    try:
        return tempfile.TemporaryDirectory(prefix=prefix, dir=dossier.parent)
    except OSError:
        return tempfile.TemporaryDirectory(prefix="cpom-controle-")


def _clear_workshops(dossier: Path) -> None:
    """Remove the folders that a killed program left beside a dossier."""
    for folder in dossier.parent.glob(f".{escape(dossier.name)}.controle-*"):
        shutil.rmtree(folder, ignore_errors=True)
