"""The demonstration dossier « Les Tilleuls »: its files, read strictly, as operations.

The identity makes a dossier as the assistant would; the other files say what was done of it
by 12 March 2027. They name things by slug or by title, never by id, and their keys are those of
the operations.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec
import tomli

from cpom_desktop.content.reasons import refusal
from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.objectifs import Objectif
from cpom_desktop.domain.raci import RaciActivite, RaciRole, Sens
from cpom_desktop.domain.tasks import Task
from cpom_desktop.errors import ImportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.services import operations as ops
from cpom_desktop.services.demonstration_figures import Figures, fill_figures
from cpom_desktop.services.demonstration_relations import Filling, Relations, RelationsFilling
from cpom_desktop.services.operations.base import Context, Operation
from cpom_desktop.services.operations.dossiers_nommes import (
    AddDossierNomme,
)
from cpom_desktop.services.ports import LAST_EDIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.services.ports import Records

FILES = (
    "lancement.toml",
    "planification.toml",
    "diagnostic.toml",
    "objectifs.toml",
    "relations.toml",
    "donnees.toml",
    "dossiers.toml",
)
IDENTITY = "les-tilleuls.toml"


class Slugged(Protocol):
    """A record that was copied from a pack."""

    @property
    def id(self) -> int:
        """Its identity."""

    @property
    def slug(self) -> str:
        """Its name in the pack; empty for hers."""


R = TypeVar("R", bound=Slugged)


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a file holds: an unknown key is a fault."""


class CaseLue(_Part, frozen=True):
    """A cell of the matrix, by the slugs of its line and of its column."""

    activite: str
    role: str
    sens: tuple[Sens, ...]


class OperationnelLu(_Part, frozen=True):
    """An operational objective, and the criteria that found it."""

    libelle: str
    domaine: str
    priorite: int
    constats: tuple[str, ...] = ()
    note: str = ""


class StrategiqueLu(_Part, frozen=True):
    """A strategic objective and the operational ones under it."""

    libelle: str
    operationnels: tuple[OperationnelLu, ...] = ()


class AxeLu(_Part, frozen=True):
    """An axis and its objectives; `modele` is its slug in the library."""

    libelle: str
    modele: str = ""
    objectifs: tuple[StrategiqueLu, ...] = ()


class IndicateurLu(_Part, frozen=True):
    """An indicator, its targets by year and what it really was."""

    champs: dict[str, Any]
    cibles: dict[int, Decimal]
    realisations: dict[int, Decimal] = {}


class FicheLue(_Part, frozen=True):
    """A fiche with everything that hangs from it; people by slug, the objective by its words."""

    titre: str
    objectif: str
    responsable: str
    suppleant: str
    constats: tuple[str, ...]
    origines: tuple[ops.OrigineSaisie, ...]
    champs: dict[str, Any]
    versions: tuple[dict[str, Any], ...]
    etapes: tuple[dict[str, Any], ...]
    moyens: tuple[dict[str, Any], ...]
    financements: tuple[dict[str, Any], ...]
    indicateurs: tuple[IndicateurLu, ...]


class Reprise(_Part, frozen=True):
    """The page that opens first, and where and when the last edit was made."""

    ouverture: str
    page: str
    champ: str
    moment: datetime

    @property
    def places(self) -> Mapping[str, str]:
        """What the dossier remembers of it, by key."""
        moment = self.moment.isoformat(timespec="minutes")
        return {"page": self.ouverture, LAST_EDIT: f"{self.page}|{self.champ}|{moment}"}


class Demonstration(_Part, frozen=True):
    """Everything that was done of the dossier by its day of reference."""

    acteurs: dict[str, dict[str, Any]]
    acteurs_ajoutes: tuple[ops.AddActeur, ...]
    taches: dict[str, dict[str, Any]]
    roles: dict[str, dict[str, Any]]
    raci: tuple[CaseLue, ...]
    reprise: Reprise
    fermetures: tuple[ops.AddFermeture, ...]
    echeances: tuple[ops.AddEcheance, ...]
    echeances_dites: tuple[ops.SetEcheance, ...]
    constats: tuple[ops.UpdateConstat, ...]
    axes: tuple[AxeLu, ...]
    fiches_action: tuple[FicheLue, ...]
    relations: Relations
    figures: Figures
    dossiers_nommes: tuple[AddDossierNomme, ...]


