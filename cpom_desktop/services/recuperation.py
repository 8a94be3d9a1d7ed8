"""What was saved of a damaged dossier and what was lost, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _, format_number, ngettext
from cpom_desktop.services.snapshot import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES: Mapping[str, str] = {
    "meta": "Identité du fichier",
    "dossier": "Contrat",
    "etablissement": "Établissement",
    "capacites": "Capacités",
    "acteurs": "Acteurs",
    "tasks": "Tâches du rétroplanning",
    "task_links": "Liens entre tâches",
    "fermetures": "Fermetures",
    "delais_reunion": "Délais des réunions",
    "plans_reference": "Plans de référence",
    "plans_reference_taches": "Dates des plans de référence",
    "echeances": "Échéances",
    "raci_roles": "Rôles de la matrice RACI",
    "raci_activites": "Activités de la matrice RACI",
    "raci_cases": "Cases de la matrice RACI",
    "constats": "Constats du diagnostic",
    "axes": "Axes",
    "objectifs": "Objectifs",
    "fiches_action": "Fiches actions",
    "etapes": "Étapes des fiches",
    "moyens": "Moyens des fiches",
    "financements": "Financements des fiches",
    "indicateurs": "Indicateurs",
    "cibles_indicateurs": "Cibles des indicateurs",
    "fiches_indicateurs": "Indicateurs attachés aux fiches",
    "fiches_constats": "Constats attachés aux fiches",
    "objectifs_constats": "Constats attachés aux objectifs",
    "fiches_origines": "Origines des fiches",
    "fiches_versions": "Versions des fiches",
    "realisations": "Valeurs réalisées",
    "interlocuteurs": "Interlocuteurs précédents",
    "raci_taches": "Liens entre la matrice RACI et le rétroplanning",
    "instances": "Instances",
    "instances_membres": "Membres des instances",
    "reunions": "Réunions",
    "reunions_points": "Points des ordres du jour",
    "reunions_presences": "Participants des réunions",
    "decisions": "Décisions",
    "echanges": "Échanges",
    "echanges_personnes": "Personnes des échanges",
    "envois": "Documents envoyés",
    "pieces": "Pièces à réunir",
    "fichiers": "Fichiers joints",
    "contenus": "Contenu des fichiers joints",
    "dossiers_nommes": "Dossiers de documents",
    "dossiers_parties": "Documents de ces dossiers",
    "controles": "Points des check-lists",
    "rubriques": "Rubriques des fiches",
    "valeurs": "Données chiffrées",
    "indicateurs_propres": "Indicateurs ajoutés",
    "reperes": "Repères",
    "explications": "Explications de la Vue ARS",
    "correspondances": "Colonnes retenues des imports",
    "criteres_propres": "Critères ajoutés",
    "constats_indicateurs": "Indicateurs liés aux critères",
    "constats_pieces": "Preuves liées aux critères",
    "syntheses": "Textes de la synthèse",
    "cotations_has": "Critères HAS",
    "anomalies_assumees": "Points assumés",
    "confidentialite": "Réponses sur les données personnelles",
    "effacements": "Registre des effacements",
    "packs_integres": "Textes de référence",
    "brouillons": "Textes refusés par un champ",
    "reprise": "Endroit où vous en étiez",
    "journal_etapes": "Étapes de l'historique",
    "journal": "Lignes de l'historique",
}
"""Table → what its rows are; one that is not here yet is told by its own name."""


class SavedTable(NamedTuple):
    """What became of one table.

    Attributes:
        expected: rows that the damaged file says it had; those met when it no longer says.
        saved: rows in the new file.
        intact: the rows found were exactly those written; None when nothing says so.
    """

    table: str
    expected: int
    saved: int
    intact: bool | None

    @property
    def lost(self) -> int:
        """Rows that are not in the new file."""
        return max(self.expected - self.saved, 0)


class Rescue(NamedTuple):
    """What became of a damaged dossier.

    Attributes:
        source, target: names of the damaged file and of the new one.
        pages, bad_pages: pages of the damaged file, and those that do not read.
        tables: every table of the new file but its digests.
    """

    source: str
    target: str
    pages: int
    bad_pages: int
    tables: tuple[SavedTable, ...]

    @property
    def lost(self) -> int:
        """Rows lost, history included."""
        return sum(table.lost for table in self.tables)

    @property
    def content_lost(self) -> int:
        """Rows of her content lost: the history and the rest left out."""
        return sum(table.lost for table in self.tables if table.table in RECORDS)

    @property
    def percent(self) -> int:
        """Share of her content that was saved, rounded down: 100 means all of it."""
        expected = sum(table.expected for table in self.tables if table.table in RECORDS)
        return 100 * (expected - self.content_lost) // expected if expected else 100

    @property
    def sentence(self) -> str:
        """« 97 % du contenu retrouvé. Il manque 4 lignes, historique compris. »."""
        missing = ngettext("{n} ligne", "{n} lignes", self.lost)
        if not self.lost:
            return _("Tout ce que le fichier contenait a été retrouvé.")
        if not self.content_lost:
            return _(
                "Tout le contenu est retrouvé. Il manque {lignes} d'historique.", lignes=missing
            )
        return _(
            "{p} % du contenu retrouvé. Il manque {lignes}, historique compris.",
            p=self.percent,
            lignes=missing,
        )


def report(rescue: Rescue) -> str:
    """Return the report as plain text: what was saved, what was lost, what to do now."""
    lines = [
        _("Récupération de « {nom} »", nom=rescue.source),
        "",
        _("Nouveau fichier : {nom}", nom=rescue.target),
        rescue.sentence,
        _pages(rescue),
        _("Le fichier d'origine n'a pas été modifié."),
        "",
        _("Ce qui a été retrouvé"),
        *(_line(table) for table in rescue.tables if table.expected or table.saved),
        "",
        _("Ce qui est perdu"),
        *([f"- {line}" for line in losses(rescue)] or [_("- rien")]),
        "",
        _("À faire : ouvrez le nouveau fichier, relisez les parties citées, complétez-les."),
        _("Ce qui a été fait avant la récupération ne peut plus être annulé."),
    ]
    return "\n".join(lines) + "\n"


def _pages(rescue: Rescue) -> str:
    if not rescue.bad_pages:
        return _("Toutes les pages du fichier ont pu être lues.")
    return ngettext(
        "Une page du fichier est illisible.",
        "{n} pages du fichier sont illisibles.",
        rescue.bad_pages,
    )


def _line(table: SavedTable) -> str:
    text = _(
        "- {nom} : {n} sur {total} ({p} %)",
        nom=name_of(table.table),
        n=format_number(table.saved),
        total=format_number(max(table.expected, table.saved)),
        p=100 if not table.lost else 100 * (table.expected - table.lost) // table.expected,
    )
    if table.intact is False and not table.lost:
        text += _(", dont des valeurs à relire")
    return text


def losses(rescue: Rescue) -> list[str]:
    """Return what is lost, a line a table: « Acteurs : 2 »."""
    return [
        _("{nom} : {n}", nom=name_of(table.table), n=format_number(table.lost))
        for table in rescue.tables
        if table.lost
    ]


def name_of(table: str) -> str:
    """Return what the rows of a table are."""
    return _(TABLES[table]) if table in TABLES else table
