"""How far each page and stage is: a pure function of the snapshot.

A page that has nothing to complete (a list of documents, the settings) has no share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.content.counts import criteres_count, figures_count, text_in
from cpom_desktop.domain.diagnostic import NatureConstat
from cpom_desktop.domain.instances import AnomalieInstance, check_instance
from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.services.queries.raci import lines_to_correct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cpom_desktop.services.parcours import Stage
    from cpom_desktop.services.snapshot import DossierSnapshot


def completion(snapshot: DossierSnapshot) -> Mapping[str, float]:
    """Return how far each page is, from 0 to 1."""
    return {slug: share(snapshot) for slug, share in _SHARES.items()}


def stage_completion(stage: Stage, snapshot: DossierSnapshot) -> float:
    """Return how far a stage is: the mean of its pages that have a share, from 0 to 1."""
    known = [_SHARES[page.slug](snapshot) for page in stage.pages if page.slug in _SHARES]
    return sum(known) / len(known) if known else 0.0


def percent(share: float) -> int:
    """Return a share as a whole percentage, rounded down: 100 is told of nothing unfinished."""
    return int(share * 100)


def _share(done: list[bool]) -> float:
    return sum(done) / len(done) if done else 0.0


def _etablissement(snapshot: DossierSnapshot) -> float:
    e, d = snapshot.etablissement, snapshot.dossier
    texts = (
        e.nom,
        e.gestionnaire,
        e.finess_et,
        e.finess_ej,
        e.siret,
        e.adresse,
        e.code_postal,
        e.commune,
        e.ars,
        e.collectivite,
    )
    values = (e.statut_juridique, e.regime_tarifaire, e.autorise_depuis, d.piste, d.date_effet)
    places = any(c.autorisees is not None for c in snapshot.capacites)
    return _share([*(bool(t) for t in texts), *(v is not None for v in values), places])


def _acteurs(snapshot: DossierSnapshot) -> float:
    """Count who must be named: authorities and the house's own people."""
    wanted = [a for a in snapshot.acteurs if a.famille in {"autorites", "internes"}]
    return _share([bool(a.nom) for a in wanted])


def _comitologie(snapshot: DossierSnapshot) -> float:
    """Count the instances whose composition calls for nothing; names are counted elsewhere."""
    signs = snapshot.etablissement.collectivite_signataire
    done = []
    for instance in snapshot.instances:
        seated = [m for m in snapshot.instances_membres if m.instance_id == instance.id]
        found = check_instance(instance, seated, snapshot.acteurs_by_id, collectivite_signs=signs)
        done.append(all(c.kind is AnomalieInstance.SANS_NOM for c in found))
    return _share(done)


def _retroplanning(snapshot: DossierSnapshot) -> float:
    dated = snapshot.dossier.date_signature is not None
    return _share([dated, *(t.acteur_id is not None for t in snapshot.tasks)])


def _raci(snapshot: DossierSnapshot) -> float:
    lines = snapshot.raci_activites
    wrong = lines_to_correct(snapshot)
    return _share([line.id not in wrong for line in lines])


def _pieces(snapshot: DossierSnapshot) -> float:
    """Count the documents that are there, among those that concern the dossier."""
    wanted = [p for p in snapshot.pieces if p.etat is not EtatPiece.SANS_OBJET]
    return _share([p.etat is EtatPiece.DISPONIBLE for p in wanted])


def _grille(snapshot: DossierSnapshot) -> float:
    """Count what is answered among the criteria of the grid and hers.

    Those of the grid are counted in its text: decoding it would hold the first paint up by 40 ms.
    """
    given = [constat.critere for constat in snapshot.constats if constat.is_answered]
    if not given:
        return 0.0
    text = text_in(snapshot.packs_integres, "grille")
    own = {critere.slug for critere in snapshot.criteres_propres}
    answered = sum(critere in own or f'"{critere}"' in text for critere in given)
    return min(answered / (criteres_count(text) + len(own)), 1.0)


def _synthese(snapshot: DossierSnapshot) -> float:
    """Count the weaknesses whose importance and feasibility are told, and what is retained."""
    weak = [c for c in snapshot.constats if c.nature is NatureConstat.FAIBLESSE]
    if not weak:
        return 0.0
    placed = [c.importance is not None and c.faisabilite is not None for c in weak]
    return _share([*placed, any(c.rang for c in snapshot.constats)])