def identity_text() -> str:
    """Return the identity file of « Les Tilleuls »."""
    return (_folder() / IDENTITY).read_text("utf-8")


def demonstration_texts() -> tuple[str, ...]:
    """Return the files that say what was done of the dossier."""
    return tuple((_folder() / name).read_text("utf-8") for name in FILES)


def _folder() -> Path:
    import resources  # noqa: PLC0415 - a package of data, located at first use

    return Path(resources.__file__).parent / "demonstration"


def read_demonstration(texts: Iterable[str]) -> Demonstration:
    """Return what the files hold together.

    Raises:
        ImportImpossible: not TOML, a key that is missing, unknown or of the wrong kind.
    """
    data: dict[str, Any] = {}
    for text in texts:
        try:
            data |= tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            raise _refused(_("ce n'est pas du TOML lisible"), str(error)) from error
    return _made(Demonstration, "", data)


Made = TypeVar("Made", bound=msgspec.Struct)


def _made(kind: type[Made], place: str, values: Mapping[str, Any]) -> Made:
    try:
        return msgspec.convert(values, kind, str_keys=True)
    except msgspec.ValidationError as error:
        told = refusal(error)
        raise _refused(f"[{place}] {told}" if place else told, str(error)) from error


def _refused(reason: str, detail: str = "") -> ImportImpossible:
    return ImportImpossible(
        "demonstration",
        _("La démonstration ne se lit pas : {raison}.", raison=reason),
        remedy=_("Installez de nouveau CPOM Desktop."),
        detail=detail,
    )


class FillDemonstration(Operation, frozen=True):
    """Bring a started dossier to its day of reference. Not part of the public operations."""

    data: Demonstration

    def title(self) -> str:
        """Return its title."""
        return _("remplir la démonstration")

    def apply(self, records: Records, context: Context) -> None:
        """Run every operation that the files describe, in one transaction.

        Raises:
            ImportImpossible: a name that nothing carries, a value that an operation refuses.
            RegleInvalide: an operation refuses by a rule.
        """
        filling = _Filling(records, context)
        filling.lancement(self.data)
        dates = (*self.data.echeances, *self.data.echeances_dites)
        for operation in (*self.data.fermetures, *dates):
            filling.run(operation)
        for constat in self.data.constats:
            filling.run(constat)
        for axe in self.data.axes:
            filling.axe(axe)
        for fiche in self.data.fiches_action:
            filling.fiche(fiche)
        lent = Filling(records, filling.run, _made, filling.id_of)
        RelationsFilling(lent).fill(self.data.relations)
        fill_figures(lent, self.data.figures, context.content.donnees)
        for dossier in self.data.dossiers_nommes:
            filling.run(dossier)


