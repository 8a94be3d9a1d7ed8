"""A person erased from the dossier, for good: nothing of the name stays (RGPD, article 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.confidentialite import Effacement, MotifEffacement
from cpom_desktop.domain.pieces import TRANSMIS, Fichier
from cpom_desktop.errors import ErreurStockage, RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import Context, Operation, require_text

if TYPE_CHECKING:
    from cpom_desktop.services.personne.noms import Identite
    from cpom_desktop.services.ports import Records


class ErasePersonne(Operation, frozen=True):
    """Replace a person by « Personne effacée n° 12 » everywhere, history included; answers its id.

    It cannot be undone, nor can anything that was done before. The backups made before still
    hold the name: they are deleted apart.

    Attributes:
        nom: both names, as the texts write them.
        acteur_id: the stakeholder who is that person, if there is one.
        courriel, telephone: theirs, where no stakeholder gives them.
        motif: why.
        partout: the family name alone is replaced too, in every text.
        remplacer: or in those places only (« reunions.3.note »).
        garder: places where the name is left.
        confirme: must be true.
    """

    nom: str
    acteur_id: int | None = None
    courriel: str = ""
    telephone: str = ""
    motif: MotifEffacement = MotifEffacement.DEMANDE
    partout: bool = False
    remplacer: list[str] = []  # noqa: RUF012 - msgspec copies an empty default
    garder: list[str] = []  # noqa: RUF012 - as above
    confirme: bool = False

    def title(self) -> str:
        """Return its title, which names nobody."""
        return _("effacer une personne")

    def apply(self, records: Records, context: Context) -> int:
        """Note the erasure, then write again all that names them.

        Raises:
            RegleInvalide: `effacement-non-confirme`, `nom-vide`, `introuvable`.
        """
        from cpom_desktop.services.personne.qui import homonymes, who  # noqa: PLC0415 - seldom
        from cpom_desktop.services.personne.reecriture import Reecriture  # noqa: PLC0415

        if not self.confirme:
            raise RegleInvalide("effacement-non-confirme")
        require_text(self.nom)
        if self.acteur_id is not None:
            records.get(Acteur, self.acteur_id)
        acteurs = records.all(Acteur)
        qui, theirs = who(acteurs, self.nom, self.acteur_id, (self.courriel, self.telephone))
        kept = frozenset(self.garder) | homonymes(acteurs, qui, theirs)
        numero = 1 + max((e.numero for e in records.all(Effacement)), default=0)
        sent, others = _files(records, qui)
        done = records.rewrite(
            Reecriture(qui, numero, theirs, kept, frozenset(self.remplacer), self.partout, sent)
        )
        return records.insert(
            Effacement(
                id=0,
                numero=numero,
                jour=context.today,
                motif=self.motif,
                envois=len(sent),
                fichiers=len(others),
                gardes=len(kept),
                **{name: done.get(name, 0) for name in _COUNTED},
            )
        )


_COUNTED = ("fiches", "textes", "historique", "versions", "brouillons")


class NoteEffacement(Operation, frozen=True):
    """Note what became of the backups made before an erasure. Not a public operation."""

    id: int
    sauvegardes: int
    gardees: int

    def title(self) -> str:
        """Return its title."""
        return _("noter ce que deviennent les sauvegardes")

    def apply(self, records: Records, context: Context) -> None:
        """Write it."""
        values = {"sauvegardes": self.sauvegardes, "sauvegardes_gardees": self.gardees}
        records.update(Effacement, self.id, values)


def _files(records: Records, qui: Identite) -> tuple[frozenset[int], frozenset[int]]:
    """Return the files of documents sent that name somebody, and the others to be looked at.

    Those are what she attached: nobody but her may decide of it. What cannot be read and was
    sent goes away: the register keeps its line, its day and its imprint.
    """
    from cpom_desktop.services.personne.fichiers import may_name  # noqa: PLC0415 - seldom

    sent, others = set(), set()
    for fichier in records.all(Fichier):
        try:
            named = may_name(qui, fichier.nom, records.read_content(fichier.empreinte))
        except ErreurStockage:
            named = None
        if fichier.usage == TRANSMIS and named is not False:
            sent.add(fichier.id)
        elif fichier.usage != TRANSMIS and named is not False:
            others.add(fichier.id)
    return frozenset(sent), frozenset(others)
