"""Operations on the fiches actions: the fiche, its steps, means, fundings and findings."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.fiches_action import (
    CategorieMoyen,
    Etape,
    EtatFinancement,
    FicheAction,
    FicheConstat,
    FicheIndicateur,
    Financement,
    Moyen,
    NatureCout,
    Priorite,
    SourceFinancement,
    StatutFiche,
)
from cpom_desktop.domain.objectifs import Indicateur, Objectif
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    check_year,
    cleaned,
    given,
    next_place,
    require_text,
    update_given,
)
from cpom_desktop.services.operations.diagnostic import require_critere

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.ports import Records

LARGEST_CENTIMES = 99_999_999_999
"""999 999 999,99 €: the limit of what is typed (reliability §7.2, row 40)."""


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
        _check_links(records, given(self))
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

    def title(self) -> str:
        """Return its title."""
        return update_title("fiches_action", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.titre)
        values = given(self, "id")
        _check_links(records, values)
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
        return _add(records, "etapes", Etape, given(self))


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
        _change(records, "etapes", self.id, given(self, "id"))


class DeleteEtapes(Deletion, frozen=True):
    """Delete steps."""

    kind = Etape
    words = ("supprimer une étape", "supprimer {n} étapes")


class AddMoyen(Operation, frozen=True):
    """Add a mean at the end of a fiche; answers its id."""

    fiche_id: int
    libelle: str
    categorie: CategorieMoyen = CategorieMoyen.MATERIEL
    nature: NatureCout = NatureCout.EXPLOITATION_PONCTUELLE
    montant_centimes: int | None = None
    premiere_annee: int | None = None
    derniere_annee: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un moyen")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        return _add(records, "moyens", Moyen, given(self))


class UpdateMoyen(Operation, frozen=True):
    """Change a mean or its cost."""

    id: int
    libelle: str | UnsetType = UNSET
    categorie: CategorieMoyen | UnsetType = UNSET
    nature: NatureCout | UnsetType = UNSET
    montant_centimes: int | UnsetType | None = UNSET
    premiere_annee: int | UnsetType | None = UNSET
    derniere_annee: int | UnsetType | None = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("moyens", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        _change(records, "moyens", self.id, given(self, "id"))


class DeleteMoyens(Deletion, frozen=True):
    """Delete means."""

    kind = Moyen
    words = ("supprimer un moyen", "supprimer {n} moyens")


class AddFinancement(Operation, frozen=True):
    """Add a funding at the end of a fiche; answers its id."""

    fiche_id: int
    source: SourceFinancement
    precision: str = ""
    montant_centimes: int | None = None
    etat: EtatFinancement = EtatFinancement.DEMANDE

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un financement")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        return _add(records, "financements", Financement, given(self))


class UpdateFinancement(Operation, frozen=True):
    """Change a funding."""

    id: int
    source: SourceFinancement | UnsetType = UNSET
    precision: str | UnsetType = UNSET
    montant_centimes: int | UnsetType | None = UNSET
    etat: EtatFinancement | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("financements", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        _change(records, "financements", self.id, given(self, "id"))


class DeleteFinancements(Deletion, frozen=True):
    """Delete fundings."""

    kind = Financement
    words = ("supprimer un financement", "supprimer {n} financements")


def _add(
    records: Records,
    table: str,
    kind: type[Etape | Moyen | Financement],
    values: Mapping[str, object],
) -> int:
    """Insert what hangs from a fiche, after its like; return its id."""
    fiche = records.get(FicheAction, int(str(values["fiche_id"])))
    _check_part(records, values)
    place = next_place([row for row in records.all(kind) if row.fiche_id == fiche.id])
    made = {**cleaned(table, values), "id": 0, "ordre": place}
    return records.insert(kind(**made))  # type: ignore[arg-type]


def _change(records: Records, table: str, row_id: int, values: dict[str, object]) -> None:
    _check_part(records, values)
    update_given(records, table, row_id, values)


def _check_part(records: Records, values: Mapping[str, object]) -> None:
    """Refuse an empty label, a progress, a year or an amount that cannot be.

    Raises:
        RegleInvalide: `nom-vide`, `avancement`, `annee-hors-bornes`, `montant-negatif`,
            `montant-limite`, `introuvable`.
    """
    require_text(values.get("libelle"))
    progress = values.get("avancement", 0)
    if not isinstance(progress, int) or not 0 <= progress <= 100:
        raise RegleInvalide("avancement")
    for name in ("premiere_annee", "derniere_annee"):
        if isinstance(year := values.get(name), int):
            check_year(year)
    if isinstance(amount := values.get("montant_centimes"), int):
        _check_amount(amount)
    _check_links(records, values)


def _check_amount(centimes: int) -> None:
    if centimes < 0:
        raise RegleInvalide("montant-negatif")
    if centimes > LARGEST_CENTIMES:
        raise RegleInvalide("montant-limite")


def _check_links(records: Records, values: Mapping[str, object]) -> None:
    """Refuse to name an acteur or an objective that is not there."""
    for name in ("responsable_id", "suppleant_id"):
        if isinstance(acteur_id := values.get(name), int):
            records.get(Acteur, acteur_id)
    if isinstance(objectif_id := values.get("objectif_id"), int):
        records.get(Objectif, objectif_id)