class _Filling:
    """Turns names into ids and runs operations."""

    def __init__(self, records: Records, context: Context) -> None:
        self._records = records
        self._context = context

    def run(self, operation: Operation) -> int:
        """Apply an operation; return the id of what it created, or 0.

        The end of a task was told that very day: a COPIL keeps the plan of its own day.
        """
        context = self._context
        if isinstance(operation, ops.UpdateTask) and isinstance(operation.fin_reelle, date):
            context = context._replace(today=operation.fin_reelle)
        made = operation.apply(self._records, context)
        return made if isinstance(made, int) else 0

    def lancement(self, data: Demonstration) -> None:
        """Fill stage 1: stakeholders, tasks, roles and cells."""
        for acteur in data.acteurs_ajoutes:
            self.run(acteur)
        self._update(ops.UpdateActeur, "acteurs", Acteur, data.acteurs)
        self._update(ops.UpdateTask, "taches", Task, data.taches)
        self._update(ops.UpdateRaciRole, "roles", RaciRole, data.roles)
        cells = [
            ops.CellValue(
                activite_id=self.id_of(RaciActivite, case.activite),
                role_id=self.id_of(RaciRole, case.role),
                sens=list(case.sens),
            )
            for case in data.raci
        ]
        self.run(ops.SetRaciCells(cells=cells))

    def _update(
        self,
        kind: type[Operation],
        section: str,
        record: type[R],
        rows: Mapping[str, Mapping[str, Any]],
    ) -> None:
        for slug, values in rows.items():
            found = {**self._named("acteur_id", values), "id": self.id_of(record, slug)}
            self.run(_made(kind, f"{section}.{slug}", found))

    def _named(self, field: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values with the person under « responsable » as an id, in `field`."""
        found = dict(values)
        if (name := found.pop("responsable", None)) is not None:
            found[field] = self.id_of(Acteur, name)
        return found

    def axe(self, axe: AxeLu) -> None:
        """Add an axis, its strategic objectives and those under them."""
        axe_id = self.run(ops.AddAxe(libelle=axe.libelle, modele=axe.modele))
        for strategique in axe.objectifs:
            above = self.run(ops.AddObjectif(axe_id=axe_id, libelle=strategique.libelle))
            for objectif in strategique.operationnels:
                self._operationnel(objectif, axe_id, above)

    def _operationnel(self, lu: OperationnelLu, axe_id: int, above: int) -> None:
        objectif = ops.AddObjectif(
            axe_id=axe_id,
            libelle=lu.libelle,
            strategique_id=above,
            domaine=lu.domaine,
            priorite=lu.priorite,
            note=lu.note,
        )
        criteres = list(lu.constats)
        self.run(ops.SetObjectifConstats(objectif_id=self.run(objectif), criteres=criteres))

    def fiche(self, fiche: FicheLue) -> None:
        """Add a fiche and all that hangs from it."""
        objectif_id = self._objectif(fiche.objectif)
        fiche_id = self.run(ops.AddFicheAction(titre=fiche.titre, objectif_id=objectif_id))
        people = {
            "responsable_id": self.id_of(Acteur, fiche.responsable),
            "suppleant_id": self.id_of(Acteur, fiche.suppleant),
        }
        champs = {**fiche.champs, **people, "id": fiche_id}
        self.run(_made(ops.UpdateFicheAction, fiche.titre, champs))
        self.run(ops.SetFicheConstats(fiche_id=fiche_id, criteres=list(fiche.constats)))
        self.run(ops.SetFicheOrigines(fiche_id=fiche_id, origines=list(fiche.origines)))
        for version in fiche.versions:
            self._add(ops.AddFicheVersion, fiche, {**version, "fiche_id": fiche_id})
        self._parts(fiche, fiche_id)

    def _parts(self, fiche: FicheLue, fiche_id: int) -> None:
        for etape in fiche.etapes:
            values = {**self._named("responsable_id", etape), "fiche_id": fiche_id}
            self._add(ops.AddEtape, fiche, values)
        for moyen in fiche.moyens:
            self._add(ops.AddMoyen, fiche, {**moyen, "fiche_id": fiche_id})
        for financement in fiche.financements:
            self._add(ops.AddFinancement, fiche, {**financement, "fiche_id": fiche_id})
        for indicateur in fiche.indicateurs:
            self._indicateur(indicateur, fiche, fiche_id)

    def _indicateur(self, lu: IndicateurLu, fiche: FicheLue, fiche_id: int) -> None:
        values = {**self._named("responsable_id", lu.champs), "fiche_id": fiche_id}
        made = self._add(ops.AddIndicateur, fiche, values)
        self.run(ops.SetCibles(indicateur_id=made, valeurs=dict(lu.cibles)))
        for annee, valeur in lu.realisations.items():
            self.run(ops.SetRealisation(indicateur_id=made, annee=annee, valeur=valeur))

    def _add(self, kind: type[Operation], fiche: FicheLue, values: Mapping[str, Any]) -> int:
        return self.run(_made(kind, fiche.titre, values))

    def _objectif(self, words: str) -> int:
        """Return the id of the objective that says this."""
        return _found(words, {o.libelle: o.id for o in self._records.all(Objectif)})

    def id_of(self, record: type[R], slug: str) -> int:
        """Return the id of the record that carries this slug."""
        return _found(slug, {row.slug: row.id for row in self._records.all(record) if row.slug})


def _found(name: str, ids: Mapping[str, int]) -> int:
    """Return the id under a name.

    Raises:
        ImportImpossible: nothing carries it.
    """
    if name not in ids:
        raise _refused(_("« {nom} » n'existe pas", nom=name))
    return ids[name]
