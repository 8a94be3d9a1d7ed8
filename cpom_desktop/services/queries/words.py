"""The French words of every stored slug, once for screens and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.content.schema import Confiance
from cpom_desktop.domain.acteurs import Civilite, Position, StatutContrat, Strategie
from cpom_desktop.domain.controles import EtatControle, ListeControle
from cpom_desktop.domain.diagnostic import Cotation, NatureConstat, PositionAutorite
from cpom_desktop.domain.donnees import Polarite, Unite
from cpom_desktop.domain.dossier import (
    LectureRaci,
    OptionSoins,
    RegimeTarifaire,
    StatutJuridique,
    TypeCapacite,
    ZoneScolaire,
)
from cpom_desktop.domain.dossiers_nommes import Mention, Paper
from cpom_desktop.domain.echanges import NatureEchange, SensEchange
from cpom_desktop.domain.fiches_action import Origine, Priorite, StatutFiche
from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.domain.moyens import (
    CategorieMoyen,
    EtatFinancement,
    NatureCout,
    SectionTarifaire,
    SourceFinancement,
    UniteCout,
)
from cpom_desktop.domain.objectifs import TypeIndicateur
from cpom_desktop.domain.pieces import EtatPiece, TypePiece, Validite
from cpom_desktop.domain.raci import Sens
from cpom_desktop.domain.reunions import EtatDecision, EtatReunion, NaturePoint, Presence
from cpom_desktop.domain.synthese import Ecart
from cpom_desktop.domain.tasks import Ancre, EtatTache, ModePlanification, UniteDuree
from cpom_desktop.i18n import EMPTY, _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Confiance: {
        Confiance.VU: "lu dans le texte",
        Confiance.SECONDAIRE: "source indirecte",
        Confiance.MEMOIRE: "de mémoire, à vérifier",
        Confiance.PROPOSE: "proposition de CPOM Desktop",
    },
    Mention: {
        Mention.PROJET: "PROJET",
        Mention.COPIL: "Version présentée au COPIL",
        Mention.INTERNE: "Document interne",
        Mention.AUCUNE: "Aucune (version définitive)",
    },
    Paper: {Paper.A4: "A4", Paper.A3: "A3"},
    StatutJuridique: {
        StatutJuridique.PUBLIC: "Public",
        StatutJuridique.PRIVE_NON_LUCRATIF: "Privé non lucratif",
        StatutJuridique.PRIVE_COMMERCIAL: "Privé commercial",
    },
    RegimeTarifaire: {
        RegimeTarifaire.TROIS_SECTIONS: "3 sections",
        RegimeTarifaire.FORFAIT_GLOBAL_UNIQUE: "Forfait global unique",
    },
    OptionSoins: {
        OptionSoins.PARTIEL_SANS_PUI: "Tarif partiel, sans PUI",
        OptionSoins.PARTIEL_AVEC_PUI: "Tarif partiel, avec PUI",
        OptionSoins.GLOBAL_SANS_PUI: "Tarif global, sans PUI",
        OptionSoins.GLOBAL_AVEC_PUI: "Tarif global, avec PUI",
    },
    ZoneScolaire: {
        ZoneScolaire.A: "Zone A",
        ZoneScolaire.B: "Zone B",
        ZoneScolaire.C: "Zone C",
        ZoneScolaire.AUTRE: "Autre calendrier",
    },
    TypeCapacite: {
        TypeCapacite.HEBERGEMENT_PERMANENT: "Permanent (HP)",
        TypeCapacite.HEBERGEMENT_TEMPORAIRE: "Temporaire (HT)",
        TypeCapacite.ACCUEIL_DE_JOUR: "Accueil jour (AJ)",
        TypeCapacite.PASA: "dont PASA",
        TypeCapacite.UHR: "dont UHR",
    },
    LectureRaci: {
        LectureRaci.KIT: "Lecture du kit : R responsable, A acteur",
        LectureRaci.ANGLAISE: "Lecture anglaise : R réalise, A approuve",
    },
    StatutContrat: {
        StatutContrat.SIGNATAIRE: "Signataire",
        StatutContrat.CONTACT: "Contact",
        StatutContrat.CONTRIBUTEUR: "Contributeur",
        StatutContrat.INFORME: "Informé",
    },
    Position: {
        Position.FAVORABLE: "Favorable",
        Position.NEUTRE: "Neutre",
        Position.RESERVEE: "Réservée",
        Position.INCONNUE: "Inconnue",
    },
    Strategie: {
        Strategie.ASSOCIER: "Associer étroitement",
        Strategie.SATISFAIRE: "Satisfaire",
        Strategie.INFORMER: "Informer",
        Strategie.SURVEILLER: "Surveiller",
    },
    ModePlanification: {
        ModePlanification.AU_PLUS_TARD: "Au plus tard",
        ModePlanification.AU_PLUS_TOT: "Au plus tôt",
    },
    UniteDuree: {
        UniteDuree.CALENDAIRES: "Jours calendaires",
        UniteDuree.OUVRES: "Jours ouvrés",
    },
    Ancre: {
        Ancre.SIGNATURE: "La signature",
        Ancre.EFFET: "La date d'effet",
        Ancre.FIN_CONTRAT: "La fin du contrat",
    },
    EtatTache: {
        EtatTache.A_FAIRE: "À faire",
        EtatTache.EN_COURS: "En cours",
        EtatTache.FAIT: "Fait",
        EtatTache.SANS_OBJET: "Sans objet",
    },
    Sens: {
        Sens.RESPONSABLE: "responsable",
        Sens.REALISATEUR: "acteur",
        Sens.CONSULTE: "consulté avant",
        Sens.INFORME: "informé après",
    },
    Cotation: {
        Cotation.ABSENT: "Pas du tout en place",
        Cotation.PARTIEL: "Partiel, non formalisé",
        Cotation.EN_PLACE: "En place, à consolider",
        Cotation.MAITRISE: "En place, tracé et évalué",
        Cotation.NON_CONCERNE: "Non concerné",
        Cotation.A_RECHERCHER: "À rechercher",
    },
    NatureConstat: {
        NatureConstat.FORCE: "Force",
        NatureConstat.FAIBLESSE: "Faiblesse",
        NatureConstat.OPPORTUNITE: "Opportunité",
        NatureConstat.MENACE: "Menace",
    },
    PositionAutorite: {
        PositionAutorite.PARTAGEE: "Partagée",
        PositionAutorite.NUANCEE: "Nuancée",
        PositionAutorite.CONTESTEE: "Contestée",
    },
    Ecart: {
        Ecart.DIVERGENCE: "Divergence",
        Ecart.NUANCE: "Nuance",
        Ecart.NON_CONNUE: "Non connue",
        Ecart.CONVERGENCE: "Convergence",
    },
    StatutFiche: {
        StatutFiche.BROUILLON: "Brouillon",
        StatutFiche.PROPOSEE: "Proposée",
        StatutFiche.VALIDEE_COPIL: "Validée en COPIL",
        StatutFiche.EN_COURS: "En cours",
        StatutFiche.TERMINEE: "Terminée",
        StatutFiche.ABANDONNEE: "Abandonnée",
    },
    Origine: {
        Origine.CPOM: "CPOM",
        Origine.EVALUATION_HAS: "Évaluation HAS",
        Origine.AUTOEVALUATION: "Autoévaluation",
        Origine.PROJET_ETABLISSEMENT: "Projet d'établissement",
        Origine.INSPECTION: "Inspection",
        Origine.EVENEMENT_INDESIRABLE: "Événement indésirable",
        Origine.RECLAMATION: "Réclamation",
        Origine.COMMISSION_SECURITE: "Commission de sécurité",
        Origine.DUERP: "DUERP",
        Origine.TRAVAUX: "Travaux",
        Origine.AUTRE: "Autre",
    },
    Priorite: {
        Priorite.HAUTE: "Haute",
        Priorite.MOYENNE: "Moyenne",
        Priorite.BASSE: "Basse",
    },
    CategorieMoyen: {
        CategorieMoyen.HUMAIN: "Humain",
        CategorieMoyen.MATERIEL: "Matériel",
        CategorieMoyen.FORMATION: "Formation",
        CategorieMoyen.EXTERNE: "Externe",
    },
    NatureCout: {
        NatureCout.INVESTISSEMENT: "Investissement",
        NatureCout.EXPLOITATION_RECURRENTE: "Exploitation, chaque année",
        NatureCout.EXPLOITATION_PONCTUELLE: "Exploitation, une fois",
    },
    SectionTarifaire: {
        SectionTarifaire.HEBERGEMENT: "Hébergement",
        SectionTarifaire.DEPENDANCE: "Dépendance",
        SectionTarifaire.SOINS: "Soins",
        SectionTarifaire.SOINS_AUTONOMIE: "Soins et entretien de l'autonomie",
    },
    UniteCout: {
        UniteCout.ETP: "ETP",
        UniteCout.HEURES: "heures",
        UniteCout.UNITES: "unités",
    },
    SourceFinancement: {
        SourceFinancement.DOTATION: "Dotation",
        SourceFinancement.COMPLEMENTAIRE_ARS: "Financement complémentaire ARS",
        SourceFinancement.CREDITS_NON_RECONDUCTIBLES: "Crédits non reconductibles ARS",
        SourceFinancement.DEPARTEMENT: "Département",
        SourceFinancement.CARSAT: "CARSAT",
        SourceFinancement.OPCO: "OPCO",
        SourceFinancement.FONDS_PROPRES: "Fonds propres",
        SourceFinancement.REDEPLOIEMENT: "Redéploiement",
        SourceFinancement.AUTRE: "Autre",
    },
    EtatFinancement: {
        EtatFinancement.ACQUIS: "Acquis",
        EtatFinancement.DEMANDE: "Demandé",
    },
    Unite: {
        Unite.NOMBRE: "nombre",
        Unite.JOURS: "jours",
        Unite.PLACES: "places",
        Unite.PERSONNES: "personnes",
        Unite.ETP: "ETP",
        Unite.EUROS: "€",
        Unite.POUR_CENT: "%",
        Unite.POINTS: "points",
        Unite.POUR_MILLE_JOURNEES: "pour 1 000 journées",
        Unite.ETP_POUR_CENT_PLACES: "ETP pour 100 places",
        Unite.ANNEES: "ans",
        Unite.KWH: "kWh",
        Unite.KWH_M2: "kWh/m²",
        Unite.M2: "m²",
    },
    Polarite: {
        Polarite.HAUSSE: "Plus haut, c'est mieux",
        Polarite.BAISSE: "Plus bas, c'est mieux",
        Polarite.NEUTRE: "Ni l'un ni l'autre",
    },
    Civilite: {Civilite.MADAME: "Madame", Civilite.MONSIEUR: "Monsieur"},
    Confidentialite: {
        Confidentialite.INTERNE: "Interne à l'établissement",
        Confidentialite.COPIL: "Membres de l'instance",
        Confidentialite.AUTORITES: "Autorités",
        Confidentialite.PUBLIQUE: "Publique",
    },
    EtatReunion: {
        EtatReunion.BROUILLON: "Brouillon",
        EtatReunion.CONVOQUEE: "Convoquée",
        EtatReunion.TENUE: "Tenue",
        EtatReunion.CLOSE: "Close",
    },
    NaturePoint: {
        NaturePoint.INFORMATION: "Information",
        NaturePoint.AVIS: "Avis",
        NaturePoint.DECISION: "Décision",
    },
    Presence: {
        Presence.ATTENDU: "Attendu",
        Presence.PRESENT: "Présent",
        Presence.EXCUSE: "Excusé",
        Presence.REPRESENTE: "Représenté",
        Presence.ABSENT: "Absent",
    },
    EtatDecision: {
        EtatDecision.A_FAIRE: "À faire",
        EtatDecision.EN_COURS: "En cours",
        EtatDecision.FAITE: "Faite",
        EtatDecision.ACTEE: "Actée",
        EtatDecision.ABANDONNEE: "Abandonnée",
    },
    NatureEchange: {
        NatureEchange.APPEL: "Appel",
        NatureEchange.COURRIEL: "Courriel",
        NatureEchange.COURRIER: "Courrier",
        NatureEchange.VISITE: "Visite",
        NatureEchange.REUNION: "Réunion",
        NatureEchange.DOCUMENT: "Document",
    },
    SensEchange: {SensEchange.EMIS: "De notre part", SensEchange.RECU: "De leur part"},
    TypePiece: {
        TypePiece.TERRITOIRE: "Territoire",
        TypePiece.STRATEGIE: "Stratégie",
        TypePiece.QUALITE: "Qualité",
        TypePiece.SOINS: "Soins",
        TypePiece.RH: "Ressources humaines",
        TypePiece.FINANCES: "Finances",
        TypePiece.PATRIMOINE: "Bâtiments et patrimoine",
        TypePiece.CONTRAT: "Autorisation et contrat",
        TypePiece.SI: "Système d'information",
    },
    Validite: {
        Validite.EN_VIGUEUR: "Tant qu'elle est en vigueur",
        Validite.DUREE: "Un certain temps",
        Validite.EXERCICE: "Pour un exercice",
    },
    EtatPiece: {
        EtatPiece.MANQUANTE: "Manquante",
        EtatPiece.DEMANDEE: "Demandée",
        EtatPiece.DISPONIBLE: "Disponible",
        EtatPiece.SANS_OBJET: "Sans objet",
    },
    ListeControle: {
        ListeControle.CPOM: "Check-list du CPOM",
        ListeControle.LANCEMENT: "Réunion de lancement",
    },
    EtatControle: {
        EtatControle.A_FAIRE: "À faire",
        EtatControle.EN_COURS: "En cours",
        EtatControle.FAIT: "Fait",
        EtatControle.SANS_OBJET: "Sans objet",
    },
    TypeIndicateur: {
        TypeIndicateur.RESULTAT: "Résultat",
        TypeIndicateur.PROCESSUS: "Processus",
        TypeIndicateur.STRUCTURE: "Structure",
    },
}
"""Enumeration → slug → word. Two enumerations may share a slug (`informe`): types come first."""

LATE = "En retard"


NIVEAUX: Mapping[int, str] = {1: "Faible", 2: "Moyen", 3: "Fort"}
"""Words of an impact or of an effort."""


def niveau(value: int | None) -> str:
    """Return the word of an impact or of an effort; « – » when it is not told."""
    return EMPTY if value is None else _(NIVEAUX[value])


def niveaux() -> tuple[tuple[int, str], ...]:
    """Return every level with its word, for a list to choose from."""
    return tuple((value, niveau(value)) for value in NIVEAUX)


def word(value: StrEnum | None) -> str:
    """Return the French word of a stored slug; « – » when nothing is chosen."""
    return EMPTY if value is None else _(WORDS[type(value)][value])


def choices(kind: type[StrEnum]) -> tuple[tuple[StrEnum, str], ...]:
    """Return every value of an enumeration with its word, for a list to choose from."""
    return tuple((value, word(value)) for value in kind)
