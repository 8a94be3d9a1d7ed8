"""The personal data of the dossier: the sheet of the register of processing, and what to review.

Source: RGPD, article 30 (what the register holds); CNIL, « Le registre des activités de
traitement ». No rule gives a length of time for a steering file: reliability §3.3, proposed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.confidentialite import Rubrique
from cpom_desktop.domain.dossier import StatutJuridique, add_months
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.documents import DocumentState, DocumentStatus, Subject
from cpom_desktop.services.queries.contacts_inactifs import mois

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "confidentialite",
    "effacements",
    "acteurs",
    "dossier",
    "etablissement",
    "echanges",
    "echanges_personnes",
    "reunions",
    "reunions_presences",
    "instances_membres",
    "tasks",
    "raci_roles",
    "echeances",
)
FICHE, ATTESTATION = "fiche-registre", "attestation-effacement"
NO_EFFACEMENT = "aucune personne n'a été effacée"
TITRES: Mapping[Rubrique, str] = {
    Rubrique.RESPONSABLE: "Responsable du traitement",
    Rubrique.DPO: "Délégué à la protection des données",
    Rubrique.FINALITE: "Finalité",
    Rubrique.BASE_LEGALE: "Base légale",
    Rubrique.PERSONNES: "Personnes concernées",
    Rubrique.DONNEES: "Données",
    Rubrique.DESTINATAIRES: "Destinataires",
    Rubrique.DUREES: "Durées de conservation",
    Rubrique.MESURES: "Mesures de sécurité",
    Rubrique.SOUS_TRAITANTS: "Sous-traitants",
    Rubrique.TRANSFERTS: "Transferts hors de l'Union européenne",
}
"""Headings of the sheet, in order (RGPD, article 30, paragraph 1)."""
PROPOSES: Mapping[Rubrique, str] = {
    Rubrique.FINALITE: (
        "Préparer, négocier, signer et suivre le contrat pluriannuel d'objectifs et de moyens de "
        "l'établissement : réunir les instances, répartir les tâches, garder la trace des "
        "échanges avec les autorités."
    ),
    Rubrique.BASE_LEGALE: (
        "Obligation légale (RGPD, article 6, 1, c) : le contrat est prévu par le code de l'action "
        "sociale et des familles, article L. 313-12, IV ter. Pour un établissement public, "
        "mission d'intérêt public (article 6, 1, e)."
    ),
    Rubrique.PERSONNES: (
        "Celles qui participent au contrat à titre professionnel ou par leur mandat : agents de "
        "l'établissement, interlocuteurs de l'ARS et du département, partenaires, représentants "
        "des usagers et des familles."
    ),
    Rubrique.DONNEES: (
        "Nom, civilité, fonction, organisme, téléphone, courriel et adresse professionnels ; "
        "présence aux réunions, échanges notés, tâches et responsabilités, position sur le "
        "contrat. Aucune donnée de santé, aucun numéro de sécurité sociale, aucune donnée d'un "
        "résident."
    ),
    Rubrique.DESTINATAIRES: (
        "La direction et l'équipe projet ; les membres des instances, pour ce qui leur est "
        "remis ; l'ARS et le département, pour les documents du contrat."
    ),
    Rubrique.MESURES: (
        "Un seul fichier, sur un ordinateur de l'établissement, lisible du seul compte qui "
        "l'ouvre, sans serveur et sans aucune connexion au réseau. Sauvegardes contrôlées. "
        "Historique des modifications. Protection du dossier par mot de passe, si vous la "
        "choisissez. Effacement d'une personne dans tout le dossier, avec attestation."
    ),
    Rubrique.SOUS_TRAITANTS: (
        "Aucun : le logiciel fonctionne sur l'ordinateur, et son éditeur n'a accès à aucune "
        "donnée."
    ),
    Rubrique.TRANSFERTS: "Aucun.",
}
"""What we propose; hers replaces it. Never official: her delegate is to confirm it."""
PROPOSAL = (
    "Proposition de CPOM Desktop, à faire valider par votre délégué à la protection des données. "
    "Ce n'est pas un modèle officiel. Rubriques : RGPD, article 30 ; CNIL, « Le registre des "
    "activités de traitement »."
)
DURATIONS = (
    "Aucun texte ne fixe la durée d'un dossier de pilotage du CPOM : celle-ci est proposée. "
    "Repère : CNIL, référentiel des durées de conservation du secteur social et médico-social, "
    "délibération n° 2023-095 du 14 septembre 2023."
)
ARCHIVES = (
    "Votre établissement est public : les comptes rendus sont des archives publiques. Ils ne "
    "s'éliminent qu'avec le visa des archives (code du patrimoine, article L. 212-2). Le logiciel "
    "ne supprime rien de lui-même."
)


class Ligne(NamedTuple):
    """A heading of the sheet: what it says, and whether it is hers, ours, or still empty."""

    cle: Rubrique
    titre: str
    texte: str
    proposee: bool


def fiche_registre(snapshot: DossierSnapshot) -> tuple[Ligne, ...]:
    """Return the sheet of the register, heading by heading."""
    hers = {row.cle: row.texte for row in snapshot.confidentialite if row.texte}
    return tuple(
        Ligne(cle, _(titre), hers.get(cle) or propose(snapshot, cle), cle not in hers)
        for cle, titre in TITRES.items()
    )


def propose(snapshot: DossierSnapshot, cle: Rubrique) -> str:
    """Return what we propose for a heading; nothing for what only she knows."""
    if cle is Rubrique.RESPONSABLE:
        place = snapshot.etablissement
        told = (place.gestionnaire or place.nom, place.adresse, place.code_postal, place.commune)
        return ", ".join(" ".join(text.split()) for text in told if text)
    if cle is Rubrique.DUREES:
        return durees(snapshot)
    return _(PROPOSES[cle]) if cle in PROPOSES else ""


def durees(snapshot: DossierSnapshot) -> str:
    """Return how long personal data are kept, in words."""
    after, idle = mois(snapshot, Rubrique.APRES_CONTRAT), mois(snapshot, Rubrique.SANS_ACTIVITE)
    until = conserver_jusqu_au(snapshot)
    told = _(
        "Durée du contrat, puis {apres}{date}. Les contacts sans activité depuis {sans} sont "
        "revus chaque année.",
        apres=ngettext("{n} mois", "{n} mois", after),
        sans=ngettext("{n} mois", "{n} mois", idle),
        date=_(" (jusqu'au {jour})", jour=format_date(until)) if until else "",
    )
    return f"{told} {_(ARCHIVES)}" if is_public(snapshot) else told


def is_public(snapshot: DossierSnapshot) -> bool:
    """Tell whether the papers of the house are public archives."""
    return snapshot.etablissement.statut_juridique is StatutJuridique.PUBLIC


def conserver_jusqu_au(snapshot: DossierSnapshot) -> date | None:
    """Return the day until which contacts are to be kept; None while the contract has no dates."""
    dossier = snapshot.dossier
    end = dossier.date_fin or dossier.prolonge_jusqu_au or dossier.fin_contrat_actuel
    return add_months(end, mois(snapshot, Rubrique.APRES_CONTRAT)) if end else None


def fiche_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the sheet is: what only she knows may miss."""
    del content, today
    empty = [ligne.titre for ligne in fiche_registre(snapshot) if not ligne.texte]
    if empty:
        told = _("à compléter : {quoi}", quoi=", ".join(empty))
        return DocumentStatus(DocumentState.INCOMPLET, (told,), "confidentialite")
    return DocumentStatus(DocumentState.COMPLET)


def effacements(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[Subject, ...]:
    """Return the erasures that may be attested, the last first."""
    del content, today
    rows = sorted(snapshot.effacements, key=lambda row: -row.numero)
    last = rows[0].id if rows else 0
    return tuple(
        Subject(
            str(row.numero),
            row.id,
            _("n° {n}", n=row.numero),
            _("n° {n}, le {jour}", n=row.numero, jour=format_date(row.jour)),
            usual=row.id == last,
        )
        for row in rows
    )


def attestation_status(
    snapshot: DossierSnapshot, content: Content, today: date, effacement_id: int
) -> DocumentStatus:
    """Return that an attestation is whole: it tells what was done."""
    del snapshot, content, today, effacement_id
    return DocumentStatus(DocumentState.COMPLET)
