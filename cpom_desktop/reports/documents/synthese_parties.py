"""The sections of the synthesis: what its pages hold, and what goes on in its annexe.

Each section has a share of three pages. What is longer is cut there, and whole in the annexe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.reports.blocks import Block, Cell, Column, Paragraph, Row, Table
from cpom_desktop.reports.documents.abrege import fitted, is_cut, kept_lines
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.domain.diagnostic import PositionAutorite
    from cpom_desktop.services.queries.synthese_types import (
        ConstatLu,
        PositionLue,
        SyntheseVue,
        TexteSynthese,
    )

LINE_EMS = 120.0
"""A line of a list: two lines of the page."""
HER_EMS = 520.0
"""A text in her own words: nine lines of the page."""
CELL_EMS = 100.0
"""A finding in a table."""
MOST: Mapping[str, int] = {
    "introduction": 6,
    "forces": 8,
    "faiblesses": 12,
    "opportunites": 4,
    "contraintes": 4,
}
"""Lines that each text may take."""
MOST_POSITIONS = 16
TITLE_EMS = 60.0
FICHES_EMS = 16.0
NUMBERS_EMS = 26.0
NOTHING: Mapping[str, str] = {
    "introduction": "Rien n'est encore répondu dans la grille.",
    "forces": "Aucune force n'est encore retenue.",
    "faiblesses": "Aucune faiblesse n'est encore retenue.",
    "opportunites": "Aucune opportunité n'est encore retenue.",
    "contraintes": "Aucune contrainte ni menace n'est encore retenue.",
}
POSITION_TITLE = "Convergences et divergences"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the synthesis.

    Attributes:
        blocks: what its pages hold.
        suite: the whole, when the pages hold a part of it.
    """

    titre: str
    blocks: tuple[Block, ...]
    suite: tuple[Block, ...] = ()


def sections(view: SyntheseVue) -> tuple[Section, ...]:
    """Return the sections after the first page, without the figures, in their order."""
    texts = view.textes
    return (
        _text(texts["introduction"]),
        _text(texts["forces"]),
        _weaknesses(view),
        _text(texts["opportunites"]),
        _text(texts["contraintes"]),
        _positions(view),
    )


def _text(text: TexteSynthese) -> Section:
    """Return a text, hers or the draft, cut where it is long."""
    if not text.texte.strip():
        return Section(text.titre, (Paragraph(_(NOTHING[text.cle])),))
    kept = kept_lines(
        text.texte,
        most=MOST[text.cle],
        ems=HER_EMS if text.est_sien else LINE_EMS,
        most_ems=MOST[text.cle] * LINE_EMS,
    )
    whole = (Paragraph(text.texte),) if kept.cut else ()
    return Section(text.titre, (Paragraph("\n".join(kept.lines)),), whole)


def _weaknesses(view: SyntheseVue) -> Section:
    """Return the ranked weaknesses (design D5), after her own words if she wrote some."""
    text = view.textes["faiblesses"]
    title = _("Faiblesses hiérarchisées")
    hers = _text(text) if text.est_sien else Section(title, ())
    if not view.faiblesses:
        return Section(title, hers.blocks or (Paragraph(_(NOTHING["faiblesses"])),), hers.suite)
    most = MOST["faiblesses"] // (2 if text.est_sien else 1)
    kept = view.faiblesses[:most]
    left = len(view.faiblesses) > most or any(
        is_cut(fitted(_finding(lu), CELL_EMS)) for lu in kept
    )
    return Section(
        title,
        (*hers.blocks, _weak_table(kept, whole=False), *_matrix(view)),
        (*hers.suite, _weak_table(view.faiblesses, whole=True)) if left or hers.suite else (),
    )


def _weak_table(found: Iterable[ConstatLu], *, whole: bool) -> Table:
    columns = (
        Column(_("N°"), 0.6, "center"),
        Column(_("Faiblesse"), 5.4),
        Column(_("Thème"), 0.9, "center"),
        Column(_("Importance"), 1.3),
        Column(_("Faisabilité"), 1.3),
        Column(_("Priorité"), 1.2),
        Column(_("Fiche action"), 1.4),
    )
    return Table(columns, tuple(_weak_row(lu, whole=whole) for lu in found), dense=True)


