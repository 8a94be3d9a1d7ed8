"""The themes in the « Dossier de diagnostic partagé »: figures, reference values, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.diagnostic import NatureConstat
from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from cpom_desktop.reports.documents.chiffres import figures_blocks
from cpom_desktop.reports.documents.diagnostic import (
    cotation,
    critere_name,
    score_sentence,
    theme_title,
)
from cpom_desktop.services.queries.diagnostic import constat_of, themes
from cpom_desktop.services.queries.donnees import donnees_vue
from cpom_desktop.services.queries.packs import grille_lue
from cpom_desktop.services.queries.synthese import synthese_vue
from cpom_desktop.services.queries.synthese_chiffres import linked_indicateurs
from cpom_desktop.services.queries.synthese_textes import shortened
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cpom_desktop.domain.diagnostic import Constat
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.criteres import Critere
    from cpom_desktop.services.queries.diagnostic import ThemeView
    from cpom_desktop.services.queries.donnees_types import DonneesVue
    from cpom_desktop.services.queries.synthese_types import ConstatLu

FINANCES = "finances"
"""Slug of the group of the financial figures."""
TERRITOIRE = "Territoire"
"""Sub-theme of the grid that answers the needs of the territory."""
NATURES: Mapping[NatureConstat, str] = {
    NatureConstat.FORCE: "Forces à préserver",
    NatureConstat.FAIBLESSE: "Faiblesses à traiter",
    NatureConstat.OPPORTUNITE: "Opportunités",
    NatureConstat.MENACE: "Menaces",
}


def themes_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return a section a theme, in the order of the grid."""
    figures = donnees_vue(edition.snapshot, edition.content, edition.now.date())
    linked = linked_indicateurs(edition.snapshot, edition.content)
    views = themes(edition.snapshot, edition.content)
    return (
        Heading(_("Diagnostic par thème")),
        Paragraph(grille_lue(edition.content).phrase, small=True),
        *(block for view in views for block in _theme(view, edition, figures, linked)),
    )


def _theme(
    view: ThemeView, edition: Edition, figures: DonneesVue, linked: Mapping[str, Sequence[str]]
) -> Iterator[Block]:
    """Yield a theme: how far it is, its indicators over the years, what was found."""
    yield Heading(theme_title(view), 2)
    yield Paragraph(score_sentence(view.score))
    wanted = {slug for critere in view.criteres for slug in linked.get(critere.slug, ())}
    found = [indicateur for indicateur in figures.indicateurs if indicateur.slug in wanted]
    shown = [indicateur for indicateur in found if indicateur.groupe != FINANCES]
    sources = edition.options.sources
    yield from figures_blocks(shown, figures.annees, sources=sources)
    if len(shown) < len(found):
        yield Paragraph(_("Les chiffres financiers sont réunis dans le diagnostic financier."))
    yield from _findings(view.criteres, edition)


def _findings(criteres: Sequence[Critere], edition: Edition) -> Iterator[Block]:
    pairs = [(critere, constat_of(edition.snapshot, critere.slug)) for critere in criteres]
    answered = [pair for pair in pairs if pair[1].is_answered or pair[1].texte]
    if answered:
        columns = (
            Column(_("Critère"), 2.5),
            Column(_("Cotation"), 1.6),
            Column(_("Constat"), 4.4),
            Column(_("Nature"), 1.1),
        )
        yield Table(columns, tuple(_row(*pair, edition) for pair in answered), dense=True)
    yield from _unanswered([critere for critere, constat in pairs if not constat.is_answered])


def _row(critere: Critere, constat: Constat, edition: Edition) -> Row:
    told = constat.texte or constat.motif
    texts = (
        critere_name(critere),
        cotation(constat, edition.content.grille),
        shortened(told) or EMPTY,
        word(constat.nature) if constat.nature else EMPTY,
    )
    return Row(tuple(Cell(text) for text in texts))


def _unanswered(criteres: Sequence[Critere]) -> tuple[Block, ...]:
    if not criteres:
        return ()
    names = ", ".join(critere.repere for critere in criteres)
    told = ngettext(
        "{n} critère reste à coter : {noms}.",
        "{n} critères restent à coter : {noms}.",
        len(criteres),
        noms=names,
    )
    return (Paragraph(told, small=True),)


def finances_blocks(edition: Edition) -> Iterator[Block]:
    """Yield the financial figures of the years, with their reference values."""
    view = donnees_vue(edition.snapshot, edition.content, edition.now.date())
    yield Heading(_("Diagnostic financier"))
    found = next((groupe for groupe in view.groupes if groupe.slug == FINANCES), None)
    known = [i for i in found.indicateurs if i.derniere] if found else []
    if found is None or not known:
        yield Paragraph(_("Aucun chiffre financier n'est encore saisi."))
        return
    yield Paragraph(
        _("Les formules et leurs calculs figurent à la partie « Méthode et sources ».")
    )
    sources = edition.options.sources
    yield from figures_blocks(found.indicateurs, view.annees, sources=sources)


def territoire_blocks(edition: Edition) -> Iterator[Block]:
    """Yield what the grid says of the territory."""
    yield Heading(_("Territoire"))
    criteres = [
        critere
        for view in themes(edition.snapshot, edition.content)
        for critere in view.criteres
        if critere.sous_theme == TERRITOIRE
    ]
    found = [c for c in criteres if constat_of(edition.snapshot, c.slug).texte]
    if not found:
        told = _("Aucun constat n'est encore écrit sur la réponse aux besoins du territoire.")
        yield Paragraph(told)
        return
    for critere in found:
        yield Heading(critere_name(critere), 3)
        yield Paragraph(shortened(constat_of(edition.snapshot, critere.slug).texte))


def bilan_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return strengths, weaknesses, opportunities and threats in one table, by rank."""
    view = synthese_vue(edition.snapshot, edition.content, edition.now.date())
    rows = tuple(_ranked(nature, view.of_nature(nature)) for nature in NATURES)
    told = tuple(row for group in rows for row in group)
    title = Heading(_("Forces, faiblesses, opportunités et menaces"))
    if not told:
        return (title, Paragraph(_("Aucun constat n'est encore classé en force ou en faiblesse.")))
    columns = (
        Column(_("N°"), 0.5, "center"),
        Column(_("Constat"), 5.6),
        Column(_("Thème"), 0.8, "center"),
        Column(_("Priorité"), 1.2),
        Column(_("Fiche action"), 1.4),
    )
    return (title, Table(columns, told, dense=True))


def _ranked(nature: NatureConstat, found: Sequence[ConstatLu]) -> Iterable[Row]:
    if found:
        yield Row((Cell(_(NATURES[nature]), bold=True),), "group")
    for lu in found:
        texts = (
            str(lu.numero),
            shortened(lu.phrase),
            lu.lettre,
            lu.priorite_mot if nature is NatureConstat.FAIBLESSE else EMPTY,
            ", ".join(lu.fiches) or EMPTY,
        )
        yield Row(tuple(Cell(text) for text in texts))
