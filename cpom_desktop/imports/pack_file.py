"""The file that a region sends: one archive of a few texts, refused when it is anything else.

Nothing is unpacked on the disk: the texts are read in memory, up to a bound.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

from cpom_desktop.content.regional import KINDS, MOST_BYTES
from cpom_desktop.errors import ImportImpossible
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.imports.archives import UNREADABLE
from cpom_desktop.imports.limits import MOST_PACK_ENTRIES, MOST_PACKED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SUFFIX = ".cpompack"
TOLD = 5
"""Names told of those that are not expected."""


def read_pack_file(path: Path) -> dict[str, str]:
    """Return the texts of a file, by name; what they say is not read yet.

    Raises:
        ImportImpossible: it cannot be read, is no such archive, or is not safe to open.
    """
    try:
        if path.stat().st_size > MOST_PACKED:
            raise _refused(path, _("il est trop gros"))
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, _("il est introuvable ou protégé"), error) from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if faults := tuple(_faults(archive.infolist())):
                raise _refused(path, " ; ".join(faults))
            return {entry.filename: _text(path, archive, entry) for entry in archive.infolist()}
    except UNREADABLE as error:
        raise _refused(path, _("ce n'est pas un fichier régional lisible"), error) from error


def pack_bytes(texts: Mapping[str, str]) -> bytes:
    """Return the file that holds these texts, the same for the same texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(texts):
            archive.writestr(zipfile.ZipInfo(name), texts[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _faults(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Yield what the directory of an archive tells: nothing is read yet."""
    if len(entries) > MOST_PACK_ENTRIES:
        yield _("il contient trop de fichiers")
        return
    names = Counter(entry.filename for entry in entries)
    if not names.keys() & KINDS.keys():  # a workbook, a document, an archive of anything
        yield _("ce n'est pas un fichier régional : {noms}, à la racine", noms=", ".join(KINDS))
        return
    if strangers := sorted(names.keys() - KINDS.keys()):
        yield ngettext(
            "« {noms} » n'y est pas attendu",
            "{noms} n'y sont pas attendus",
            len(strangers),
            noms=", ".join(name[:80] for name in strangers[:TOLD]),
        )
        yield _("seuls le sont, à la racine, {noms}", noms=", ".join(KINDS))
    if twice := [name for name, count in names.items() if count > 1]:
        yield _("« {nom} » y est deux fois", nom=twice[0][:80])
    if any(entry.flag_bits & 0x1 for entry in entries):
        yield _("il est protégé par un mot de passe")
    if any(entry.file_size > MOST_BYTES for entry in entries):
        yield _("il est trop gros une fois déplié")


def _text(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    """Return an entry as text; its size was told by the directory, and is not trusted."""
    with archive.open(entry) as part:
        data = part.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _refused(path, _("il est trop gros une fois déplié"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = _("« {nom} » n'est pas du texte UTF-8", nom=entry.filename)
        raise _refused(path, reason, error) from error


def _refused(path: Path, reason: str, fault: BaseException | None = None) -> ImportImpossible:
    return ImportImpossible(
        "pack-illisible",
        _("Le fichier {nom} n'a pas pu être lu : {raison}.", nom=path.name, raison=reason),
        remedy=_(
            "Une grille ou des objectifs régionaux sont un fichier {suffixe} envoyé par votre "
            "ARS ou votre fédération. Rien n'a changé dans le dossier.",
            suffixe=SUFFIX,
        ),
        detail=str(fault or ""),
    )
