"""The private folder where attached files are written to be opened by another program.

It is made at the first need, entered by its owner only, and deleted when the dossier closes. What
a killed program left behind goes at the next start or closing.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.domain.fichiers import check_type, clean_file_name
from cpom_desktop.i18n import _
from cpom_desktop.private import OPENED, make_private, purge, remove_folder
from db.files import free_name, told

if TYPE_CHECKING:
    from collections.abc import Callable


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
        check_type(safe, data)
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
            root = self._root() / OPENED
            make_private(root)
            self._folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=root))
        return self._folder

    def close(self) -> None:
        """Delete what was written, and what programs that were killed left behind."""
        if self._folder is not None:
            remove_folder(self._folder)
            self._folder = None
        purge(self._root() / OPENED)
