"""Operations on the files attached to a document, an exchange or a meeting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from cpom_desktop.domain.echanges import Echange
from cpom_desktop.domain.fichiers import LARGEST_TOTAL, check_size, check_type, clean_file_name
from cpom_desktop.domain.pieces import Fichier, Piece
from cpom_desktop.domain.reunions import Reunion
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.logo import LOGO, LOGO_NAME, clean_logo
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    check_names,
    cleaned,
    given,
    require_text,
)
from cpom_desktop.services.operations.diagnostic import require_critere

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.ports import Records

OWNERS = {"piece_id": Piece, "echange_id": Echange, "reunion_id": Reunion}


class FichierLu(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file and its bytes, in base 64 where it is written as JSON."""

    nom: str
    contenu: bytes


class AttachFichiers(Operation, frozen=True):
    """Attach files, their bytes kept in the dossier; answers the id of the last.

    Attributes:
        piece_id, echange_id, reunion_id, critere: what they are attached to; one of them.
    """

    fichiers: list[FichierLu]
    piece_id: int | None = None
    echange_id: int | None = None
    reunion_id: int | None = None
    critere: str = ""

    def title(self) -> str:
        """Return its title."""
        return ngettext("joindre un fichier", "joindre {n} fichiers", len(self.fichiers))

    def apply(self, records: Records, context: Context) -> int:
        """Keep the bytes and insert the files, in the same transaction.

        Raises:
            RegleInvalide: `fichier-sans-attache`, `fichier-type`, `fichier-programme`,
                `fichier-vide`, `fichier-trop-grand`, `fichiers-trop-lourds`.
        """
        owner = {name: getattr(self, name) for name in (*OWNERS, "critere")}
        _check_owner(records, context, owner)
        made = 0
        for found in self.fichiers:
            nom, size = clean_file_name(found.nom), len(found.contenu)
            check_size(size)
            check_type(nom, found.contenu)
            _check_total(records, size)
            made = records.insert(
                Fichier(
                    id=0,
                    nom=nom,
                    empreinte=records.keep_content(found.contenu),
                    taille=size,
                    ajoute_le=context.today,
                    **owner,
                )
            )
        return made


class AddFichier(Operation, frozen=True):
    """Attach a file whose bytes the dossier keeps already; answers its id.

    Attributes:
        empreinte: SHA-256 of the bytes, in hexadecimal.
        taille: bytes.
    """

    nom: str
    empreinte: str
    taille: int
    piece_id: int | None = None
    echange_id: int | None = None
    reunion_id: int | None = None
    critere: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("joindre un fichier")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it.

        Raises:
            RegleInvalide: `fichier-sans-attache`; `fichier-type`; `fichier-vide`,
                `fichier-trop-grand`; `fichier-empreinte`.
        """
        require_text(self.nom)
        values = cleaned("fichiers", {**given(self), "nom": clean_file_name(self.nom)})
        _check_owner(records, context, values)
        check_size(self.taille)
        check_type(str(values["nom"]))
        if not re.fullmatch(r"[0-9a-f]{64}", self.empreinte) or not records.has_content(
            self.empreinte, self.taille
        ):
            raise RegleInvalide("fichier-empreinte")
        return records.insert(Fichier(id=0, ajoute_le=context.today, **values))  # type: ignore[arg-type]


class SetLogo(Operation, frozen=True):
    """Give the establishment its logo, in place of the one before; answers the id of its file.

    Attributes:
        contenu: a PNG or a JPEG, in base 64 where it is written as JSON; kept as a plain PNG.
    """

    contenu: bytes

    def title(self) -> str:
        """Return its title."""
        return _("choisir le logo")

    def apply(self, records: Records, context: Context) -> int:
        """Keep the picture, made plain, and forget the one before.

        Raises:
            RegleInvalide: `logo-vide`, `logo-trop-lourd`, `logo-type`, `logo-trop-grand`,
                `logo-illisible`; `fichiers-trop-lourds`.
        """
        plain = clean_logo(self.contenu)
        _forget_logo(records)
        _check_total(records, len(plain))
        return records.insert(
            Fichier(
                id=0,
                nom=LOGO_NAME,
                empreinte=records.keep_content(plain),
                taille=len(plain),
                ajoute_le=context.today,
                usage=LOGO,
            )
        )


class DeleteLogo(Operation, frozen=True):
    """Take the logo away from the establishment; nothing when it has none."""

    def title(self) -> str:
        """Return its title."""
        return _("retirer le logo")

    def apply(self, records: Records, context: Context) -> None:
        """Forget it; its bytes stay as long as the history may bring them back."""
        _forget_logo(records)


def _forget_logo(records: Records) -> None:
    rows = [fichier.id for fichier in records.all(Fichier) if fichier.usage == LOGO]
    if rows:
        records.delete(Fichier, rows)


def _check_owner(records: Records, context: Context, values: Mapping[str, object]) -> None:
    """Refuse a file that is not attached to one thing that is there."""
    check_names(records, values, **OWNERS)
    critere = values.get("critere")
    if critere:
        require_critere(records, context, str(critere))
    if sum(values.get(owner) is not None for owner in OWNERS) + bool(critere) != 1:
        raise RegleInvalide("fichier-sans-attache")


def _check_total(records: Records, added: int) -> None:
    """Refuse what would make the dossier too heavy; bytes attached twice are kept once."""
    kept = {fichier.empreinte: fichier.taille for fichier in records.all(Fichier)}
    if sum(kept.values()) + added > LARGEST_TOTAL:
        raise RegleInvalide("fichiers-trop-lourds", limite=LARGEST_TOTAL // 1024**2)


class DeleteFichiers(Deletion, frozen=True):
    """Detach files; their bytes stay as long as the history may bring them back."""

    kind = Fichier
    words = ("retirer un fichier joint", "retirer {n} fichiers joints")
