"""The first bytes of a file, read as plain bytes before any connection exists.

Nothing is written: a file that is not ours, damaged or newer is left as it was found.
Source: SQLite file format, §1.3 (header); messages M-01 to M-04 of docs/stockage.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.errors import DossierCorrompu, DossierTropRecent, ErreurStockage, LectureSeule
from cpom_desktop.i18n import _
from db.keys import MAGIC, PAGE_SIZE, key_of, looks_protected

if TYPE_CHECKING:
    from pathlib import Path

    from db.connection import Connection

APPLICATION_ID = 0x43504F4D
"""« CPOM » in ASCII."""
OURS = APPLICATION_ID.to_bytes(4, "big")
HEADER_SIZE = 100
LARGEST_VERSION = 2**31
"""The number is signed: from here on it is negative, which no version wrote."""
SMALLEST_PAGE = 512
UTF_8 = (1).to_bytes(4, "big")
"""Encoding of the texts of a file; we never write another."""
ROLLBACK = b"\x01\x01"
"""Read and write versions of a file with a rollback journal; we never write another."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of a sound file says: schema number, page size in bytes, page count.

    That of a protected file is encrypted: its number is 0 until `version_of` asks SQLite.
    """

    version: int
    page_size: int
    page_count: int


def inspect_header(path: Path, newest: int) -> Header:
    """Read and judge the first 100 bytes of `path`, which nobody must have open here.

    Args:
        path: the file.
        newest: highest schema number that this application knows.
    Raises:
        ErreurStockage: not found, or not a file.
        LectureSeule: no permission to read.
        DossierCorrompu: empty (M-01), damaged (M-02), not a dossier (M-03).
        DossierTropRecent: made by a newer version (M-04).
        DossierProtege: protected by a password that was not given.
    """
    page, size = _read(path)
    head = page[:HEADER_SIZE]
    if size == 0:
        raise DossierCorrompu(
            "M-01",
            _("Ce fichier est vide : {nom}.", nom=path.name),
            remedy=_("Rouvrez une copie de secours de ce dossier."),
        )
    if head[68:72] != OURS and looks_protected(path, page, size):
        key_of(path)
        return Header(0, PAGE_SIZE, size // PAGE_SIZE)
    _check_ours(path, head)
    header = Header(_int(head, 60), _page_size(head), _int(head, 28))
    _check_version(path, header.version, newest)
    _check_size(path, head, header, size)
    return header


def version_of(connection: Connection, path: Path, header: Header, newest: int) -> int:
    """Return the schema number of an open file, its journal played back.

    Its header says another one when a change of format was cut as its pages were written; that
    of a protected file says none.

    Raises:
        DossierCorrompu, DossierTropRecent: as `inspect_header`; nothing was written.
    """
    identity, version, pages = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version", "page_count")
    )
    if identity != APPLICATION_ID:
        raise _not_ours(path)
    _check_version(path, version, newest)
    if header.version:
        return int(version)
    if pages * PAGE_SIZE != path.stat().st_size:
        raise damaged(path, f"{path.stat().st_size} bytes for {pages} pages")
    return int(version)


def _check_version(path: Path, version: int, newest: int) -> None:
    if not 1 <= version < LARGEST_VERSION:
        raise damaged(path, f"schema {version}")
    if version > newest:
        raise _too_new(path, version, newest)


def _check_ours(path: Path, head: bytes) -> None:
    ours = head[68:72] == OURS
    cut = head.startswith(MAGIC) and len(head) < HEADER_SIZE
    if cut or (ours and not head.startswith(MAGIC)):
        raise damaged(path, "magic")
    if not ours:
        raise _not_ours(path)
    if head[18:20] != ROLLBACK:
        raise damaged(path, f"read and write versions {head[18:20]!r}")
    if head[56:60] != UTF_8:
        raise damaged(path, f"encoding {head[56:60]!r}")


def damaged(path: Path, detail: str) -> DossierCorrompu:
    """Return the error of a damaged file (M-02)."""
    return DossierCorrompu(
        "M-02",
        _("Le dossier {nom} est endommagé. Il n'a pas été modifié.", nom=path.name),
        remedy=_("Rouvrez une copie de secours, et gardez ce fichier de côté."),
        detail=detail,
    )


def _read(path: Path) -> tuple[bytes, int]:
    try:
        if not path.is_file():
            raise ErreurStockage(
                "introuvable",
                _("Aucun dossier à cet endroit : {chemin}.", chemin=str(path)),
                remedy=_("Vérifiez que la clé ou le disque est branché, puis recommencez."),
            )
        with path.open("rb") as file:
            return file.read(PAGE_SIZE), path.stat().st_size
    except PermissionError as error:
        raise LectureSeule(
            "droit-de-lecture",
            _("Vous n'avez pas le droit de lire ce fichier : {nom}.", nom=path.name),
            remedy=_("Demandez ce droit à votre service informatique."),
            detail=str(error),
        ) from error
    except OSError as error:
        raise ErreurStockage(
            "illisible",
            _("Ce fichier n'a pas pu être lu : {nom}.", nom=path.name),
            remedy=_("Vérifiez son nom, et que la clé ou le disque est branché."),
            detail=str(error),
        ) from error


def _int(head: bytes, offset: int) -> int:
    return int.from_bytes(head[offset : offset + 4], "big")


def _page_size(head: bytes) -> int:
    size = int.from_bytes(head[16:18], "big")
    return 65536 if size == 1 else size


def _not_ours(path: Path) -> DossierCorrompu:
    return DossierCorrompu(
        "M-03",
        _("Ce fichier n'est pas un dossier CPOM : {nom}.", nom=path.name),
        remedy=_("Choisissez un dossier créé par ce logiciel : un fichier .cpom."),
    )


def _too_new(path: Path, version: int, newest: int) -> DossierTropRecent:
    return DossierTropRecent(
        "M-04",
        _(
            "Ce dossier a été créé par une version plus récente de CPOM Desktop "
            "(format {version} ; vous avez le format {connu}). Il n'a pas été modifié.",
            version=version,
            connu=newest,
        ),
        remedy=_(
            "Installez la dernière version du logiciel, puis rouvrez-le : celle-ci ne peut ni le "
            "lire ni l'exporter."
        ),
        detail=path.name,
    )


def _check_size(path: Path, head: bytes, header: Header, size: int) -> None:
    """Refuse a truncated file or one with foreign bytes at its end.

    The page count is only true when two counters of the header agree, and while no hot
    journal waits to be played back.
    """
    power_of_two = header.page_size & (header.page_size - 1) == 0
    if header.page_size < SMALLEST_PAGE or not power_of_two or size < SMALLEST_PAGE:
        raise damaged(path, "page size")
    counters_agree = head[24:28] == head[92:96]
    hot = path.with_name(path.name + "-journal").exists()
    if counters_agree and not hot and size != header.page_size * header.page_count:
        raise damaged(path, f"{size} bytes for {header.page_count} pages of {header.page_size}")
