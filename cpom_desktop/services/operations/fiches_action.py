"""Operations on the fiches actions: the fiche, its steps, means, fundings and findings."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, UnsetType

from cpom_desktop.domain.fiches_action import (
    Etape,
    FicheAction,
    FicheConstat,
    FicheIndicateur,
    FicheOrigine,
    FicheVersion,
    Origine,
    Priorite,
    StatutFiche,
)
from cpom_desktop.domain.objectifs import Indicateur
from cpom_desktop.domain.reunions import Reunion
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    check_bounds,
    cleaned,
    given,
    require_text,
    update_given,
)
from cpom_desktop.services.operations.diagnostic import require_critere
from cpom_desktop.services.operations.fiches_parties import add_part, change_part, check_links

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class AddFicheAction(Operation, frozen=True):
    """Add a fiche after the others, with the next number; answers its id."""

    titre: str
    objectif_id: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("ajouter une fiche action")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it, dated today."""
        require_text(self.titre)
        check_links(records, given(self))
        values = cleaned("fiches_action", given(self))
        numero = max((f.numero for f in records.all(FicheAction)), default=0) + 1
        fiche = FicheAction(id=0, numero=numero, redigee_le=context.today, **values)  # type: ignore[arg-type]
        return records.insert(fiche)


class UpdateFicheAction(Operation, frozen=True):
    """Change a fiche."""

    id: int
    titre: str | UnsetType = UNSET
    objectif_id: int | UnsetType | None = UNSET
    statut: StatutFiche | UnsetType = UNSET
    priorite: Priorite | UnsetType | None = UNSET
    version: str | UnsetType = UNSET
    redigee_le: date | UnsetType | None = UNSET
    responsable_id: int | UnsetType | None = UNSET
    suppleant_id: int | UnsetType | None = UNSET
    acteurs_mobilises: str | UnsetType = UNSET
    demarches_liees: str | UnsetType = UNSET
    etat_des_lieux: str | UnsetType = UNSET
    resultats_attendus: str | UnsetType = UNSET
    modalites_suivi: str | UnsetType = UNSET
    risques: str | UnsetType = UNSET
    conditions_reussite: str | UnsetType = UNSET
    validee_par: str | UnsetType = UNSET
    validee_le: date | UnsetType | None = UNSET
    impact: int | UnsetType | None = UNSET
    effort: int | UnsetType | None = UNSET
    justification_cout: str | UnsetType = UNSET
    a_adapter: bool | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("fiches_action", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given.

        Raises:
            RegleInvalide: an impact or an effort is not from 1 to 3.
        """
        require_text(self.titre)
        values = given(self, "id")
        check_bounds(values, 1, 3, "impact", "effort")
        check_links(records, values)
        update_given(records, "fiches_action", self.id, values)


class DeleteFichesAction(Operation, frozen=True):
    """Delete fiches with all that hangs from them, and indicators that no other one uses."""

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext(
            "supprimer une fiche action", "supprimer {n} fiches actions", len(self.ids)
        )

    def apply(self, records: Records, context: Context) -> None:
        """Delete them."""
        gone = set(self.ids)
        links = records.all(FicheIndicateur)
        used = {li.indicateur_id for li in links if li.fiche_id not in gone}
        alone = {li.indicateur_id for li in links if li.fiche_id in gone} - used
        records.delete(FicheAction, self.ids)
        records.delete(Indicateur, sorted(alone))


class SetFicheConstats(Operation, frozen=True):
    """Say which criteria a fiche answers, in place of those it answered."""

    fiche_id: int
    criteres: list[str]

    def title(self) -> str:
        """Return its title."""
        return _("modifier les constats de la fiche action")

    def apply(self, records: Records, context: Context) -> None:
        """Replace the links.

        Raises:
            RegleInvalide: `critere-inconnu`.
        """
        records.get(FicheAction, self.fiche_id)
        kept = {
            link.critere: link.id
            for link in records.all(FicheConstat)
            if link.fiche_id == self.fiche_id
        }
        wanted = dict.fromkeys(self.criteres)
        records.delete(FicheConstat, [i for slug, i in kept.items() if slug not in wanted])
        for slug in wanted:
            if slug not in kept:
                require_critere(records, context, slug)
                records.insert(FicheConstat(id=0, fiche_id=self.fiche_id, critere=slug))


class OrigineSaisie(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An approach that a fiche comes from, and where in it."""

    origine: Origine
    reference: str = ""


class SetFicheOrigines(Operation, frozen=True):
    """Say which approaches a fiche comes from, in place of those it came from."""

    fiche_id: int
    origines: list[OrigineSaisie]

    def title(self) -> str:
        """Return its title."""
        return _("modifier les origines de la fiche action")

    def apply(self, records: Records, context: Context) -> None:
        """Replace them; said twice, an approach keeps its last reference."""
        records.get(FicheAction, self.fiche_id)
        kept = {
            row.origine: row for row in records.all(FicheOrigine) if row.fiche_id == self.fiche_id
        }
        wanted = {said.origine: said.reference for said in self.origines}
        gone = [row.id for origine, row in kept.items() if origine not in wanted]
        records.delete(FicheOrigine, gone)
        for origine, reference in wanted.items():
            values = cleaned("fiches_origines", {"reference": reference})
            if origine in kept:
                records.update(FicheOrigine, kept[origine].id, values)
            else:
                row = FicheOrigine(id=0, fiche_id=self.fiche_id, origine=origine, **values)  # type: ignore[arg-type]
                records.insert(row)


class AddFicheVersion(Operation, frozen=True):
    """Keep what a fiche is said to be one day, and say so on the fiche; answers its id.

    One that the COPIL agreed to is dated and signed so on the fiche too.
    """

    fiche_id: int
    version: str
    jour: date
    statut: StatutFiche
    par: str = ""
    reunion_id: int | None = None
    note: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("noter une version de la fiche action")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it.

        Raises:
            RegleInvalide: `nom-vide`, `introuvable`.
        """
        require_text(self.version)
        records.get(FicheAction, self.fiche_id)
        if self.reunion_id is not None:
            records.get(Reunion, self.reunion_id)
        values = cleaned("fiches_versions", given(self))
        told: dict[str, object] = {"version": values["version"], "statut": self.statut}
        if self.statut is StatutFiche.VALIDEE_COPIL:
            told |= {"validee_par": values.get("par", ""), "validee_le": self.jour}
        update_given(records, "fiches_action", self.fiche_id, told)
        return records.insert(FicheVersion(id=0, **values))  # type: ignore[arg-type]


class UpdateFicheVersion(Operation, frozen=True):
    """Change what was kept of a version; the fiche stays as it is."""

    id: int
    version: str | UnsetType = UNSET
    jour: date | UnsetType = UNSET
    statut: StatutFiche | UnsetType = UNSET
    par: str | UnsetType = UNSET
    reunion_id: int | UnsetType | None = UNSET
    note: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("fiches_versions", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.version)
        if isinstance(self.reunion_id, int):
            records.get(Reunion, self.reunion_id)
        update_given(records, "fiches_versions", self.id, given(self, "id"))


class DeleteFicheVersions(Deletion, frozen=True):
    """Delete versions kept of fiches."""

    kind = FicheVersion
    words = ("supprimer une version de fiche", "supprimer {n} versions de fiches")


class AddEtape(Operation, frozen=True):
    """Add a step at the end of a fiche; answers its id."""

    fiche_id: int
    libelle: str
    responsable_id: int | None = None
    debut: date | None = None
    fin: date | None = None
    livrable: str = ""
    avancement: int = 0

    def title(self) -> str:
        """Return its title."""
        return _("ajouter une étape")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        return add_part(records, "etapes", Etape, given(self))


class UpdateEtape(Operation, frozen=True):
    """Change a step."""

    id: int
    libelle: str | UnsetType = UNSET
    responsable_id: int | UnsetType | None = UNSET
    debut: date | UnsetType | None = UNSET
    fin: date | UnsetType | None = UNSET
    livrable: str | UnsetType = UNSET
    avancement: int | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("etapes", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        change_part(records, "etapes", self.id, given(self, "id"))


class DeleteEtapes(Deletion, frozen=True):
    """Delete steps."""

    kind = Etape
    words = ("supprimer une étape", "supprimer {n} étapes")
