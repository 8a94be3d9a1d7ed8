"""One objective of the library in full: why, how it is measured, what its fiche would say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _, format_date, format_number
from cpom_desktop.services.operations.bibliotheque import depart
from cpom_desktop.services.queries.bibliotheque import answer_words, bibliotheque
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema import Fait
    from cpom_desktop.content.schema_objectifs import (
        EtapeModele,
        FicheModele,
        MesureModele,
        ObjectifModele,
    )
    from cpom_desktop.services.queries.bibliotheque import LigneObjectif
    from cpom_desktop.services.snapshot import DossierSnapshot

READS = ("valeurs", "acteurs", "objectifs", "constats", "criteres_propres", "packs_integres")


class Partie(NamedTuple):
    """A part of the reading: its title, its text; `large` for what opens a section."""

    titre: str
    texte: str
    large: bool = False


class Lien(NamedTuple):
    """A line that leads elsewhere: to a criterion, to another objective."""

    slug: str
    texte: str


class DetailObjectif(NamedTuple):
    """What the panel shows of an objective of the library."""

    ligne: LigneObjectif
    parties: tuple[Partie, ...]
    criteres: tuple[Lien, ...]
    voisins: tuple[Lien, ...]
    sources: str


def detail(snapshot: DossierSnapshot, content: Content, slug: str) -> DetailObjectif | None:
    """Return an objective in full; None when the library has no such slug."""
    found = bibliotheque(snapshot, content)
    ligne = found.ligne(slug)
    if ligne is None:
        return None
    model = ligne.model
    parts = (
        *_of_objectif(ligne, content),
        *_of_mesure(model.indicateur, snapshot, content),
        *_of_fiche(model.fiche, snapshot, content),
    )
    named = ((voisin, found.ligne(voisin)) for voisin in model.voisins)
    voisins = tuple(Lien(v, row.model.libelle) for v, row in named if row is not None)
    return DetailObjectif(
        ligne,
        tuple(part for part in parts if part.texte),
        tuple(_criteres(model, snapshot, content)),
        voisins,
        "\n".join(_sources(model, content)),
    )


def _of_objectif(ligne: LigneObjectif, content: Content) -> Iterable[Partie]:
    yield Partie(_("Objectif stratégique"), ligne.model.strategique)
    yield Partie(_("Axe"), ligne.axe)
    slug = ligne.model.domaine
    domaine = next((d for d in content.objectifs.domaines if d.slug == slug), None)
    if domaine is None:
        return
    legal = _("cité par la loi") if domaine.legal else _("non cité par la loi")
    source = source_words(domaine, content)
    yield Partie(
        _("Domaine"),
        _("{nom}, {legal}. {note} {source}", nom=domaine.libelle, legal=legal,
          note=domaine.note, source=source),
    )  # fmt: skip


def _of_mesure(
    mesure: MesureModele, snapshot: DossierSnapshot, content: Content
) -> Iterable[Partie]:
    yield Partie(_("Indicateur"), mesure.libelle, large=True)
    yield Partie(_("Ce qu'il mesure"), mesure.definition)
    yield Partie(_("Calcul"), mesure.formule_mots)
    if mesure.cible:
        told = _("{cible} : un ordre de grandeur, à discuter.", cible=mesure.cible)
        yield Partie(_("Cible"), told)
    yield Partie(_("Valeur de départ"), _start_words(mesure, snapshot, content))
    followed = (mesure.source_donnee, mesure.periodicite)
    yield Partie(_("Source et fréquence"), ", ".join(filter(None, followed)))


def _start_words(mesure: MesureModele, snapshot: DossierSnapshot, content: Content) -> str:
    """Return « 11,8 % en 2026, de vos données », or what lacks to know it."""
    if not mesure.donnee:
        return _("À relever chez vous : aucun chiffre du dossier ne la donne.")
    found = depart(content, snapshot.valeurs, mesure.donnee)
    if found is None:
        return _("Vos données ne la donnent pas encore : complétez-les dans Données.")
    annee, valeur = found
    return _(
        "{valeur} {unite} en {annee}, d'après vos données.",
        valeur=format_number(valeur, mesure.decimales),
        unite=mesure.unite,
        annee=annee,
    )


def _of_fiche(
    draft: FicheModele | None, snapshot: DossierSnapshot, content: Content
) -> Iterable[Partie]:
    if draft is None:
        yield Partie(_("Fiche action"), _("Aucun projet de fiche ne vient avec lui."))
        return
    yield Partie(_("Premier projet de fiche, à adapter"), draft.titre, large=True)
    yield Partie(_("État des lieux à décrire"), draft.etat_des_lieux_a_decrire)
    yield Partie(_("Résultats attendus"), draft.resultats_attendus)
    yield Partie(_("Étapes"), "\n".join(f"– {_step(etape)}" for etape in draft.etapes))
    yield Partie(_("Moyens à chiffrer"), "\n".join(f"– {m.libelle}" for m in draft.moyens))
    yield Partie(_("Responsable suggéré"), _person(draft.responsable_suggere, snapshot, content))
    yield Partie(_("Acteurs mobilisés"), draft.acteurs_mobilises)
    yield Partie(_("Risques"), draft.risques)
    yield Partie(_("Conditions de réussite"), draft.conditions_reussite)
    yield Partie(_("Suivi"), draft.modalites_suivi)
    yield Partie(_("Démarches liées"), draft.demarches_liees)


def _step(etape: EtapeModele) -> str:
    """Return « Former les référents (6 mois, dès le 4e mois). Livrable : … »."""
    told = etape.libelle
    if etape.debut_mois is not None and etape.duree_mois is not None:
        since = (
            _("dès le 1er mois")
            if etape.debut_mois == 0
            else _("dès le {n}e mois", n=etape.debut_mois + 1)
        )
        length = _("{n} mois", n=etape.duree_mois)
        told = f"{told} ({length}, {since})"
    if not etape.livrable:
        return told
    return _("{etape}. Livrable : {livrable}", etape=told, livrable=etape.livrable)


def _person(slug: str | None, snapshot: DossierSnapshot, content: Content) -> str:
    """Return the person of the dossier who has a role of the packs, else the role."""
    if not slug:
        return ""
    acteur = next((a for a in snapshot.acteurs if a.slug == slug), None)
    model = next((a for a in content.acteurs.acteurs if a.slug == slug), None)
    if acteur is not None and acteur.display_name:
        return acteur.display_name
    return (model.fonction or model.structure) if model else ""


def _criteres(
    model: ObjectifModele, snapshot: DossierSnapshot, content: Content
) -> Iterable[Lien]:
    known, answers = criteres(snapshot, content).by_slug, snapshot.constats_by_critere
    for slug in model.criteres:
        if critere := known.get(slug):
            told = answer_words(answers.get(slug), content)
            yield Lien(slug, f"{critere.repere} {critere.titre}\N{NO-BREAK SPACE}: {told}")


def _sources(model: ObjectifModele, content: Content) -> Iterable[str]:
    for fondement in model.fondements:
        yield f"{fondement.texte}. {source_words(fondement, content)}"
    yield source_words(model, content)
    yield content.objectifs.mention


def source_words(fact: Fait, content: Content) -> str:
    """Return « Source : X (lu dans le texte), lu le 21 novembre 2026. »."""
    known = content.sources.get(fact.source)
    return _(
        "Source : {titre} ({confiance}), vérifié le {jour}.",
        titre=known.titre if known else fact.source,
        confiance=word(fact.confiance),
        jour=format_date(fact.verifie_le),
    )
