"""What the third stage holds: axes, objectives, fiches actions and all that hangs from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.objectifs import numeros
from cpom_desktop.i18n import _, format_number
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.fiches_action import format_euros
from cpom_desktop.services.queries.recherche.entries import Entry, passages, place_in
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.domain.fiches_action import FicheAction
    from cpom_desktop.domain.objectifs import Indicateur
    from cpom_desktop.services.queries.recherche.entries import Matter

FICHES, OBJECTIFS, INDICATEURS = "fiches-action", "objectifs", "indicateurs"
BIBLIOTHEQUE = "bibliotheque"
_OF_A_FICHE = (
    "etat_des_lieux",
    "resultats_attendus",
    "demarches_liees",
    "acteurs_mobilises",
    "modalites_suivi",
    "risques",
    "conditions_reussite",
    "validee_par",
)
_OF_AN_INDICATEUR = (
    "definition",
    "mode_calcul",
    "numerateur",
    "denominateur",
    "source",
    "periodicite",
    "unite",
    "commentaire",
)


def axes(matter: Matter) -> Iterable[Entry]:
    """Return the axes."""
    for rank, axe in enumerate(matter.snapshot.axes, start=1):
        yield Entry(
            title=_("Axe {n} : {libelle}", n=rank, libelle=axe.libelle),
            place=place_in(OBJECTIFS),
            icon="flag",
            page=OBJECTIFS,
            field=f"axes.{axe.id}",
        )


def objectifs(matter: Matter) -> Iterable[Entry]:
    """Return the strategic and operational objectives, with their numbers."""
    snapshot = matter.snapshot
    numbers = numeros(snapshot.axes, snapshot.objectifs)
    for objectif in snapshot.objectifs:
        strategic = objectif.strategique_id is None
        yield Entry(
            title=f"{numbers.get(objectif.id, '')} {objectif.libelle}".strip(),
            place=place_in(
                OBJECTIFS, _("objectif stratégique") if strategic else _("objectif opérationnel")
            ),
            icon="target",
            page=OBJECTIFS,
            field=f"objectifs.{objectif.id}",
            help=_("objectif"),
        )


def bibliotheque(matter: Matter) -> Iterable[Entry]:
    """Return the objectives of the library, those that she took told so."""
    taken = {objectif.modele for objectif in matter.snapshot.objectifs}
    for model in matter.content.objectifs.objectifs:
        key = f"{BIBLIOTHEQUE}.{model.slug}"
        yield Entry(
            title=model.libelle,
            place=place_in(BIBLIOTHEQUE, model.repere),
            icon="library",
            page=BIBLIOTHEQUE,
            field=key,
            passages=passages((_("Indicateur"), model.indicateur.libelle, key)),
            help=f"{_('objectif de la bibliothèque')} {model.strategique}",
            aside=_("ajouté") if model.slug in taken else _("à ajouter"),
        )


def fiches_action(matter: Matter) -> Iterable[Entry]:
    """Return the fiches, each text with its field."""
    people = matter.snapshot.acteurs_by_id
    for fiche in matter.snapshot.fiches_action:
        key = f"fiches_action.{fiche.id}"
        named = [
            (label("fiches_action", name), acteur.display_name, f"{key}.{name}")
            for name in ("responsable_id", "suppleant_id")
            if (acteur := people.get(getattr(fiche, name) or 0))
        ]
        texts = ((label("fiches_action", n), getattr(fiche, n), f"{key}.{n}") for n in _OF_A_FICHE)
        yield Entry(
            title=f"{fiche.repere} {fiche.titre}",
            place=place_in(FICHES),
            icon="file-text",
            page=FICHES,
            field=f"{key}.titre",
            passages=passages(*named, *texts),
            help=_("fiche action"),
            aside=word(fiche.statut),
        )


def etapes(matter: Matter) -> Iterable[Entry]:
    """Return the steps of the fiches."""
    fiches, people = _fiches(matter), matter.snapshot.acteurs_by_id
    for etape in matter.snapshot.etapes:
        key = f"etapes.{etape.id}"
        acteur = people.get(etape.responsable_id or 0)
        responsable = acteur.display_name if acteur else ""
        yield Entry(
            title=etape.libelle,
            place=_of_a_fiche(fiches, etape.fiche_id, _("étape")),
            icon="list-checks",
            page=FICHES,
            field=f"{key}.libelle",
            passages=passages(
                (label("etapes", "responsable_id"), responsable, f"{key}.responsable_id"),
                (label("etapes", "livrable"), etape.livrable, f"{key}.livrable"),
            ),
            help=_of(fiches, etape.fiche_id, _("étape")),
            aside=f"{etape.avancement}\u00a0%",
        )


def moyens(matter: Matter) -> Iterable[Entry]:
    """Return the means of the fiches, and what they cost."""
    fiches = _fiches(matter)
    for moyen in matter.snapshot.moyens:
        yield Entry(
            title=moyen.libelle,
            place=_of_a_fiche(fiches, moyen.fiche_id, _("moyen")),
            icon="calculator",
            page=FICHES,
            field=f"moyens.{moyen.id}.libelle",
            help=_of(
                fiches, moyen.fiche_id, _("moyen coût"), word(moyen.categorie), word(moyen.nature)
            ),
            aside=format_euros(moyen.montant),
        )


def financements(matter: Matter) -> Iterable[Entry]:
    """Return who pays, and how much."""
    fiches = _fiches(matter)
    for financement in matter.snapshot.financements:
        key = f"financements.{financement.id}"
        yield Entry(
            title=_("Financement {source}", source=word(financement.source)),
            place=_of_a_fiche(fiches, financement.fiche_id, _("financement")),
            icon="euro",
            page=FICHES,
            field=f"{key}.source",
            passages=passages(
                (
                    label("financements", "precision"),
                    financement.precision,
                    f"{key}.precision",
                ),
            ),
            help=_of(fiches, financement.fiche_id, word(financement.etat)),
            aside=format_euros(financement.montant_centimes),
        )


def indicateurs(matter: Matter) -> Iterable[Entry]:
    """Return the indicators, with the value they start from and the fiche they follow."""
    fiches = _fiches(matter)
    holders = {link.indicateur_id: link.fiche_id for link in matter.snapshot.fiches_indicateurs}
    for indicateur in matter.snapshot.indicateurs:
        key = f"indicateurs.{indicateur.id}"
        fiche = fiches.get(holders.get(indicateur.id, 0))
        yield Entry(
            title=indicateur.libelle,
            place=place_in(INDICATEURS, fiche.repere if fiche else _("sans fiche")),
            icon="gauge",
            page=INDICATEURS,
            field=f"{key}.libelle",
            passages=passages(
                *(
                    (label("indicateurs", n), getattr(indicateur, n), f"{key}.{n}")
                    for n in _OF_AN_INDICATEUR
                )
            ),
            help=" ".join((fiche.repere if fiche else "", _("indicateur"))).strip(),
            aside=_start(indicateur),
        )


def _start(indicateur: Indicateur) -> str:
    """Return « 11,04 % en 2025 », nothing while its first value is not known."""
    if indicateur.valeur_initiale is None:
        return ""
    value = " ".join(filter(None, (format_number(indicateur.valeur_initiale), indicateur.unite)))
    if indicateur.annee_initiale is None:
        return value
    return _("{valeur} en {annee}", valeur=value, annee=indicateur.annee_initiale)


def _fiches(matter: Matter) -> Mapping[int, FicheAction]:
    return {fiche.id: fiche for fiche in matter.snapshot.fiches_action}


def _of(fiches: Mapping[int, FicheAction], fiche_id: int, *words: str) -> str:
    """Return words that lead to a part of a fiche: its mark, « FA-02 », among them."""
    fiche = fiches.get(fiche_id)
    return " ".join((fiche.repere if fiche else "", *words))


def _of_a_fiche(fiches: Mapping[int, FicheAction], fiche_id: int, part: str) -> str:
    fiche = fiches.get(fiche_id)
    return place_in(FICHES, *filter(None, (fiche.repere if fiche else "", part)))
