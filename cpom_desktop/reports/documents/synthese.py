"""Part « Synthèse du diagnostic partagé »: means, strengths, weaknesses (design D5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.charts.radar import RadarSpoke, radar_scene
from cpom_desktop.domain.diagnostic import NatureConstat
from cpom_desktop.i18n import EMPTY, NNBSP, _, capitalise, format_date, format_number, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.diagnostic import (
    LONGEST,
    TO_FILL,
    priority,
    rated_counts,
    shortened,
    theme_title,
)
from cpom_desktop.services.queries.diagnostic import findings, themes, total_score

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.domain.diagnostic import ThemeScore
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.diagnostic import ConstatView, ThemeView


def synthese_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: counts, radar with its table, then findings by nature."""
    views = themes(edition.snapshot, edition.content)
    return (
        Heading(_("Synthèse du diagnostic partagé")),
        Paragraph(_counts(views, edition)),
        Heading(_("Notes moyennes par thème, de 1 à 4"), 2),
        *_radar(views),
        _means(views),
        Paragraph(edition.content.grille.mention, small=True),
        *_listed(edition, NatureConstat.FORCE, _("Forces à préserver")),
        *_weaknesses(edition),
        *_listed(edition, NatureConstat.OPPORTUNITE, _("Opportunités")),
        *_listed(edition, NatureConstat.MENACE, _("Menaces")),
        *_shortened(edition),
    )


def _counts(views: tuple[ThemeView, ...], edition: Edition) -> str:
    total = total_score(views)
    return _(
        "{criteres}, {themes} : {parts} au {jour}.",
        criteres=ngettext("{n} critère", "{n} critères", total.criteres),
        themes=ngettext("{n} thème", "{n} thèmes", len(views)),
        parts=rated_counts(total),
        jour=format_date(edition.now.date()),
    )


def _radar(views: tuple[ThemeView, ...]) -> tuple[Block, ...]:
    """Return the picture, once there is a mark to draw."""
    if all(view.score.moyenne is None for view in views):
        return (Paragraph(_("Le radar se dessine dès le premier critère coté.")),)
    spokes = [RadarSpoke(v.theme.lettre, v.theme.court, v.score.moyenne) for v in views]
    told = f"{NNBSP}; ".join(f"{v.theme.lettre} {v.theme.court} {_mean(v.score)}" for v in views)
    alt = _(
        "Radar des notes moyennes par thème, de 1 au centre à 4 au bord : {notes}. Les mêmes "
        "notes figurent dans le tableau qui suit.",
        notes=told,
    )
    return (Figure(radar_scene(spokes), alt),)


def _mean(score: ThemeScore) -> str:
    return _(TO_FILL) if score.moyenne is None else format_number(score.moyenne, 1)


def _means(views: tuple[ThemeView, ...]) -> Table:
    columns = (
        Column(_("Thème"), 6.6),
        Column(_("Critères"), 1.0, "right"),
        Column(_("Cotés"), 0.9, "right"),
        Column(_("Moyenne"), 1.3, "right"),
    )
    return Table(columns, tuple(_mean_row(view) for view in views), dense=True)


def _mean_row(view: ThemeView) -> Row:
    return Row(
        (
            Cell(theme_title(view)),
            Cell(format_number(view.score.criteres)),
            Cell(format_number(view.score.notes)),
            Cell(_mean(view.score), bold=view.score.moyenne is not None),
        )
    )


def _listed(edition: Edition, nature: NatureConstat, title: str) -> tuple[Block, ...]:
    """Return the findings of a nature as a list; opportunities and threats only if there are."""
    found = findings(edition.snapshot, edition.content, nature)
    if found:
        return (Heading(title, 2), BulletList(tuple(_sentence(view) for view in found)))
    if nature is not NatureConstat.FORCE:
        return ()
    return (Heading(title, 2), Paragraph(_("À compléter : aucune force n'est encore retenue.")))


def _weaknesses(edition: Edition) -> tuple[Block, ...]:
    found = findings(edition.snapshot, edition.content, NatureConstat.FAIBLESSE)
    title = Heading(_("Faiblesses hiérarchisées"), 2)
    if not found:
        return (title, Paragraph(_("À compléter : aucune faiblesse n'est encore retenue.")))
    columns = (
        Column(_("N°"), 0.6, "center"),
        Column(_("Faiblesse"), 5.6),
        Column(_("Thème"), 0.9, "center"),
        Column(_("Priorité"), 1.2),
        Column(_("Fiche action"), 1.3),
    )
    return (title, Table(columns, tuple(_weak_rows(edition, found)), dense=True))


def _weak_rows(edition: Edition, found: Iterable[ConstatView]) -> Iterable[Row]:
    letters = {theme.slug: theme.lettre for theme in edition.content.grille.themes}
    answers = _answers(edition)
    for number, view in enumerate(found, start=1):
        yield Row(
            (
                Cell(str(number)),
                Cell(_sentence(view)),
                Cell(letters.get(view.critere.theme, EMPTY)),
                Cell(priority(view.constat.priorite), bold=view.constat.priorite is not None),
                Cell(answers.get(view.critere.slug, EMPTY)),
            )
        )


def _answers(edition: Edition) -> Mapping[str, str]:
    """Return which fiches answer each criterion, « FA-01, FA-03 »."""
    names = {fiche.id: fiche.repere for fiche in edition.snapshot.fiches_action}
    found: dict[str, list[str]] = {}
    for link in edition.snapshot.fiches_constats:
        if link.fiche_id in names:
            found.setdefault(link.critere, []).append(names[link.fiche_id])
    return {critere: ", ".join(sorted(fiches)) for critere, fiches in found.items()}


def _sentence(view: ConstatView) -> str:
    """Return what a finding says, shortened when it is long, and whether it is to be checked."""
    told = shortened(capitalise(view.sentence))
    return _("{constat} (à vérifier)", constat=told) if view.constat.a_verifier else told


def _shortened(edition: Edition) -> tuple[Block, ...]:
    """Return the note that says where long findings are whole."""
    if all(len(constat.texte) <= LONGEST for constat in edition.snapshot.constats):
        return ()
    note = _("[…] : constat abrégé ; le diagnostic détaillé l'imprime en entier.")
    return (Paragraph(note, small=True),)
