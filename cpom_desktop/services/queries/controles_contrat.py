"""What the dossier answers of objectives, means, signature and follow-up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cpom_desktop.domain.lacunes import Lacune, lacunes
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.controles_appui import (
    HELD,
    all_of,
    by_task,
    done,
    task_answer,
    task_condition,
    to_do,
    under_way,
)
from cpom_desktop.services.queries.fiches_action import all_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from cpom_desktop.domain.lacunes import FicheParts
    from cpom_desktop.domain.objectifs import Indicateur, Objectif
    from cpom_desktop.services.queries.controles_types import Terrain, Trouve

MOST_OBJECTIVES = 15
"""Operational objectives above which follow-up is heavy: the median of the study (kit §1.10)."""
QUARTER = timedelta(days=100)
"""A review is of this quarter when it was held within these days."""
COSTS = frozenset({Lacune.COUT, Lacune.FINANCEMENT})


def objectifs(ground: Terrain) -> Trouve:
    """Answer by the fiches that cite a finding, and by the number of objectives."""
    parts = all_parts(ground.snapshot)
    if not parts:
        return to_do(_("aucune fiche action ne cite de constat"), "fiches-action")
    alone = [p for p in parts if not p.criteres]
    count = len(operational(ground))
    if count > MOST_OBJECTIVES:
        phrase = _(
            "{n} objectifs opérationnels : au-delà de {max}, le suivi s'alourdit",
            n=count,
            max=MOST_OBJECTIVES,
        )
        return under_way(phrase, "fiches-action")
    whole = ngettext(
        "{n} fiche reliée au diagnostic", "{n} fiches reliées au diagnostic", len(parts)
    )
    return _of_fiches(parts, alone, _("sans constat"), whole)


def indicateurs(ground: Terrain) -> Trouve:
    """Answer by the indicators: definition, calculation, source, initial value, target."""
    rows = ground.snapshot.indicateurs
    if not rows:
        return to_do(_("aucun indicateur n'est saisi"), "fiches-action")
    targeted = {cible.indicateur_id for cible in ground.snapshot.cibles_indicateurs}
    lacking = [i for i in rows if not _is_whole(i, targeted)]
    if not lacking:
        told = ngettext("{n} indicateur complet", "{n} indicateurs complets", len(rows))
        return done(told, "fiches-action", f"indicateurs.{rows[0].id}")
    held = len(rows) - len(lacking)
    phrase = _(
        "{n} sur {total} : « {nom} » est à compléter",
        n=held,
        total=len(rows),
        nom=lacking[0].libelle,
    )
    answer = under_way if held else to_do
    return answer(phrase, "fiches-action", f"indicateurs.{lacking[0].id}")


def _is_whole(indicateur: Indicateur, targeted: Collection[int]) -> bool:
    texts = (indicateur.definition, indicateur.mode_calcul, indicateur.source)
    started = indicateur.valeur_initiale is not None
    return all(texts) and started and indicateur.id in targeted


def fiches(ground: Terrain) -> Trouve:
    """Answer by the fiches that lack nothing."""
    parts = all_parts(ground.snapshot)
    if not parts:
        return to_do(_("aucune fiche action n'est saisie"), "fiches-action")
    lacking = [p for p in parts if lacunes(p)]
    whole = ngettext("{n} fiche complète", "{n} fiches complètes", len(parts))
    found = _of_fiches(parts, lacking, _("à compléter"), whole)
    carried = {p.fiche.objectif_id for p in parts}
    alone = [o for o in operational(ground) if o.id not in carried]
    if not alone or lacking:
        return found
    left = ngettext("{n} objectif sans fiche", "{n} objectifs sans fiche", len(alone))
    return under_way(_("{fiches} ; {reste}", fiches=whole, reste=left), *found[2:])


def operational(ground: Terrain) -> list[Objectif]:
    """Return the operational objectives."""
    return [o for o in ground.snapshot.objectifs if o.strategique_id is not None]


def couts(ground: Terrain) -> Trouve:
    """Answer by the fiches whose cost and funding are told."""
    parts = all_parts(ground.snapshot)
    if not parts:
        return to_do(_("aucune fiche action n'est saisie"), "fiches-action")
    lacking = [p for p in parts if COSTS & set(lacunes(p))]
    whole = ngettext(
        "{n} fiche chiffrée et financée", "{n} fiches chiffrées et financées", len(parts)
    )
    return _of_fiches(parts, lacking, _("coût ou financement à dire"), whole)


def _of_fiches(
    parts: Sequence[FicheParts], lacking: Sequence[FicheParts], what: str, whole: str
) -> Trouve:
    """Return « 2 sur 3 : FA-03, à compléter », or `whole` when no fiche lacks."""
    place = "fiches-action", f"fiches_action.{(lacking or parts)[0].fiche.id}.titre"
    if not lacking:
        return done(whole, *place)
    names = ", ".join(p.fiche.repere for p in lacking)
    held = len(parts) - len(lacking)
    phrase = _("{n} sur {total} : {noms}, {quoi}", n=held, total=len(parts), noms=names, quoi=what)
    return (under_way if held else to_do)(phrase, *place)


def avis(ground: Terrain) -> Trouve | None:
    """Answer by the two consultations and the deliberation."""
    wanted = (
        ("consulter-cvs", _("avis du CVS à recueillir")),
        ("consulter-personnel", _("avis des représentants du personnel à recueillir")),
        ("deliberation", _("délibération à prendre")),
    )
    if not any(slug in ground.tasks for slug, _words in wanted):
        return None
    conditions = [task_condition(ground, slug, words) for slug, words in wanted]
    return all_of(conditions, _("deux avis et la délibération faits au rétroplanning"))


def revue(ground: Terrain) -> Trouve | None:
    """Answer by the last internal review, once the contract is signed."""
    instance = next((i for i in ground.snapshot.instances if i.slug == "revue-interne"), None)
    held = [
        r.jour
        for r in ground.snapshot.reunions
        if instance and r.instance_id == instance.id and r.etat in HELD and r.jour
    ]
    if not held:
        return None
    last = max(held)
    told = _("dernière revue tenue le {jour}", jour=format_date(last))
    if ground.today - last <= QUARTER:
        return done(told, "reunions")
    return to_do(_("{revue}, il y a plus d'un trimestre", revue=told), "reunions")


def annexe(ground: Terrain) -> Trouve | None:
    """Answer by what is said of the évolutive annex of the last exercice."""
    cle = f"annexe-evolutive:{ground.today.year - 1}"
    said = next((e for e in ground.snapshot.echeances if e.cle == cle), None)
    if said is None or said.fait_le is None:
        return None
    told = _("transmise le {jour}", jour=format_date(said.fait_le))
    return done(told, "echeancier", f"echeances.{cle}")


def comite(ground: Terrain) -> Trouve | None:
    """Answer by the first meeting of the comité de suivi, else by its task."""
    instance = next((i for i in ground.snapshot.instances if i.slug == "comite-suivi"), None)
    for r in ground.snapshot.reunions:
        if instance and r.instance_id == instance.id and r.etat in HELD:
            told = _("première réunion tenue le {jour}", jour=format_date(r.jour))
            return done(told, "reunions", f"reunions.{r.id}")
    return task_answer(ground, "installer-comite-suivi")


CONTRAT: Mapping[str, Callable[[Terrain], Trouve | None]] = {
    "objectifs-relies": objectifs,
    "indicateurs-complets": indicateurs,
    "fiches-completes": fiches,
    "couts-chiffres": couts,
    "avis-recueillis": avis,
    "signatures-reunies": by_task("circuit-signature"),
    "comite-suivi-installe": comite,
    "suivi-ouvert": by_task("ouvrir-suivi"),
    "revue-interne": revue,
    "annexe-evolutive": annexe,
    "bilan-mi-parcours": by_task("bilan-etape"),
    "suite-decidee": by_task("decider-suite"),
    "bilan-final-presente": by_task("bilan-final"),
}
"""Points of the contract and of its life that the dossier answers."""
