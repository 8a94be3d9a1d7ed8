"""Taking objectives of the library: the axis, the objective, its indicator, a draft of a fiche."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.atteinte import cible_depuis
from cpom_desktop.domain.diagnostic import CriterePropre
from cpom_desktop.domain.donnees import arrondi, calculer
from cpom_desktop.domain.dossier import Dossier, add_months
from cpom_desktop.domain.fiches_action import (
    Etape,
    FicheAction,
    FicheConstat,
    FicheOrigine,
    Origine,
)
from cpom_desktop.domain.formules import FORMULES
from cpom_desktop.domain.moyens import Moyen
from cpom_desktop.domain.objectifs import (
    Axe,
    CibleIndicateur,
    Indicateur,
    Objectif,
    ObjectifConstat,
)
from cpom_desktop.domain.valeurs import Valeur
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import ngettext
from cpom_desktop.services.operations.base import Context, Operation, next_place
from cpom_desktop.services.operations.indicateurs import link_indicateur

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_objectifs import (
        EtapeModele,
        FicheModele,
        MesureModele,
        ObjectifModele,
    )
    from cpom_desktop.services.ports import Records


class TakeObjectifs(Operation, frozen=True):
    """Copy objectives of the library into the dossier, each marked as to be adapted.

    Its axis and its strategic objective are made when the dossier lacks them. Answers the ids of
    the objectives.

    Attributes:
        modeles: slugs of the library.
        fiche: whether a draft of the fiche action comes along.
    """

    modeles: list[str]
    fiche: bool = True

    def title(self) -> str:
        """Return its title."""
        return ngettext(
            "prendre un objectif de la bibliothèque",
            "prendre {n} objectifs de la bibliothèque",
            len(self.modeles),
        )

    def apply(self, records: Records, context: Context) -> list[int]:
        """Insert them, in the order told.

        Raises:
            RegleInvalide: `objectif-inconnu`, `objectif-deja-pris`.
        """
        return [_take(records, context, slug, fiche=self.fiche) for slug in self.modeles]


def _take(records: Records, context: Context, slug: str, *, fiche: bool) -> int:
    model = context.content.objectifs.objectif(slug)
    if model is None:
        raise RegleInvalide("objectif-inconnu", objectif=slug)
    if any(objectif.modele == slug for objectif in records.all(Objectif)):
        raise RegleInvalide("objectif-deja-pris", objectif=model.libelle)
    objectif_id = _objectif(records, context, model)
    criteres = _known(records, context, model)
    for critere in criteres:
        records.insert(ObjectifConstat(id=0, objectif_id=objectif_id, critere=critere))
    indicateur_id = _indicateur(records, context, model.indicateur, slug)
    if fiche and model.fiche is not None:
        fiche_id = _fiche(records, context, model, model.fiche, objectif_id)
        link_indicateur(records, fiche_id, indicateur_id)
        for critere in criteres:
            records.insert(FicheConstat(id=0, fiche_id=fiche_id, critere=critere))
    return objectif_id


def _known(records: Records, context: Context, model: ObjectifModele) -> list[str]:
    """Return its criteria that the grid of this dossier has."""
    own = {critere.slug for critere in records.all(CriterePropre)}
    grille = context.content.grille
    return [s for s in model.criteres if s in own or grille.critere(s) is not None]


def _objectif(records: Records, context: Context, model: ObjectifModele) -> int:
    axe_id = _axe(records, context, model.axe)
    known = [o for o in records.all(Objectif) if o.axe_id == axe_id and o.strategique_id is None]
    above = next((o.id for o in known if o.libelle == model.strategique), None)
    if above is None:
        above = _insert_objectif(records, Objectif(id=0, axe_id=axe_id, libelle=model.strategique))
    made = Objectif(
        id=0,
        axe_id=axe_id,
        strategique_id=above,
        libelle=model.libelle,
        domaine=model.domaine,
        modele=model.slug,
        a_adapter=True,
    )
    return _insert_objectif(records, made)


def _insert_objectif(records: Records, objectif: Objectif) -> int:
    place = next_place(records.all(Objectif))
    objectif_id = records.insert(objectif)
    records.update(Objectif, objectif_id, {"ordre": place})
    return objectif_id


def _axe(records: Records, context: Context, slug: str) -> int:
    """Return the axis of the library: hers made from it, or of the same words, else a new one."""
    model = next(axe for axe in context.content.objectifs.axes if axe.slug == slug)
    for axe in records.all(Axe):
        if slug == axe.modele or axe.libelle == model.libelle:
            return axe.id
    place = next_place(records.all(Axe))
    return records.insert(Axe(id=0, ordre=place, libelle=model.libelle, modele=slug))


def _indicateur(records: Records, context: Context, model: MesureModele, slug: str) -> int:
    """Insert the indicator, from where it starts when the figures say so, with its last target."""
    rows = records.all(Valeur) if model.donnee else ()
    start = depart(context.content, rows, model.donnee) if model.donnee else None
    made = Indicateur(
        id=0,
        libelle=model.libelle,
        type=model.type,
        definition=model.definition,
        mode_calcul=model.formule_mots,
        numerateur=model.numerateur,
        denominateur=model.denominateur,
        unite=model.unite,
        decimales=model.decimales,
        polarite=model.polarite,
        source=model.source_donnee,
        periodicite=model.periodicite,
        donnee=model.donnee or "",
        annee_initiale=start[0] if start else None,
        valeur_initiale=start[1] if start else None,
        commentaire=model.cible,
        modele=slug,
        a_adapter=True,
    )
    indicateur_id = records.insert(made)
    last = records.get(Dossier, 1).date_fin
    if start and last and model.cible_valeur is not None and model.cible_mode is not None:
        target = cible_depuis(
            start[1], valeur=model.cible_valeur, mode=model.cible_mode, decimales=model.decimales
        )
        cible = CibleIndicateur(id=0, indicateur_id=indicateur_id, annee=last.year, valeur=target)
        records.insert(cible)
    return indicateur_id


def depart(content: Content, valeurs: Iterable[Valeur], slug: str) -> tuple[int, Decimal] | None:
    """Return the last year for which the figures give an indicator, and its rounded value."""
    model, years = content.donnees.indicateur(slug), _figures(valeurs)
    if model is None:
        return None
    figure = content.donnees.donnee(model.donnee or "")
    for annee in sorted(years, reverse=True):
        if model.formule is not None:
            formule = FORMULES[model.formule]
            valeur, decimales = calculer(formule, years[annee]).valeur, formule.decimales
        else:
            valeur = years[annee].get(model.donnee or "")
            decimales = figure.decimales if figure else 0
        if valeur is not None:
            return annee, arrondi(valeur, decimales)
    return None


def _figures(valeurs: Iterable[Valeur]) -> Mapping[int, Mapping[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = {}
    for row in valeurs:
        if row.valeur is not None:
            found.setdefault(row.annee, {})[row.donnee] = row.valeur
    return found


def _fiche(
    records: Records,
    context: Context,
    model: ObjectifModele,
    draft: FicheModele,
    objectif_id: int,
) -> int:
    """Insert the draft of the fiche; what she must write herself is left empty."""
    people = _people(records)
    numero = max((f.numero for f in records.all(FicheAction)), default=0) + 1
    fiche_id = records.insert(
        FicheAction(
            id=0,
            numero=numero,
            titre=draft.titre,
            objectif_id=objectif_id,
            redigee_le=context.today,
            responsable_id=people.get(draft.responsable_suggere or ""),
            acteurs_mobilises=draft.acteurs_mobilises,
            demarches_liees=draft.demarches_liees,
            resultats_attendus=draft.resultats_attendus,
            modalites_suivi=draft.modalites_suivi,
            risques=draft.risques,
            conditions_reussite=draft.conditions_reussite,
            modele=model.slug,
            a_adapter=True,
        )
    )
    records.insert(FicheOrigine(id=0, fiche_id=fiche_id, origine=Origine.CPOM))
    _parts(records, draft, fiche_id, people)
    return fiche_id


def _parts(records: Records, draft: FicheModele, fiche_id: int, people: Mapping[str, int]) -> None:
    start = records.get(Dossier, 1).date_effet
    for ordre, etape in enumerate(draft.etapes):
        debut, fin = _dates(start, etape)
        records.insert(
            Etape(
                id=0,
                fiche_id=fiche_id,
                ordre=ordre,
                libelle=etape.libelle,
                livrable=etape.livrable,
                responsable_id=people.get(etape.responsable_suggere or ""),
                debut=debut,
                fin=fin,
            )
        )
    for ordre, moyen in enumerate(draft.moyens):
        row = Moyen(
            id=0,
            fiche_id=fiche_id,
            ordre=ordre,
            libelle=moyen.libelle,
            categorie=moyen.categorie,
            nature=moyen.nature,
        )
        records.insert(row)


def _dates(start: date | None, etape: EtapeModele) -> tuple[date | None, date | None]:
    """Return the first and last day of a step; none while the contract has no date."""
    if start is None or etape.debut_mois is None or etape.duree_mois is None:
        return None, None
    debut = add_months(start, etape.debut_mois)
    return debut, add_months(debut, etape.duree_mois) - timedelta(days=1)


def _people(records: Records) -> Mapping[str, int]:
    return {acteur.slug: acteur.id for acteur in records.all(Acteur) if acteur.slug}
