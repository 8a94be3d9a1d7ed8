"""What `pieces.toml`, `controles.toml` and `comitologie.toml` hold: the relations of the kit."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from cpom_desktop.content.schema import (
    Entree,
    Fait,
    Fondement,
    Jours,
    Limite,
    PackFile,
    Slug,
    Texte,
)
from cpom_desktop.content.schema_grille import Lettre  # noqa: TC001 - msgspec reads it
from cpom_desktop.domain.controles import ListeControle  # noqa: TC001 - msgspec reads it
from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.domain.pieces import TypePiece, Validite
from cpom_desktop.domain.reunions import NaturePoint

Minutes = Annotated[int, Meta(ge=5, le=480)]


class PieceModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A document to gather before the diagnosis.

    Attributes:
        repere: its number in the working notes.
        themes: letters of the themes of the grid that it serves; empty for all.
        detenteur: slug of who most often has it.
        validite_mois: for `duree`.
        validite_exercice: for `exercice`, years before the present one.
        periode: what it should cover, in words.
    """

    slug: Slug
    repere: Texte
    titre: Texte
    type: TypePiece
    themes: tuple[Lettre, ...] = ()
    emetteur: str = ""
    detenteur: Slug | None = None
    validite: Validite = Validite.EN_VIGUEUR
    validite_mois: Jours | None = None
    validite_exercice: Limite = 1
    periode: str = ""
    donnees_personnelles: bool = False
    fondement: Fondement | None = None


class PiecesFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`pieces.toml`; `mention` is printed with the list."""

    mention: Texte
    pieces: tuple[PieceModele, ...]

    def piece(self, slug: str) -> PieceModele | None:
        """Return a document, or None when the pack has no such slug (hers)."""
        return next((piece for piece in self.pieces if piece.slug == slug), None)


class EtapeControle(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A group of points of a check-list; its place in the list is its order."""

    slug: Slug
    liste: ListeControle
    libelle: Texte


class PointModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A point of a check-list.

    Attributes:
        aide: what there is to look at, at more length.
        tache: slug of the task of a plan that does it: it proposes who, and for when.
    """

    slug: Slug
    repere: Texte
    etape: Slug
    texte: Texte
    aide: str = ""
    tache: Slug | None = None
    fondement: Fondement | None = None


class RubriqueModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A heading of a sheet and its proposed text; lines beginning with « - » are a list."""

    slug: Slug
    titre: Texte
    texte: str = ""


class FicheModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sheet of texts that she adapts."""

    slug: Slug
    titre: Texte
    rubriques: tuple[RubriqueModele, ...]
    fondement: Fondement | None = None


class ControlesFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`controles.toml`; `mention` is shown and printed wherever the lists are."""

    mention: Texte
    etapes: tuple[EtapeControle, ...]
    points: tuple[PointModele, ...]
    fiches: tuple[FicheModele, ...]

    def points_of(self, liste: ListeControle) -> tuple[PointModele, ...]:
        """Return the points of a check-list, in the order of the file."""
        etapes = {etape.slug for etape in self.etapes if etape.liste is liste}
        return tuple(point for point in self.points if point.etape in etapes)

    def etape(self, slug: str) -> EtapeControle | None:
        """Return a group, or None when the pack has no such slug."""
        return next((etape for etape in self.etapes if etape.slug == slug), None)

    def point(self, slug: str) -> PointModele | None:
        """Return a point, or None when the pack has no such slug (hers)."""
        return next((point for point in self.points if point.slug == slug), None)

    def fiche(self, slug: str) -> FicheModele | None:
        """Return a sheet, or None when the pack has no such slug."""
        return next((fiche for fiche in self.fiches if fiche.slug == slug), None)


class MembreModele(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who sits in an instance by default, and in what quality."""

    acteur: Slug
    qualite: str = ""
    voix: bool = True


class InstanceModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A committee, a team or a council.

    Attributes:
        composition: who should sit, in words.
        delai_convocation, delai_dossier: days before a meeting; None keeps those of the plan.
        delai_compte_rendu: days after it.
        president, secretaire: slugs of stakeholders.
    """

    slug: Slug
    nom: Texte
    abrege: str = ""
    objet: Texte
    composition: Texte
    phase: Texte
    frequence: Texte
    quorum: Jours | None = None
    delai_convocation: Limite | None = None
    delai_dossier: Limite | None = None
    delai_compte_rendu: Limite | None = None
    regle_validation: str = ""
    confidentialite: Confidentialite = Confidentialite.COPIL
    president: Slug | None = None
    secretaire: Slug | None = None
    membres: tuple[MembreModele, ...] = ()
    fondement: Fondement | None = None


class PointOrdreDuJour(Entree, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A point of an agenda; `rapporteur` is the slug of a stakeholder."""

    titre: Texte
    nature: NaturePoint = NaturePoint.INFORMATION
    duree_minutes: Minutes
    rapporteur: Slug | None = None
    document: str = ""


class OrdreDuJourModele(Fait, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The agenda of one meeting of an instance.

    Attributes:
        taches: slugs of the milestones of a plan that it suits.
        numero: its number within the instance; None when it serves for any.
        objet: what the meeting is devoted to, in the words of the convocation.
        duree_minutes: the slot; the points fit in it.
    """

    slug: Slug
    instance: Slug
    titre: Texte
    objet: Texte
    numero: Jours | None = None
    taches: tuple[Slug, ...] = ()
    duree_minutes: Minutes
    points: tuple[PointOrdreDuJour, ...]


class ComitologieFile(PackFile, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`comitologie.toml`; `mention` is printed with the list of the instances."""

    mention: Texte
    instances: tuple[InstanceModele, ...]
    ordres_du_jour: tuple[OrdreDuJourModele, ...]

    def instance(self, slug: str) -> InstanceModele | None:
        """Return an instance, or None when the pack has no such slug (hers)."""
        return next((instance for instance in self.instances if instance.slug == slug), None)

    def agendas_of(self, instance: str) -> tuple[OrdreDuJourModele, ...]:
        """Return the agendas of an instance, in the order of the file."""
        return tuple(agenda for agenda in self.ordres_du_jour if agenda.instance == instance)

    def agenda_for(self, tache: str) -> OrdreDuJourModele | None:
        """Return the agenda that suits a milestone, or None."""
        return next((agenda for agenda in self.ordres_du_jour if tache in agenda.taches), None)
