"""The figures as workbooks: everything there is of them, and the template to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import arrondi
from cpom_desktop.i18n import _
from cpom_desktop.reports.documents.methode import formula_words
from cpom_desktop.reports.documents.retroplanning_tableur import about_sheet
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.donnees import donnees_vue, years_of
from cpom_desktop.services.queries.donnees_modele import code_head
from cpom_desktop.services.queries.donnees_noms import figures_of
from cpom_desktop.services.queries.donnees_recues import INCONNUE
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cpom_desktop.domain.valeurs import Valeur
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.sheets import Value
    from cpom_desktop.services.queries.donnees_noms import DonneeConnue
    from cpom_desktop.services.queries.donnees_types import IndicateurLu

    Typed = Mapping[tuple[str, int], Valeur]

HOW_TO = (
    (
        "Ce qu'il faut faire",
        "Une ligne par donnée, une colonne par année. Complétez, corrigez au besoin.",
    ),
    ("Unité", "Celle de la deuxième colonne : des euros, pas des k€ ; les ETP avec décimales."),
    ("Donnée inconnue", "Écrivez « n.c. ». Une case vide ne change rien dans le dossier."),
    ("Source et date", "Le document d'où vient la dernière valeur de la ligne, et sa date."),
    (
        "À ne pas changer",
        "La première ligne et la dernière colonne : sans elles, il faudrait tout ressaisir.",
    ),
    ("Ensuite", "Renvoyez ce fichier. Il se reprend page « Données », « Importer… »."),
)
"""What the second sheet of the template says."""


def donnees_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return every figure, every indicator by year, every reference value."""
    mention = (_("Formules"), edition.content.donnees.mention)
    return (
        valeurs_sheet(edition),
        _indicators(edition),
        _references(edition),
        about_sheet(edition, mention),
    )


def valeurs_sheet(edition: Edition) -> Sheet:
    """Return one line a figure and a year, under the heads that an import reads."""
    columns = (
        SheetColumn(_("Donnée"), "long", 46),
        SheetColumn(_("Unité"), "text", 12),
        SheetColumn(_("Année"), "number", 8),
        SheetColumn(_("Valeur"), "figure", 16),
        SheetColumn(label("valeurs", "source"), "long", 34),
        SheetColumn(_("Date de la source"), "day", 14),
        SheetColumn(label("valeurs", "commentaire"), "long", 40),
        SheetColumn(_("Vérifiée"), "text", 10),
        SheetColumn(code_head(edition.uuid), "code", 22),
    )
    figures = figures_of(edition.snapshot, edition.content)
    order = {slug: rank for rank, slug in enumerate(figures)}
    known = [v for v in edition.snapshot.valeurs if v.donnee in figures]
    known.sort(key=lambda v: (order[v.donnee], v.annee))
    rows = tuple(_typed_row(value, figures[value.donnee]) for value in known)
    return Sheet(_("Données"), columns, rows)


def _typed_row(value: Valeur, figure: DonneeConnue) -> tuple[Value, ...]:
    return (
        figure.libelle,
        word(figure.unite),
        value.annee,
        _shown(value),
        value.source,
        value.date_source,
        value.commentaire,
        _("oui") if value.confirmee else "",
        value.donnee,
    )


def _shown(value: Valeur | None) -> Value:
    if value is None:
        return None
    return INCONNUE if value.valeur is None else value.valeur


def _indicators(edition: Edition) -> Sheet:
    view = donnees_vue(edition.snapshot, edition.content, edition.now.date())
    columns = (
        SheetColumn(_("Indicateur"), "long", 40),
        SheetColumn(_("Groupe"), "text", 22),
        SheetColumn(_("Année"), "number", 8),
        SheetColumn(_("Valeur"), "figure", 14),
        SheetColumn(_("Unité"), "text", 14),
        SheetColumn(_("Numérateur"), "figure", 16),
        SheetColumn(_("Dénominateur"), "figure", 16),
        SheetColumn(_("Calcul"), "long", 34),
        SheetColumn(_("Formule"), "long", 46),
        SheetColumn(_("Source de la formule"), "long", 34),
        SheetColumn(_("Confiance"), "text", 22),
        SheetColumn(_("À vérifier"), "long", 40),
    )
    rows = tuple(
        row
        for groupe in view.groupes
        for found in groupe.indicateurs
        for row in _years(found, groupe.libelle)
    )
    return Sheet(_("Indicateurs"), columns, rows)


def _years(found: IndicateurLu, groupe: str) -> Iterator[tuple[Value, ...]]:
    """Yield an indicator, one line a year; each has its formula, its unit and its source."""
    trust = word(found.confiance) if found.confiance else _("définie par l'établissement")
    for annee, year in found.annees.items():
        divided = year.calcul.denominateur is not None
        yield (
            found.libelle,
            groupe,
            annee,
            None if year.valeur is None else arrondi(year.valeur, found.decimales),
            word(found.unite),
            year.calcul.numerateur if divided else None,
            year.calcul.denominateur,
            year.detail,
            formula_words(found),
            found.source,
            trust,
            " ".join(question.texte for question in year.questions),
        )


def _references(edition: Edition) -> Sheet:
    view = donnees_vue(edition.snapshot, edition.content, edition.now.date())
    columns = (
        SheetColumn(_("Indicateur"), "long", 40),
        SheetColumn(_("Repère"), "figure", 14),
        SheetColumn(_("Unité"), "text", 14),
        SheetColumn(_("Année"), "number", 8),
        SheetColumn(_("Champ"), "long", 34),
        SheetColumn(_("Source"), "long", 46),
        SheetColumn(_("Confiance"), "text", 22),
    )
    rows = tuple(
        (
            found.libelle,
            repere.valeur,
            word(found.unite),
            repere.annee,
            repere.champ,
            repere.source,
            word(repere.confiance) if repere.confiance else _("saisi par l'établissement"),
        )
        for found in view.indicateurs
        for repere in found.reperes
    )
    return Sheet(_("Repères"), columns, rows)


# --- the template


def modele_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the workbook to be filled in: a row a figure, a column a year, then how to."""
    annees = years_of(edition.snapshot, edition.now.date())
    columns = (
        SheetColumn(_("Donnée"), "long", 50),
        SheetColumn(_("Unité"), "text", 12),
        SheetColumn(_("Où la trouver"), "long", 34),
        *(SheetColumn(str(annee), "figure", 14) for annee in annees),
        SheetColumn(label("valeurs", "source"), "long", 30),
        SheetColumn(_("Date de la source"), "day", 14),
        SheetColumn(code_head(edition.uuid), "code", 22),
    )
    typed = {(v.donnee, v.annee): v for v in edition.snapshot.valeurs}
    figures = figures_of(edition.snapshot, edition.content).values()
    rows = tuple(_model_row(figure, typed, annees) for figure in figures)
    return (Sheet(_("Données à remplir"), columns, rows), _how_to(edition))


def _model_row(figure: DonneeConnue, typed: Typed, annees: Sequence[int]) -> tuple[Value, ...]:
    """Return a row with what is known; its source is that of the last year, once it is typed."""
    known = [typed.get((figure.slug, annee)) for annee in annees]
    last = known[-1]
    return (
        figure.libelle,
        word(figure.unite),
        figure.ou,
        *map(_shown, known),
        last.source if last else "",
        last.date_source if last else None,
        figure.slug,
    )


def _how_to(edition: Edition) -> Sheet:
    rows = tuple((_(about), _(told)) for about, told in HOW_TO)
    return Sheet(_("Mode d'emploi"), about_sheet(edition).columns, rows)
