"""Models of dossiers of documents: what a COPIL, an authority or a council is usually handed.

Our own wording, after the customs of the procedure: no text imposes what these dossiers hold,
and each stays hers to change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.instances import COPIL, Confidentialite
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.dossiers_nommes import AddDossierNomme
from cpom_desktop.services.queries.documents_reunions import meeting_key
from cpom_desktop.services.queries.dossiers_nommes import in_order
from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from cpom_desktop.services.snapshot import DossierSnapshot

MEETING, BEFORE = "{reunion}", "{precedente}"
"""Stand in the slug of a part for the meeting of the model, and for the one before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeleDossier:
    """A model.

    Attributes:
        slug: public, kept with the dossiers that are made from it.
        nom: its name, and that of the dossier.
        usage: for whom, in a sentence.
        parties: slugs of the documents, in order.
        instance, numero: the meeting that it is made for.
        mention, classe, noms: its options; the others are the usual ones.
    """

    slug: str
    nom: str
    usage: str
    parties: tuple[str, ...]
    instance: str = ""
    numero: int = 0
    mention: Mention = Mention.PROJET
    classe: Confidentialite = Confidentialite.COPIL
    noms: bool = True


def _copil(numero: int, usage: str, *parties: str) -> ModeleDossier:
    """Return the model of a COPIL: its agenda first, the sheet to sign last."""
    before = (f"releve-decisions-{BEFORE}", "suivi-decisions") if numero > 1 else ()
    return ModeleDossier(
        slug=f"copil-{numero}",
        nom=f"COPIL n° {numero}",
        usage=usage,
        parties=(f"ordre-du-jour-{MEETING}", *before, *parties, f"emargement-{MEETING}"),
        instance=COPIL,
        numero=numero,
        mention=Mention.COPIL,
    )


MODELES: tuple[ModeleDossier, ...] = (
    _copil(
        1,
        "Lancement : le cadre, les instances, le calendrier, qui fait quoi et qui fournit quoi.",
        "comitologie",
        "etablissement",
        "acteurs",
        "retroplanning",
        "raci",
        "pieces-demandees",
        "check-list-lancement",
    ),
    _copil(
        2,
        "Concertation : le diagnostic partagé, à discuter puis à valider.",
        "retroplanning",
        "synthese-diagnostic",
        "synthese-annexe",
        "feuille-de-route",
        "diagnostic",
        "pv-diagnostic",
    ),
    _copil(
        3,
        "Accord : les objectifs, leurs indicateurs, les fiches actions et ce qu'elles coûtent.",
        "retroplanning",
        "arbre-objectifs",
        "annexe-objectifs",
        "plan-actions",
        "fiches-action",
        "tableau-couts",
    ),
    ModeleDossier(
        slug="ars-departement",
        nom="ARS et département",
        usage="Pour les autorités : l'identité, le diagnostic et sa grille, les objectifs et "
        "leurs moyens ; les fonctions à la place des noms.",
        parties=(
            "etablissement",
            "synthese-diagnostic",
            "synthese-annexe",
            "grille-complete",
            "methode-sources",
            "arbre-objectifs",
            "annexe-objectifs",
            "fiches-indicateurs",
            "fiches-action",
            "tableau-couts",
            "pieces",
        ),
        classe=Confidentialite.AUTORITES,
        noms=False,
    ),
    ModeleDossier(
        slug="cvs",
        nom="CVS",
        usage="Pour le conseil de la vie sociale : l'essentiel, sans nom de personne.",
        parties=(
            f"ordre-du-jour-{MEETING}",
            "etablissement",
            "retroplanning",
            "synthese-diagnostic",
            "arbre-objectifs",
        ),
        instance="cvs",
        classe=Confidentialite.PUBLIQUE,
        noms=False,
    ),
    ModeleDossier(
        slug="conseil-administration",
        nom="Conseil d'administration",
        usage="Pour l'organisme gestionnaire : où en est la démarche, ce qu'elle engage.",
        parties=(
            f"ordre-du-jour-{MEETING}",
            "retroplanning",
            "suivi-decisions",
            "synthese-diagnostic",
            "feuille-de-route",
            "arbre-objectifs",
            "plan-actions",
            "tableau-couts",
        ),
        instance="gouvernance",
        classe=Confidentialite.INTERNE,
    ),
    ModeleDossier(
        slug="tout",
        nom="Tout le dossier",
        usage="Tout ce qui est saisi, étape par étape : pour vos archives ou votre successeur.",
        parties=(
            "etablissement",
            "acteurs",
            "comitologie",
            "retroplanning",
            "retroplanning-detaille",
            "raci",
            "synthese-diagnostic",
            "synthese-annexe",
            "feuille-de-route",
            "grille-complete",
            "methode-sources",
            "arbre-objectifs",
            "fil-dor",
            "annexe-objectifs",
            "fiches-indicateurs",
            "plan-actions",
            "fiches-action",
            "tableau-couts",
            "echeancier",
            "pieces",
            "check-list",
            "suivi-decisions",
            "registre-echanges",
        ),
        classe=Confidentialite.INTERNE,
    ),
)
"""In the order in which she meets them."""


def modele_of(slug: str) -> ModeleDossier | None:
    """Return the model of this name."""
    return next((modele for modele in MODELES if modele.slug == slug), None)


def made_from(modele: ModeleDossier, snapshot: DossierSnapshot, nom: str = "") -> AddDossierNomme:
    """Return what makes a dossier from a model, about the meetings of hers.

    The meetings of a COPIL are named before they are typed; those of a council only once they
    are, so that its dossier does not announce what may never be.
    """
    return AddDossierNomme(
        nom=nom or free_name(_(modele.nom), snapshot),
        modele=modele.slug,
        parties=list(_parts(modele, snapshot)),
        mention=modele.mention,
        classe=modele.classe,
        noms=modele.noms,
    )


def _parts(modele: ModeleDossier, snapshot: DossierSnapshot) -> tuple[str, ...]:
    here = meeting_key(snapshot, modele.instance, modele.numero)
    before = meeting_key(snapshot, modele.instance, modele.numero - 1) if modele.numero else ""
    named = ((part, part.format(reunion=here, precedente=before)) for part in modele.parties)
    return tuple(slug for part, slug in named if here or MEETING not in part)


def free_name(nom: str, snapshot: DossierSnapshot) -> str:
    """Return a name that no dossier has yet: « CVS », then « CVS (2) »."""
    taken = {fold(dossier.nom) for dossier in in_order(snapshot)}
    if fold(nom) not in taken:
        return nom
    rank = next(n for n in range(2, len(taken) + 3) if fold(f"{nom} ({n})") not in taken)
    return f"{nom} ({rank})"
