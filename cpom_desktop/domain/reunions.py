"""A meeting: from draft to closed, its agenda, who came, what was decided (kit §1.7, §6.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - rows are read by these annotations
from enum import StrEnum


class EtatReunion(StrEnum):
    """Where a meeting stands; each comes after the one before."""

    BROUILLON = "brouillon"
    CONVOQUEE = "convoquee"
    TENUE = "tenue"
    CLOSE = "close"


class NaturePoint(StrEnum):
    """What is asked of the members on a point of the agenda."""

    INFORMATION = "information"
    AVIS = "avis"
    DECISION = "decision"


class Presence(StrEnum):
    """Whether a participant came."""

    ATTENDU = "attendu"
    PRESENT = "present"
    EXCUSE = "excuse"
    REPRESENTE = "represente"
    ABSENT = "absent"


class EtatDecision(StrEnum):
    """What became of a decision; `actee` asks for nothing more."""

    A_FAIRE = "a_faire"
    EN_COURS = "en_cours"
    FAITE = "faite"
    ACTEE = "actee"
    ABANDONNEE = "abandonnee"


SETTLED = frozenset({EtatDecision.FAITE, EtatDecision.ACTEE, EtatDecision.ABANDONNEE})
"""States of a decision that nobody waits for any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reunion:
    """One meeting.

    Attributes:
        numero: its number within its instance (COPIL n° 2); None when it has none.
        jour: None follows the milestone of the plan (`task_id`) until it is convened.
        heure: « 14:00 », empty when not known.
        duree_minutes: the slot, in minutes.
        lieu, visio: where, and the address of the video call, a text never opened.
        objet: what it is devoted to, in the words of the convocation.
        convoquee_le: day the convocation was sent.
        repondre_avant: day by which an answer is asked for.
        redigee_le, validee_le, diffusee_le: of the minutes.
        rouverte_le, motif_reouverture: a closed meeting opened again, and why.
        prochaine: the next meeting, in words, when it is not one of the dossier.
    """

    id: int
    instance_id: int | None = None
    task_id: int | None = None
    numero: int | None = None
    titre: str
    objet: str = ""
    jour: date | None = None
    heure: str = ""
    duree_minutes: int | None = None
    lieu: str = ""
    visio: str = ""
    etat: EtatReunion = EtatReunion.BROUILLON
    convoquee_le: date | None = None
    repondre_avant: date | None = None
    redigee_le: date | None = None
    validee_le: date | None = None
    diffusee_le: date | None = None
    rouverte_le: date | None = None
    motif_reouverture: str = ""
    prochaine: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReunionPoint:
    """A point of the agenda, and what was said of it.

    Attributes:
        duree_minutes: time given to it; None when not said.
        document: what it refers to.
        notes: what was said.
        traite: it has been dealt with.
    """

    id: int
    reunion_id: int
    ordre: int = 0
    titre: str
    rapporteur_id: int | None = None
    duree_minutes: int | None = None
    nature: NaturePoint = NaturePoint.INFORMATION
    document: str = ""
    notes: str = ""
    traite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReunionPresence:
    """Someone convened to a meeting; `nom` and `qualite` are kept as they were that day.

    Attributes:
        represente_par: who came instead, in words.
        voix: counts for the quorum.
    """

    id: int
    reunion_id: int
    ordre: int = 0
    acteur_id: int | None = None
    nom: str = ""
    qualite: str = ""
    voix: bool = True
    presence: Presence = Presence.ATTENDU
    represente_par: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a meeting decided.

    Attributes:
        numero: within its meeting, from 1.
        responsable_id, porteur: who carries it: a stakeholder, else in words (« le COPIL »).
        task_id, fiche_id: the task or the fiche action that it became.
        fait_le: when it was done.
    """

    id: int
    reunion_id: int
    point_id: int | None = None
    numero: int
    texte: str
    responsable_id: int | None = None
    porteur: str = ""
    echeance: date | None = None
    etat: EtatDecision = EtatDecision.A_FAIRE
    fait_le: date | None = None
    task_id: int | None = None
    fiche_id: int | None = None
