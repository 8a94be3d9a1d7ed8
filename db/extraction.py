"""The private folder where attached files are written to be opened by another program.

It is made at the first need, entered by its owner only, and deleted when the dossier closes. What
a killed program left behind goes at the next closing.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.domain.fichiers import check_type, clean_file_name
from cpom_desktop.i18n import _
from db.files import free_name, make_private, told

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = "fichiers-ouverts"
LEFT_AFTER_S = 24 * 3600
"""Age from which a folder is nobody's, where the system does not say whose it is."""


class PrivateFolder:
    """The `Extraction` port.

    Args:
        root: gives where such folders are made.
        write_file: puts a copy where she wants it, whole or not at all.
    """

    def __init__(
        self, root: Callable[[], Path], write_file: Callable[[Path, bytes], None]
    ) -> None:
        self._root = root
        self._write_file = write_file
        self._folder: Path | None = None

    def write(self, nom: str, data: bytes) -> Path:
        """Write a file under its name, made safe once more, to be read only; return where.

        Raises:
            ErreurStockage: what the disk says.
            RegleInvalide: `fichier-type`: such a file is opened by nothing of ours.
        """
        safe = clean_file_name(nom)
        check_type(safe, data[:4])
        with told("ouverture", _("Ce fichier n'a pas pu être préparé pour être ouvert.")):
            path = free_name(self._made() / safe)
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o400), "wb") as to:
                to.write(data)
        return path

    def save(self, target: Path, data: bytes) -> None:
        """Write a copy to the place that she chose."""
        self._write_file(target, data)

    def _made(self) -> Path:
        if self._folder is None or not self._folder.is_dir():
            root = self._root() / FOLDER
            make_private(root)
            self._folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=root))
        return self._folder

    def close(self) -> None:
        """Delete what was written, and what programs that were killed left behind."""
        if self._folder is not None:
            _remove(self._folder)
            self._folder = None
        root = self._root() / FOLDER
        with contextlib.suppress(OSError):
            for folder in root.iterdir():
                if _is_left(folder):
                    _remove(folder)


def _is_left(folder: Path) -> bool:
    """Tell whether the program that made a folder has ended."""
    number = folder.name.partition("-")[0]
    if os.name != "posix" or not number.isdecimal():
        return folder.stat(follow_symlinks=False).st_mtime < time.time() - LEFT_AFTER_S
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _remove(folder: Path) -> None:
    """Delete a folder and its files, which may only be read; a link is not followed."""
    if folder.is_symlink():
        return
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if not path.is_symlink():
                path.chmod(0o600)
    shutil.rmtree(folder, ignore_errors=True)
