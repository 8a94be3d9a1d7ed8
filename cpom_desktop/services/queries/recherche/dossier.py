"""What stands once in a dossier: pages, contract, establishment, people, documents, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossier import TypeCapacite
from cpom_desktop.domain.identifiants import show_finess, show_siret
from cpom_desktop.i18n import EMPTY, _, format_date, format_time, ngettext
from cpom_desktop.services.labels import FIELDS, label
from cpom_desktop.services.parcours import MENU, PAGES, PROGRAM, STAGES
from cpom_desktop.services.queries.designations import Designations
from cpom_desktop.services.queries.recherche.entries import Entry, passages, place_in
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.dossier import Capacite
    from cpom_desktop.services.parcours import PageInfo
    from cpom_desktop.services.queries.recherche.entries import Matter

ETABLISSEMENT = "etablissement"
OTHER_WORDS: Mapping[str, str] = {
    "tableau-de-bord": "accueil avancement où en suis-je reprendre",
    "check-list": "points à vérifier liste de contrôle lancement référent fiche rôle cocher",
    "etablissement": "identité adresse finess siret places capacité",
    "confidentialite": "rgpd cnil dpo données personnelles effacer personne droit accès registre",
    "acteurs": "personnes contacts annuaire interlocuteurs équipe",
    "comitologie": "copil comitologie instances membres quorum présidence cvs cse gouvernance",
    "retroplanning": "planning calendrier gantt dates tâches retard",
    "raci": "qui fait quoi responsabilités rôles",
    "pieces": "documents sources justificatifs manquants relance joindre fichiers",
    "donnees": "chiffres indicateurs ratios taux années gir gmp etp absentéisme finances repères",
    "grille": "diagnostic évaluation critères cotation constats forces faiblesses cpompack",
    "synthese": "radar forces faiblesses opportunités menaces priorités feuille de route swot",
    "vue-ars": "agence inspection ciblage atypique repères explications réponses recto verso",
    "objectifs": "arbre axes stratégiques opérationnels domaines priorités numéros",
    "bibliotheque": "modèles exemples catalogue objectifs types indicateurs région obligatoires",
    "fil-dor": "liens orphelins fils rompus cohérence chaîne constat moyens",
    "fiches-action": "axes objectifs étapes moyens financement budget",
    "indicateurs": "cibles valeurs atteinte formule numérateur dénominateur unité courbe",
    "journal": "échanges appels courriels courriers visites téléphone relances registre bordereau",
    "reunions": "copil convocation ordre du jour émargement compte rendu décisions séance",
    "echeancier": "dates rappels délais obligations agenda",
    "documents": "imprimer impression exporter pdf",
    "historique": "annuler journal modifications qui a changé",
    "reglages": "options préférences paramètres configuration",
    "a-propos": "version du logiciel aide dépannage licence diagnostic",
}
"""Page → words that lead to it, beside its title and its purpose."""
PROTECTION = "protéger verrouiller changer retirer chiffrer chiffrement fiche de secours"
SECTIONS: tuple[tuple[str, str, str, str], ...] = (
    (ETABLISSEMENT, "Identité", "etablissement.nom", "nom adresse finess siret"),
    (
        ETABLISSEMENT,
        "Capacité",
        f"capacites.{TypeCapacite.HEBERGEMENT_PERMANENT}.autorisees",
        "places autorisées installées financées",
    ),
    (ETABLISSEMENT, "Autorisation et régime", "etablissement.autorise_depuis", "tarif soins"),
    (ETABLISSEMENT, "Autorités", "etablissement.ars", "agence régionale département"),
    (ETABLISSEMENT, "Contrat", "dossier.piste", "cpom durée dates signature effet situation"),
    ("retroplanning", "Date visée", "dossier.date_signature", "signature cible"),
    (
        "confidentialite",
        "Effacer une personne",
        "confidentialite.personne",
        "supprimer nom rgpd effacement attestation oubli",
    ),
    (
        "confidentialite",
        "Tout ce que le dossier contient sur une personne",
        "confidentialite.personne",
        "droit d'accès rgpd remettre chercher partout",
    ),
    (
        "confidentialite",
        "Contacts à revoir",
        "confidentialite.revoir",
        "conservation durée anciens inactifs rgpd",
    ),
    (
        "confidentialite",
        "Fiche de registre",
        "confidentialite.registre",
        "rgpd cnil traitement délégué à la protection des données dpo",
    ),
    ("historique", "Corbeille", "historique.corbeille", "supprimé effacé restaurer récupérer"),
    ("historique", "Versions", "historique.versions", "comparer version nommée"),
    ("reglages", "Apparence", "apparence", "thème clair sombre couleurs"),
    ("reglages", "Taille du texte", "texte", "agrandir zoom lettres"),
    ("reglages", "Dossier proposé pour les fichiers", "dossiers", "emplacement"),
    ("reglages", "Dossier proposé pour les PDF", "documents", "emplacement export"),
    ("reglages", "Copies de secours", "copies", "sauvegarde second endroit clé usb"),
    ("reglages", "Verrouillage automatique", "verrouillage", "verrouiller inactivité minutes"),
    ("a-propos", "Composants et licences", "composants", "nomenclature sbom logiciel libre"),
    (MENU, "Mot de passe du dossier", "mot-de-passe", PROTECTION),
    (MENU, "Restaurer une copie", "restaurer", "sauvegarde récupérer revenir en arrière"),
)
"""Page, section, key of its first field, words that lead to it."""
CONTRACT = (
    "piste",
    "contrat_actuel",
    "fin_contrat_actuel",
    "prolonge_jusqu_au",
    "date_signature",
    "date_effet",
    "duree_annees",
)
"""Fields of the contract that the page of the establishment has."""
_SHOWN: Mapping[str, Callable[[str], str]] = {
    "finess_et": show_finess,
    "finess_ej": show_finess,
    "siret": show_siret,
}
_OF_A_PERSON = (
    "fonction",
    "structure",
    "service",
    "telephone",
    "courriel",
    "adresse",
    "relation",
    "attentes",
)


def pages(_matter: Matter) -> Iterable[Entry]:
    """Return the pages, then their sections."""
    for slug, info in PAGES.items():
        yield Entry(
            title=_(info.title),
            place=_above(info),
            icon=info.icon or "corner-down-left",
            page=slug,
            help=f"{info.purpose} {OTHER_WORDS.get(slug, '')}",
        )
    for slug, title, field, words in SECTIONS:
        yield Entry(
            title=_(title),
            place=_("Menu du dossier") if slug == MENU else place_in(slug),
            icon="corner-down-left",
            page=slug,
            field=field,
            help=words,
        )


def _above(info: PageInfo) -> str:
    """Return what a page is part of."""
    stage = next((s for s in STAGES if info in s.pages), None)
    if stage is not None:
        return f"{stage.number}. {_(stage.title)}"
    return _("Ce logiciel") if info in PROGRAM else _("Dans tout le dossier")


def establishment(matter: Matter) -> Iterable[Entry]:
    """Return the fields of the establishment, with their values."""
    words = Designations(matter.snapshot, matter.content)
    for name in FIELDS[ETABLISSEMENT]:
        value = getattr(matter.snapshot.etablissement, name)
        show = _SHOWN.get(name)
        told = (
            show(value) if show and value else words.value(ETABLISSEMENT, name, value, whole=True)
        )
        yield _field(ETABLISSEMENT, name, told)


def contract(matter: Matter) -> Iterable[Entry]:
    """Return the fields of the contract, with their values."""
    words = Designations(matter.snapshot, matter.content)
    for name in CONTRACT:
        value = getattr(matter.snapshot.dossier, name)
        yield _field("dossier", name, words.value("dossier", name, value, whole=True))


def _field(table: str, name: str, value: str) -> Entry:
    key = f"{table}.{name}"
    return Entry(
        title=label(table, name),
        place=place_in(ETABLISSEMENT),
        icon="pencil",
        page=ETABLISSEMENT,
        field=key,
        passages=passages(("", value if value != EMPTY else "", key)),
        aside=value,
    )


def capacites(matter: Matter) -> Iterable[Entry]:
    """Return the places of each kind."""
    rows = {row.type: row for row in matter.snapshot.capacites}
    for kind in TypeCapacite:
        yield _capacite(kind, rows.get(kind))


def _capacite(kind: TypeCapacite, row: Capacite | None) -> Entry:
    count = row.autorisees if row is not None else None
    return Entry(
        title=_("Places, {type}", type=word(kind)),
        place=place_in(ETABLISSEMENT, _("Capacité")),
        icon="pencil",
        page=ETABLISSEMENT,
        field=f"capacites.{kind}.autorisees",
        help=_("capacité places autorisées installées financées aide sociale"),
        aside=EMPTY if count is None else ngettext("{n} place", "{n} places", count),
    )


def acteurs(matter: Matter) -> Iterable[Entry]:
    """Return people and structures; what she thinks of their position is not searched."""
    for acteur in matter.snapshot.acteurs:
        yield _acteur(acteur)


def _acteur(acteur: Acteur) -> Entry:
    key = f"acteurs.{acteur.id}"
    named = next((n for n in ("nom", "fonction", "structure") if getattr(acteur, n)), "")
    others = [name for name in _OF_A_PERSON if name != named]
    aside = next(
        (t for n in ("fonction", "structure") if n in others and (t := getattr(acteur, n))), ""
    )
    return Entry(
        title=acteur.display_name or _("Acteur à compléter"),
        place=place_in("acteurs"),
        icon="user" if acteur.nom else "users-round",
        page="acteurs",
        field=f"{key}.{named or 'nom'}",
        passages=passages(
            *((label("acteurs", n), getattr(acteur, n), f"{key}.{n}") for n in others)
        ),
        help=_("convention") if acteur.convention else "",
        aside=aside,
    )


def documents(matter: Matter) -> Iterable[Entry]:
    """Return the documents that the dossier makes."""
    for info in matter.documents:
        yield Entry(
            title=info.title,
            place=place_in("documents"),
            icon="file-text",
            page="documents",
            field=f"documents.{info.slug}",
            passages=passages((_("Ce qu'il contient"), info.description, "")),
            help=_("document imprimer pdf"),
        )


def versions(matter: Matter) -> Iterable[Entry]:
    """Return the versions that she named."""
    for version in matter.versions:
        told = format_date(version.moment.date(), "medium")
        yield Entry(
            title=version.nom,
            place=place_in("historique", _("Versions")),
            icon="history",
            page="historique",
            field="historique.versions",
            passages=passages((_("Gardée le"), told, "")),
            aside=f"{told}, {format_time(version.moment)}",
        )