def _donnees(snapshot: DossierSnapshot) -> float:
    """Count the figures of the last three years that something was typed for.

    « n.c. » counts: it is known not to be known. The first year may stay empty.
    """
    last = max((valeur.annee for valeur in snapshot.valeurs), default=0)
    typed = sum(
        v.annee > last - _YEARS and not v.donnee.startswith("propre-") for v in snapshot.valeurs
    )
    if not typed:
        return 0.0
    return min(typed / (_YEARS * figures_count(snapshot.packs_integres)), 1.0)


def _vue_ars(snapshot: DossierSnapshot) -> float:
    """Count the parts of each answer begun: explanation, proposal, proof.

    Which values are to be explained depends on the pack and on the day: the page tells it.
    """
    parts = [
        (bool(e.texte), bool(e.action) or e.fiche_id is not None, bool(e.preuve))
        for e in snapshot.explications
    ]
    return _share([part for answer in parts for part in answer])


def _objectifs(snapshot: DossierSnapshot) -> float:
    """Count what each operational objective has: its domain, its fiche, words that are hers."""
    carried = {fiche.objectif_id for fiche in snapshot.fiches_action}
    wanted = [o for o in snapshot.objectifs if o.strategique_id is not None]
    parts = [(bool(o.domaine), o.id in carried, not o.a_adapter) for o in wanted]
    return _share([part for objectif in parts for part in objectif])


def _fiches_action(snapshot: DossierSnapshot) -> float:
    """Count the fiches that lack nothing; a dossier without fiches starts without their rules."""
    if not snapshot.fiches_action:
        return 0.0
    from cpom_desktop.domain.lacunes import lacunes  # noqa: PLC0415 - 2 ms, with the first fiche
    from cpom_desktop.services.queries.fiches_action import all_parts  # noqa: PLC0415 - as above

    return _share([not lacunes(parts) for parts in all_parts(snapshot)])


def _indicateurs(snapshot: DossierSnapshot) -> float:
    """Count what each indicator has: calculation, unit, source, start, way, target, a fiche."""
    aimed = {cible.indicateur_id for cible in snapshot.cibles_indicateurs}
    used = {link.indicateur_id for link in snapshot.fiches_indicateurs}
    parts = [
        (
            bool(i.definition),
            bool(i.mode_calcul or (i.numerateur and i.denominateur)),
            bool(i.unite),
            bool(i.source),
            i.valeur_initiale is not None,
            i.polarite is not None,
            i.id in aimed,
            i.id in used,
        )
        for i in snapshot.indicateurs
    ]
    return _share([part for indicateur in parts for part in indicateur])


def _plan_actions(snapshot: DossierSnapshot) -> float:
    """Count the fiches that somebody leads and whose steps all have an end."""
    if not snapshot.fiches_action:
        return 0.0
    ends: dict[int, list[bool]] = {}
    for etape in snapshot.etapes:
        ends.setdefault(etape.fiche_id, []).append(etape.fin is not None)
    return _share(
        [
            fiche.responsable_id is not None and bool(ends.get(fiche.id)) and all(ends[fiche.id])
            for fiche in snapshot.fiches_action
        ]
    )


def _fil_dor(snapshot: DossierSnapshot) -> float:
    """Count the threads that are whole; weaknesses that nobody retained are left out."""
    if not snapshot.axes and not snapshot.fiches_action:
        return 0.0
    from cpom_desktop.services.queries.fil_dor import fil_dor  # noqa: PLC0415 - as above

    told = fil_dor(snapshot)
    return _share([*(False for _fil in told.a_reparer), *(True for _fil in told.complets)])


_YEARS = 3
"""Years of figures that the diagnosis cannot do without."""
_SHARES: Mapping[str, Callable[[DossierSnapshot], float]] = {
    "etablissement": _etablissement,
    "acteurs": _acteurs,
    "comitologie": _comitologie,
    "retroplanning": _retroplanning,
    "raci": _raci,
    "pieces": _pieces,
    "donnees": _donnees,
    "grille": _grille,
    "synthese": _synthese,
    "vue-ars": _vue_ars,
    "objectifs": _objectifs,
    "fiches-action": _fiches_action,
    "indicateurs": _indicateurs,
    "plan-actions": _plan_actions,
    "fil-dor": _fil_dor,
}
