"""The way through the kit, as data: the stages and their pages, and the pages beside them.

Only what exists is listed: a page appears here the day it works. How far each is stands in
`services.completion`; Qt only draws it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class PageInfo(NamedTuple):
    """A page: its slug (also that of its Guide note), its title and what she gets out of it.

    `icon` is drawn in the sidebar, for a page that belongs to no stage; `short` is its title
    there, where room lacks.
    """

    slug: str
    title: str
    purpose: str
    icon: str = ""
    short: str = ""

    @property
    def row_title(self) -> str:
        """Its title in the sidebar."""
        return self.short or self.title


class Stage(NamedTuple):
    """One of the six stages, with the pages that exist."""

    number: int
    title: str
    subtitle: str
    pages: tuple[PageInfo, ...] = ()


STAGES: tuple[Stage, ...] = (
    Stage(
        1,
        "Lancement et cadrage",
        "Périmètre, acteurs, COPIL, rétroplanning",
        (
            PageInfo(
                "etablissement",
                "Établissement et périmètre",
                "Saisi une fois, repris partout : contrat, en-têtes, calculs d'activité et de "
                "tarif.",
            ),
            PageInfo(
                "acteurs",
                "Acteurs",
                "Chaque personne est saisie une fois : convocations, RACI, annexes et "
                "signatures la reprennent.",
            ),
            PageInfo(
                "comitologie",
                "Comité de pilotage et instances",
                "Qui siège où, à quel rythme et selon quelles règles : convocations et comptes "
                "rendus en partent.",
                short="Comité de pilotage",
            ),
            PageInfo(
                "retroplanning",
                "Rétroplanning",
                "Les dates sont calculées à rebours depuis la date visée. Modifiez-la, tout se "
                "recale.",
            ),
            PageInfo(
                "raci",
                "Matrice RACI",
                "Qui fait quoi : un seul responsable par activité, et au moins un acteur qui "
                "la réalise.",
            ),
            PageInfo(
                "pieces",
                "Pièces à réunir",
                "Les documents que l'ARS et le département regarderont, où ils sont, et s'ils "
                "sont encore valables.",
            ),
        ),
    ),
    Stage(
        2,
        "Diagnostic partagé",
        "Forces, faiblesses et preuves",
        (
            PageInfo(
                "donnees",
                "Données",
                "Saisissez les nombres de base : les taux se calculent et alimentent la grille, "
                "la Vue ARS et les indicateurs.",
            ),
            PageInfo(
                "grille",
                "Grille",
                "Cotez chaque critère, dites le constat et sa preuve : la synthèse et les fiches "
                "actions en partent.",
            ),
            PageInfo(
                "synthese",
                "Synthèse",
                "Choisissez avec le COPIL les faiblesses qui deviendront les axes de votre "
                "contrat.",
            ),
            PageInfo(
                "vue-ars",
                "Vue ARS",
                "Votre établissement tel que l'agent le voit, avec votre réponse déjà prête.",
            ),
        ),
    ),
    Stage(
        3,
        "Objectifs et actions",
        "Axes, fiches actions, indicateurs",
        (
            PageInfo(
                "objectifs",
                "Axes et objectifs",
                "Peu d'objectifs, mais mesurables : chacun mène à une fiche action et à un "
                "indicateur.",
            ),
            PageInfo(
                "bibliotheque",
                "Bibliothèque",
                "Des objectifs prêts à adapter, avec leur indicateur et un projet de fiche : ceux "
                "qui répondent à vos faiblesses d'abord.",
            ),
            PageInfo(
                "fiches-action",
                "Fiches actions",
                "Décrivez chaque action pour que l'ARS et le département comprennent quoi, qui, "
                "combien et quand.",
            ),
            PageInfo(
                "indicateurs",
                "Indicateurs",
                "Comment on le calcule, d'où l'on part, où l'on va : plus jamais « à préciser ».",
            ),
            PageInfo(
                "plan-actions",
                "Plan d'actions",
                "Toutes les actions sur cinq ans, quelle que soit leur origine, et ce qu'elles "
                "coûtent chaque année.",
            ),
            PageInfo(
                "fil-dor",
                "Fil d'or",
                "Chaque euro demandé remonte à un constat. Les fils rompus viennent d'abord.",
            ),
        ),
    ),
    Stage(4, "Négociation des moyens", "Coût des actions et PGFP"),
    Stage(5, "Contrat et signature", "Rédaction, avis, signature"),
    Stage(6, "Suivi annuel", "Bilan et dialogue de gestion"),
)

OVERVIEW: tuple[PageInfo, ...] = (
    PageInfo(
        "tableau-de-bord",
        "Tableau de bord",
        "Où en est votre CPOM, et ce qu'il faut faire ensuite.",
        "layout-dashboard",
    ),
    PageInfo(
        "check-list",
        "Check-list du CPOM",
        "Du premier contact au bilan final : ce que le dossier prouve est déjà coché.",
        "list-checks",
        "Check-list",
    ),
)
"""Above the stages: where the whole dossier stands."""

TRANSVERSAL: tuple[PageInfo, ...] = (
    PageInfo(
        "reunions",
        "Réunions",
        "De la convocation au compte rendu, et ce que deviennent les décisions.",
        "users",
    ),
    PageInfo(
        "journal",
        "Journal des échanges",
        "La mémoire de vos relations avec l'ARS et le département, même quand l'interlocuteur "
        "change.",
        "message-square-text",
    ),
    PageInfo(
        "echeancier",
        "Échéancier",
        "Tout ce qui a une date, avec la règle et le texte qui la fondent.",
        "calendar-clock",
    ),
    PageInfo(
        "documents",
        "Documents",
        "Choisissez un document, vérifiez l'aperçu, puis imprimez-le ou enregistrez-le en PDF.",
        "file-text",
    ),
    PageInfo(
        "controle",
        "Contrôle du dossier",
        "Les incohérences relevées dans tout le dossier. Chaque ligne vous mène au champ à "
        "corriger.",
        "shield-check",
    ),
)
"""« Dans tout le dossier »: what concerns every stage."""

MENU = "menu-dossier"
"""Where the search leads that is no page: the menu of the dossier, at the top of the sidebar."""
HISTORY = "historique"
"""Slug of the page that has the history of every field."""

MEMORY: tuple[PageInfo, ...] = (
    PageInfo(
        HISTORY,
        "Versions et historique",
        "Ce qui a changé et quand, ce qui a été supprimé, et le retour à ce qui était avant.",
        "history",
        "Versions",
    ),
)
"""At the bottom too: what the dossier remembers."""

BEHIND: tuple[PageInfo, ...] = (
    PageInfo(
        "confidentialite",
        "Confidentialité",
        "Ce que le dossier contient sur une personne, son effacement si elle le demande, et la "
        "fiche de registre.",
        "shield-check",
    ),
)
"""In no list of the sidebar: reached from a person of the page Acteurs, and by the search."""

PROGRAM: tuple[PageInfo, ...] = (
    PageInfo(
        "reglages",
        "Réglages",
        "Ils valent pour cet ordinateur et pour tous vos dossiers. Rien à enregistrer.",
        "settings",
    ),
    PageInfo(
        "a-propos",
        "À propos",
        "Ce qu'est ce logiciel, ce qui le compose, et ce qu'il faut dire à qui vous dépanne.",
        "info",
    ),
)
"""At the bottom: what belongs to the program, and is there without a dossier too."""

PAGES: Mapping[str, PageInfo] = {
    page.slug: page
    for pages in (
        OVERVIEW,
        *(stage.pages for stage in STAGES),
        TRANSVERSAL,
        MEMORY,
        BEHIND,
        PROGRAM,
    )
    for page in pages
}


def stage_of(page: str) -> int:
    """Return the number of the stage of a page, 0 when it belongs to none."""
    return next((s.number for s in STAGES if any(p.slug == page for p in s.pages)), 0)
