"""Part « Diagnostic détaillé »: what was answered to every criterion, theme by theme.

What an authority said is printed in one place alone: the table to negotiate from, which stays
in the house.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, capitalise, format_number, ngettext
from cpom_desktop.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from cpom_desktop.services.queries.cotations import cotation_lue
from cpom_desktop.services.queries.criteres import without_critere
from cpom_desktop.services.queries.diagnostic import constat_of, themes
from cpom_desktop.services.queries.packs import grille_lue
from cpom_desktop.services.queries.preuves import proof_lines
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.content.schema_grille import GrilleFile
    from cpom_desktop.domain.diagnostic import Constat, ThemeScore
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.criteres import Critere
    from cpom_desktop.services.queries.diagnostic import ThemeView

TO_FILL = "à compléter"
PRIORITIES: Mapping[int | None, str] = {1: "Haute", 2: "Moyenne", 3: "Basse"}
"""Words of the urgency of a finding."""


def diagnostic_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: a table a theme."""
    blocks: list[Block] = [
        Heading(_("Diagnostic détaillé")),
        Paragraph(grille_lue(edition.content).phrase, small=True),
    ]
    for view in themes(edition.snapshot, edition.content):
        blocks += [Heading(theme_title(view), 2), _theme_table(view, edition)]
    return (*blocks, *_outside(edition))


def theme_title(view: ThemeView) -> str:
    """Return « E. Soins, santé et prévention »."""
    return f"{view.theme.lettre}. {view.theme.titre}"


def priority(value: int | None) -> str:
    """Return the word of an urgency, « à compléter » when it is not decided."""
    return _(PRIORITIES.get(value, TO_FILL))


def score_sentence(score: ThemeScore) -> str:
    """Return « 17 critères : 16 cotés, 1 non concerné. Moyenne 2,6. »."""
    counts = score_counts(score)
    if score.moyenne is None:
        return _("{comptes}. Moyenne à compléter.", comptes=counts)
    mean = format_number(score.moyenne, 1)
    return _("{comptes}. Moyenne {note} sur 4.", comptes=counts, note=mean)


def score_counts(score: ThemeScore) -> str:
    """Return « 17 critères : 16 cotés, 1 non concerné », what is nought left out."""
    total = ngettext("{n} critère", "{n} critères", score.criteres)
    return _("{total} : {parts}", total=total, parts=rated_counts(score))


def rated_counts(score: ThemeScore) -> str:
    """Return « 16 cotés, 1 non concerné », what is nought left out."""
    left = score.criteres - score.answered
    told = [ngettext("{n} coté", "{n} cotés", score.notes)]
    if score.non_concernes:
        told.append(ngettext("{n} non concerné", "{n} non concernés", score.non_concernes))
    if left:
        told.append(ngettext("{n} à compléter", "{n} à compléter", left))
    return ", ".join(told)


def _theme_table(view: ThemeView, edition: Edition) -> Table:
    rows = (_row(c, constat_of(edition.snapshot, c.slug), edition) for c in view.criteres)
    return Table(_columns(), tuple(rows), caption=score_sentence(view.score), dense=True)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Critère"), 2.1),
        Column(_("Cotation"), 1.2),
        Column(_("Constat"), 3.5),
        Column(_("Preuve"), 1.9),
        Column(_("Nature, priorité"), 1.25),
    )


def _row(critere: Critere, constat: Constat, edition: Edition) -> Row:
    name = Cell(critere_name(critere), anchor=critere.repere)
    return _constat_row(name, constat, edition)


def critere_name(critere: Critere) -> str:
    """Return « DG-E08 Prévention des chutes »."""
    return f"{critere.repere} {capitalise(critere.titre)}"


def _constat_row(name: Cell, constat: Constat, edition: Edition) -> Row:
    today = edition.now.date()
    proofs = proof_lines(edition.snapshot, edition.content, today, constat)
    return Row(
        (
            name,
            Cell(cotation(constat, edition.content.grille)),
            Cell(_told(constat) or EMPTY),
            Cell("\n".join(proofs) or EMPTY),
            Cell(_nature(constat) or EMPTY, bold=constat.a_verifier),
        )
    )


def cotation(constat: Constat, grille: GrilleFile) -> str:
    """Return the answer in words with its mark, « à compléter » when there is none."""
    found = cotation_lue(constat, grille)
    return _(TO_FILL) if found is None else found.texte


def _told(constat: Constat) -> str:
    reason = _("Motif : {motif}", motif=constat.motif) if constat.motif else ""
    return "\n".join(text for text in (constat.texte, reason) if text)


def _nature(constat: Constat) -> str:
    """Return nature, priority and what is to be checked, a line each."""
    urgent = constat.priorite
    told = (
        word(constat.nature) if constat.nature else "",
        _("Priorité {mot}", mot=priority(urgent).lower()) if urgent else "",
        _("À vérifier") if constat.a_verifier else "",
    )
    return "\n".join(line for line in told if line)


def _outside(edition: Edition) -> tuple[Block, ...]:
    """Return the findings of criteria that the grid no longer has: nothing typed is left out."""
    lost = without_critere(edition.snapshot, edition.content)
    if not lost:
        return ()
    rows = tuple(_constat_row(Cell(lu.critere), lu, edition) for lu in lost)
    title = Heading(_("Critères qui ne sont plus dans la grille"), 2)
    return (title, Table(_columns(), rows, dense=True))
