"""The means of a fiche action, what they cost each year, and who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.moyens import NatureCout
from cpom_desktop.i18n import EMPTY, NNBSP, _
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Fitted,
    KeyValues,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.fiches_action import format_euros
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.domain.moyens import Financement, Moyen
    from cpom_desktop.services.queries.fiches_action import FicheView

_NATURES: Mapping[NatureCout, str] = {
    NatureCout.INVESTISSEMENT: "investissement",
    NatureCout.EXPLOITATION_RECURRENTE: "exploitation",
    NatureCout.EXPLOITATION_PONCTUELLE: "exploitation",
}
"""Once or every year is told by the column of the amount."""


def means_blocks(view: FicheView) -> tuple[Block, ...]:
    """Return means with their total, the cost of each year, then the fundings."""
    if not view.parts.moyens and not view.parts.financements:
        return (Paragraph(_("À compléter.")),)
    if not view.parts.financements:
        missing = Paragraph(_("Financement : à compléter."))
        return (*_means(view), *_year_note(view), *((missing,) if view.cout_centimes else ()))
    at_ease = (*_year_note(view), _fundings(view))
    return (*_means(view), Fitted(at_ease, (KeyValues(_money(view)),)))


def _means(view: FicheView) -> tuple[Block, ...]:
    if not view.parts.moyens:
        return (Paragraph(_("Moyens et coût : à compléter.")),)
    columns = (
        Column(label("moyens", "libelle"), 3.6),
        Column(label("moyens", "nature"), 2.4),
        Column(_("Années"), 1.2, "center"),
        Column(_("Ponctuel"), 1.2, "right"),
        Column(_("Par an"), 1.2, "right"),
        Column(_("Total"), 1.3, "right"),
    )
    rows = tuple(_mean(moyens) for moyens in _alike(view.parts.moyens))
    return (Table(columns, (*rows, _total(view))),)


def _alike(moyens: Iterable[Moyen]) -> Iterable[list[Moyen]]:
    """Group the means paid once each time under the same name: they make one line."""
    groups: dict[tuple[object, ...], list[Moyen]] = {}
    for moyen in moyens:
        apart = _is_yearly(moyen) or None in (moyen.montant, moyen.premiere_annee)
        name = (moyen.libelle, moyen.categorie, moyen.nature, moyen.id if apart else 0)
        groups.setdefault(name, []).append(moyen)
    return groups.values()


def _mean(moyens: list[Moyen]) -> Row:
    first = moyens[0]
    yearly = _is_yearly(first)
    told = first.montant is not None
    amount = format_euros(_sum(moyens)) if told else _("à compléter")
    texts = (
        first.libelle,
        f"{word(first.categorie)}, {_(_NATURES[first.nature])}",
        ", ".join(_years(moyen) for moyen in moyens),
        EMPTY if yearly else amount,
        amount if yearly else EMPTY,
        format_euros(sum(moyen.total_centimes for moyen in moyens)) if told else EMPTY,
    )
    return Row(tuple(Cell(text) for text in texts))


def _is_yearly(moyen: Moyen) -> bool:
    return moyen.nature is NatureCout.EXPLOITATION_RECURRENTE


def _years(moyen: Moyen) -> str:
    """Return « 2028 » or « 2028–2032 »."""
    if moyen.premiere_annee is None:
        return _("à compléter")
    if _is_yearly(moyen) and moyen.annees > 1:
        return f"{moyen.premiere_annee}–{moyen.derniere_annee}"
    return str(moyen.premiere_annee)


def _total(view: FicheView) -> Row:
    once = _sum(moyen for moyen in view.parts.moyens if not _is_yearly(moyen))
    yearly = _sum(moyen for moyen in view.parts.moyens if _is_yearly(moyen))
    amounts = (once, yearly, view.cout_centimes)
    cells = (Cell(format_euros(amount)) for amount in amounts)
    return Row((Cell(_("Total")), Cell(""), Cell(""), *cells), "total")


def _sum(moyens: Iterable[Moyen]) -> int:
    return sum(moyen.montant or 0 for moyen in moyens)


def _by_year(view: FicheView) -> str:
    """Return what each year costs, and what no year bears yet."""
    years = [
        _("{montant} en {annee}", montant=format_euros(centimes), annee=year)
        for year, centimes in view.cout_par_annee.items()
    ]
    undated = view.cout_centimes - sum(view.cout_par_annee.values())
    if undated:
        years.append(_("{montant} sans année", montant=format_euros(undated)))
    return f"{NNBSP}; ".join(years)


def _year_note(view: FicheView) -> tuple[Block, ...]:
    years = _by_year(view)
    if not years:
        return ()
    return (Paragraph(_("Coût par année : {annees}.", annees=years), small=True),)


def _fundings(view: FicheView) -> Table:
    columns = (
        Column(label("financements", "source"), 3.0),
        Column(label("financements", "precision"), 4.0),
        Column(label("financements", "etat"), 1.4),
        Column(label("financements", "montant_centimes"), 1.6, "right"),
    )
    rows = tuple(_funding(line) for line in view.parts.financements)
    return Table(columns, (*rows, _balance(view)))


def _money(view: FicheView) -> tuple[tuple[str, str], ...]:
    """Return the cost of each year and who pays, a line a payer."""
    years = _by_year(view)
    paid = [*(_payer(line) for line in view.parts.financements), _gap(view)]
    whole = _("Financement\nTotal : {montant}", montant=format_euros(view.finance_centimes))
    rows = (
        (_("Coût par année"), years),
        (whole, "\n".join(text for text in paid if text)),
    )
    return rows if years else rows[1:]


def _payer(line: Financement) -> str:
    """Return « OPCO, 2 900 € (demandé) – Plan de formation 2028 »."""
    told = line.montant_centimes is not None
    amount = format_euros(line.montant_centimes) if told else _("à compléter")
    head = f"{word(line.source)}, {amount} ({word(line.etat).lower()})"
    return f"{head} – {line.precision}" if line.precision else head


def _funding(line: Financement) -> Row:
    told = line.montant_centimes is not None
    texts = (
        word(line.source),
        line.precision or EMPTY,
        word(line.etat),
        format_euros(line.montant_centimes) if told else _("à compléter"),
    )
    return Row(tuple(Cell(text) for text in texts))


def _gap(view: FicheView) -> str:
    """Return how far the fundings are from the cost; nothing when they meet."""
    gap = view.cout_centimes - view.finance_centimes
    if gap > 0:
        return _("Reste à financer : {montant}", montant=format_euros(gap))
    if gap < 0:
        return _("{montant} de plus que le coût", montant=format_euros(-gap))
    return ""


def _balance(view: FicheView) -> Row:
    """Return the total of the fundings, and how far it is from the cost."""
    texts = (_("Total financé"), _gap(view), "", format_euros(view.finance_centimes))
    return Row(tuple(Cell(text) for text in texts), "total")
