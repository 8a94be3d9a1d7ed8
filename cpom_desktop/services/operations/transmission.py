"""What was sent: told in the journal, numbered, and frozen with the dossier it was made from."""

from __future__ import annotations

from contextlib import suppress
from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING, Any

from cpom_desktop.domain.echanges import Envoi, NatureEchange, next_numero
from cpom_desktop.domain.pieces import TRANSMIS, Fichier
from cpom_desktop.domain.saisie import clean_line
from cpom_desktop.errors import ErreurCpom, RegleInvalide
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.operations.base import Context, Operation, cleaned, require_text
from cpom_desktop.services.operations.echanges import AddEchange, AddEnvoi, NumberBordereau
from cpom_desktop.services.operations.fichiers import AttachFichiers, FichierLu
from cpom_desktop.services.queries.envois import without_sendings
from cpom_desktop.services.snapshot import RECORDS, DossierSnapshot, value_of

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records

LONGEST_TITLE = 120
"""Characters of a title in the name of a version: the number and the day follow it."""


class TransmitDocument(Operation, frozen=True):
    """Write in the journal that a document was sent, with its slip if wanted; answers its id.

    One that is named in the catalogue is frozen: its rank, what it told, the dossier that day.
    The version kept is outside undo: it stays when the sending is undone, and serves again.

    Attributes:
        personnes, noms: to whom, as in `AddEchange`.
        nature: by which way; a document handed over is `document`.
        empreinte: SHA-256 of the file that was exported, empty for paper.
        bordereau: give it the next number of sending slip.
        document: its name in the catalogue; empty for what the program did not make.
        contenu: SHA-256 of what it tells, whatever its date and its format.
        fichier: the very file that was sent, or printed.
        version_gardee: keep the dossier as it is; one version serves several sendings.
    """

    jour: date
    titre: str
    personnes: list[int] = []  # noqa: RUF012 - msgspec copies an empty default
    noms: list[str] = []  # noqa: RUF012 - as above
    nature: NatureEchange = NatureEchange.DOCUMENT
    version: str = ""
    exemplaires: int = 1
    empreinte: str = ""
    bordereau: bool = True
    reunion_id: int | None = None
    document: str = ""
    contenu: str = ""
    fichier: FichierLu | None = None
    version_gardee: bool = True

    def title(self) -> str:
        """Return its title."""
        return _("noter l'envoi d'un document")

    def apply(self, records: Records, context: Context) -> int:
        """Write the exchange, what went with it, the number of its slip, and freeze it.

        Raises:
            RegleInvalide: `envoi-sans-destinataire`, or as `AttachFichiers`.
        """
        require_text(self.titre)
        if not self.personnes and not any(nom.strip() for nom in self.noms):
            raise RegleInvalide("envoi-sans-destinataire")
        frozen = self._frozen(records)
        echange_id = self._add_echange(records, context)
        envoi_id = AddEnvoi(
            echange_id=echange_id,
            titre=self.titre,
            version=self.version,
            exemplaires=self.exemplaires,
            empreinte=self.empreinte,
        ).apply(records, context)
        if frozen:
            records.update(Envoi, envoi_id, frozen)
        if self.fichier is not None:
            kept = AttachFichiers(fichiers=[self.fichier], echange_id=echange_id)
            records.update(Fichier, kept.apply(records, context), {"usage": TRANSMIS})
        if self.bordereau:
            NumberBordereau(echange_id=echange_id).apply(records, context)
        return echange_id

    def _add_echange(self, records: Records, context: Context) -> int:
        told = ", ".join(filter(None, (self.titre.strip(), self.version.strip())))
        return AddEchange(
            jour=self.jour,
            objet=told,
            nature=self.nature,
            personnes=self.personnes,
            noms=self.noms,
            reunion_id=self.reunion_id,
        ).apply(records, context)

    def _frozen(self, records: Records) -> dict[str, object]:
        """Return what is frozen of a document of the catalogue, before the dossier tells of it."""
        if not self.document:
            return {}
        values = cleaned("envois", {"document": self.document, "contenu": self.contenu})
        numero = next_numero(records.all(Envoi), str(values["document"]))
        version = self._kept(records, numero) if self.version_gardee else None
        return values | {"numero": numero, "version_id": version}

    def _kept(self, records: Records, numero: int) -> int:
        """Return the version of the dossier as it is: one kept for another sending, else new."""
        from cpom_desktop.services.versions import pack_version  # noqa: PLC0415 - it imports us

        present = _state(records)
        known = same_version(records, present)
        if known is not None:
            return known
        nom = _(
            "Transmis : {titre}, n° {n}, {jour}",
            titre=clean_line(self.titre)[:LONGEST_TITLE],
            n=numero,
            jour=format_date(self.jour),
        )
        return records.keep_version(nom, pack_version(present, records.uuid))


def same_version(records: Records, present: DossierSnapshot) -> int | None:
    """Return a version that tells the same dossier, what was sent left out; None without one.

    Looked at: the one that the last sending names, and the newest of all.
    """
    named = [e.version_id for e in records.all(Envoi) if e.version_id is not None]
    wanted = without_sendings(present)
    for version_id in dict.fromkeys((records.newest_version(), *named[-1:])):
        with suppress(ErreurCpom):  # a version deleted, or that does not read, serves no more
            if version_id and without_sendings(_read(records, version_id)) == wanted:
                return version_id
    return None


def _read(records: Records, version_id: int) -> DossierSnapshot:
    from cpom_desktop.services.versions import unpack_version  # noqa: PLC0415 - it imports us

    return unpack_version(records.read_version(version_id))


def _state(records: Records) -> DossierSnapshot:
    """Return the dossier as the transaction sees it."""
    values: dict[str, Any] = {
        table: value_of(table, records.all(kind)) for table, kind in RECORDS.items()
    }
    return DossierSnapshot(**values)
