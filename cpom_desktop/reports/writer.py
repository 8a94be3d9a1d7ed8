"""The one way to put a document on the disk: whole, or not at all.

Source: `reliability.md` goals on exports; some libraries report success on a truncated file.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from cpom_desktop.domain.fichiers import RESERVED
from cpom_desktop.errors import DisquePlein, ErreurCpom, LectureSeule, RapportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.services.unfinished import being_written

if TYPE_CHECKING:
    from pathlib import Path

DOSSIER_MAGIC = b"SQLite format 3\x00"
"""First bytes of a dossier: no document ever takes its place."""
LONGEST_NAME, LONGEST_PATH = 255, 259
"""Bytes of a name, characters of a path: what common systems take."""
APPLICATIONS = {
    ".pdf": "un lecteur de PDF",
    ".docx": "Word ou LibreOffice",
    ".xlsx": "Excel ou LibreOffice",
    ".csv": "Excel ou LibreOffice",
    ".ics": "un agenda",
    ".vcf": "un carnet d'adresses",
}
"""Suffix → what usually has such a file open."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_GONE = frozenset({errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE})


def write_file(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write `data` to `path` through a temporary file beside it, replaced in one step.

    Others read it as the rights of her session say, unless it is `private`: hers alone.

    Raises:
        DisquePlein: no room is left; the old file is intact.
        LectureSeule: the folder may only be read; the old file is intact.
        RapportImpossible: the target is a dossier, is open elsewhere, has a name that Windows
            does not take, or another fault; the old file is intact.
    """
    _refuse_name(path)
    _spare_dossiers(path)
    part = path.with_name(f".cpom-{os.getpid()}-{secrets.token_hex(4)}.part")
    with being_written(part):
        _put(part, path, data, private=private)
    _sync_folder(path.parent)


def _put(part: Path, path: Path, data: bytes, *, private: bool) -> None:
    """Write `part`, then give it the name `path`; neither leaves it behind."""
    try:
        if private:
            part.touch(0o600)
        _write_part(part, data)
    except OSError as fault:
        _discard(part)
        raise _cannot_write(path, fault) from fault
    try:
        part.replace(path)
    except OSError as fault:
        _discard(part)
        raise _cannot_replace(path, fault) from fault


def name_beside(path: Path) -> Path:
    """Return the first free name of the kind « Plan (2).pdf »."""
    number = 2
    while (found := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return found


def _refuse_name(path: Path) -> None:
    """Refuse, on any system, a name that Windows does not take: the file will go there."""
    name = path.name
    odd = _FORBIDDEN.search(name) or name.endswith((".", " ")) or RESERVED.fullmatch(name)
    if odd or len(name.encode()) > LONGEST_NAME or len(str(path)) > LONGEST_PATH:
        raise RapportImpossible(
            "nom-windows",
            _("Windows n'accepte pas ce nom de fichier : {nom}.", nom=name[:60]),
            remedy=_("Exemple : {nom}. Rien n'a été écrit.", nom=f"CPOM 2026-2030{_suffix(path)}"),
            path=str(path),
        )


def _suffix(path: Path) -> str:
    return path.suffix if path.suffix.strip(". ").isalnum() else ".pdf"


def _spare_dossiers(path: Path) -> None:
    """Refuse to put a document in place of a dossier, whatever its name.

    A file named .cpom is not opened to know: it may be the live one, and closing it would
    cancel SQLite's locks (reliability §0, F8).
    """
    if path.suffix.lower() == ".cpom" or _first_bytes(path) == DOSSIER_MAGIC:
        raise RapportImpossible(
            "sur-un-dossier",
            _("{nom} est un dossier : il n'a pas été remplacé.", nom=path.name),
            remedy=_("Choisissez un autre nom pour le document."),
        )


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(len(DOSSIER_MAGIC))
    except OSError:
        return b""


def _write_part(part: Path, data: bytes) -> None:
    """Write the temporary file down to the disk and check its length."""
    with part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    written = part.stat().st_size
    if written != len(data):
        raise OSError(errno.EIO, f"{written} bytes written of {len(data)}")


def _discard(part: Path) -> None:
    """Remove the temporary file; a second fault must not hide the first."""
    with suppress(OSError):
        part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Write the new name down to the disk, where the system can (POSIX)."""
    if os.name != "posix":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _cannot_write(path: Path, fault: OSError) -> ErreurCpom:
    """Word a fault met before the target was touched."""
    if fault.errno in _FULL:
        return _disk_full(path, fault)
    if fault.errno in _DENIED:
        return _read_only(path, fault)
    if not path.parent.is_dir() or fault.errno in _GONE:
        return _gone(path, fault)
    return _impossible(path, fault)


def _cannot_replace(path: Path, fault: OSError) -> ErreurCpom:
    """Word a fault met while the new file took the place of the old one."""
    if fault.errno in _FULL:
        return _disk_full(path, fault)
    if fault.errno == errno.EROFS:
        return _read_only(path, fault)
    if isinstance(fault, PermissionError):
        return _protected(path, fault) if not os.access(path, os.W_OK) else _open(path, fault)
    return _impossible(path, fault)


def _open(path: Path, fault: OSError) -> RapportImpossible:
    """Word a file that another program has open, where the system keeps such a one (Windows)."""
    return RapportImpossible(
        "fichier-ouvert-ailleurs",
        _(
            "Le fichier est ouvert dans {application}.",
            application=_(APPLICATIONS.get(path.suffix.lower(), "une autre application")),
        ),
        remedy=_("Fermez-le ou choisissez un autre nom. L'ancien est intact."),
        detail=str(fault),
        path=str(path),
        beside=str(name_beside(path)),
    )


def _protected(path: Path, fault: OSError) -> LectureSeule:
    return LectureSeule(
        "fichier-protege",
        _("{nom} est protégé en écriture : il n'a pas été remplacé.", nom=path.name),
        remedy=_("Choisissez un autre nom. L'ancien est intact."),
        detail=str(fault),
        path=str(path),
    )


def _disk_full(path: Path, fault: OSError) -> DisquePlein:
    return DisquePlein(
        "disque-plein",
        _("Le disque est plein : le fichier n'a pas été écrit."),
        remedy=_("Libérez de la place ou choisissez un autre disque. L'ancien est intact."),
        detail=str(fault),
        path=str(path),
    )


def _read_only(path: Path, fault: OSError) -> LectureSeule:
    return LectureSeule(
        "lecture-seule",
        _("Ce dossier ne permet pas d'y écrire : le fichier n'a pas été écrit."),
        remedy=_("Choisissez un autre dossier, par exemple Documents. L'ancien est intact."),
        detail=str(fault),
        path=str(path),
    )


def _gone(path: Path, fault: OSError) -> RapportImpossible:
    """Word a place that is no longer there: a key pulled out, a share that is cut."""
    return RapportImpossible(
        "ecriture-impossible",
        _("Cet emplacement ne répond plus : le fichier n'a pas pu être écrit."),
        remedy=_(
            "Choisissez un autre dossier, ou rebranchez la clé ou le disque. L'ancien est intact."
        ),
        detail=str(fault),
        path=str(path),
    )


def _impossible(path: Path, fault: OSError) -> RapportImpossible:
    return RapportImpossible(
        "ecriture-impossible",
        _("Le fichier n'a pas pu être écrit."),
        remedy=_("Choisissez un autre dossier ou un autre nom. L'ancien est intact."),
        detail=str(fault),
        path=str(path),
    )