def _weak_row(lu: ConstatLu, *, whole: bool) -> Row:
    finding, fiches = _finding(lu), ", ".join(lu.fiches)
    return Row(
        (
            Cell(str(lu.numero)),
            Cell(finding if whole else fitted(finding, CELL_EMS)),
            Cell(lu.lettre),
            Cell(lu.importance_mot),
            Cell(lu.faisabilite_mot),
            Cell(lu.priorite_mot, bold=lu.priorite is not None),
            Cell((fiches if whole else fitted(fiches, FICHES_EMS)) or EMPTY),
        )
    )


def _finding(lu: ConstatLu) -> str:
    """Return what a finding says, and whether it is to be checked."""
    return _("{constat} (à vérifier)", constat=lu.phrase) if lu.constat.a_verifier else lu.phrase


def _matrix(view: SyntheseVue) -> tuple[Block, ...]:
    """Return importance by feasibility, where the numbers of the weaknesses stand."""
    if not view.matrice:
        return ()
    words = (_("faible"), _("moyenne"), _("forte"))
    columns = (
        Column(_("Importance"), 1.4),
        *(Column(_("Faisabilité {mot}", mot=mot), 1.5, "center") for mot in words),
    )
    rows = tuple(
        Row((Cell(words[importance - 1].capitalize()), *_numbers(view, importance)))
        for importance in (3, 2, 1)
    )
    caption = _("Matrice importance × faisabilité : les numéros sont ceux des faiblesses.")
    return (Table(columns, rows, caption=caption, dense=True),)


def _numbers(view: SyntheseVue, importance: int) -> Iterable[Cell]:
    for feasibility in (1, 2, 3):
        found = view.matrice.get((importance, feasibility), ())
        yield Cell(fitted(", ".join(map(str, found)), NUMBERS_EMS) or EMPTY)


def _positions(view: SyntheseVue) -> Section:
    """Return where the authorities stand, their remarks left out: those stay in the house."""
    spoken = [p for p in view.positions if _has_spoken(p)]
    title = _(POSITION_TITLE)
    if not spoken:
        told = _("Aucune position des autorités sur un constat n'est encore connue.")
        return Section(title, (Paragraph(told),))
    kept = spoken[:MOST_POSITIONS]
    silent = len(view.positions) - len(spoken)
    return Section(
        title,
        (_position_table(kept), *_silent(silent)),
        (_position_table(spoken),) if len(spoken) > len(kept) else (),
    )


def _has_spoken(position: PositionLue) -> bool:
    constat = position.lu.constat
    return bool(constat.position_ars or constat.position_departement)


def _silent(count: int) -> tuple[Block, ...]:
    if not count:
        return ()
    told = ngettext(
        "Sur {n} autre constat, aucune position n'est encore connue.",
        "Sur {n} autres constats, aucune position n'est encore connue.",
        count,
    )
    return (Paragraph(told, small=True),)


def _position_table(found: Sequence[PositionLue]) -> Table:
    columns = (
        Column(_("Constat"), 5.6),
        Column(_("ARS"), 1.3),
        Column(_("Département"), 1.5),
        Column(_("Écart"), 1.4),
    )
    rows = tuple(_position_row(position) for position in found)
    return Table(columns, rows, dense=True)


def _position_row(position: PositionLue) -> Row:
    constat = position.lu.constat
    return Row(
        (
            Cell(fitted(f"{position.lu.lettre}. {position.lu.titre}", TITLE_EMS)),
            Cell(_stand(constat.position_ars)),
            Cell(_stand(constat.position_departement)),
            Cell(position.ecart_mot),
        )
    )


def _stand(position: PositionAutorite | None) -> str:
    return word(position) if position else EMPTY
