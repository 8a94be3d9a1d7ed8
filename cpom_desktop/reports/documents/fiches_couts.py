"""The means of a fiche action, what they cost each year, and who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.moyens import (
    NatureCout,
    SectionTarifaire,
    UniteCout,
    total_granted,
)
from cpom_desktop.i18n import EMPTY, NBSP, NNBSP, _, format_number
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
_SECTIONS: Mapping[SectionTarifaire, str] = {
    SectionTarifaire.HEBERGEMENT: "hébergement",
    SectionTarifaire.DEPENDANCE: "dépendance",
    SectionTarifaire.SOINS: "soins",
    SectionTarifaire.SOINS_AUTONOMIE: "soins et autonomie",
}
"""Which part of the tariff bears it, shortly."""


def means_blocks(view: FicheView) -> tuple[Block, ...]:
    """Return means with their total, the cost of each year, then the fundings."""
    free = view.fiche.justification_cout
    if not view.parts.moyens and not view.parts.financements:
        return (Paragraph(_free(free) if free else _("À compléter.")),)
    if not view.parts.financements:
        missing = Paragraph(_("Financement : à compléter."))
        return (*_means(view), *_year_note(view), *((missing,) if view.cout_centimes else ()))
    at_ease = (*_means(view), *_year_note(view), _fundings(view))
    return (Fitted(at_ease, (*_means(view, short=True), KeyValues(_money(view)))),)


def _means(view: FicheView, *, short: bool = False) -> tuple[Block, ...]:
    """Return the table of the means; `short`: how a named one is reckoned is left out."""
    free = view.fiche.justification_cout
    if not view.parts.moyens:
        return (Paragraph(_free(free) if free else _("Moyens et coût : à compléter.")),)
    columns = (
        Column(label("moyens", "libelle"), 3.6),
        Column(label("moyens", "nature"), 2.6),
        Column(_("Années"), 1.1, "center"),
        Column(_("Ponctuel"), 1.1, "right"),
        Column(_("Par an"), 1.1, "right"),
        Column(_("Total"), 1.1, "right"),
    )
    rows = tuple(_mean(moyens, short=short) for moyens in _alike(view.parts.moyens))
    why = (Paragraph(_free(free)),) if free and not view.cout_centimes else ()
    return (Table(columns, (*rows, _total(view))), *why)


def _free(words: str) -> str:
    return _("Cette action ne coûte rien : {raison}", raison=words)


def _alike(moyens: Iterable[Moyen]) -> Iterable[list[Moyen]]:
    """Group the means paid once each time under the same name: they make one line."""
    groups: dict[tuple[object, ...], list[Moyen]] = {}
    for moyen in moyens:
        apart = _is_yearly(moyen) or None in (moyen.montant, moyen.premiere_annee)
        kind = (moyen.categorie, moyen.nature, moyen.section, _reckoned(moyen))
        name = (moyen.libelle, *kind, moyen.id if apart else 0)
        groups.setdefault(name, []).append(moyen)
    return groups.values()


def _mean(moyens: list[Moyen], *, short: bool) -> Row:
    first = moyens[0]
    yearly = _is_yearly(first)
    told = first.montant is not None
    amount = format_euros(_sum(moyens)) if told else _("à compléter")
    reckoned = "" if short else _reckoned(first)
    texts = (
        f"{first.libelle} ({reckoned})" if reckoned else first.libelle,
        _kind(first, short=short),
        ", ".join(_years(moyen) for moyen in moyens),
        EMPTY if yearly else amount,
        amount if yearly else EMPTY,
        format_euros(sum(moyen.total_centimes for moyen in moyens)) if told else EMPTY,
    )
    return Row(tuple(Cell(text) for text in texts))


def _kind(moyen: Moyen, *, short: bool) -> str:
    """Return « Matériel, investissement, soins », without what it is made of if `short`."""
    section = _(_SECTIONS[moyen.section]) if moyen.section else ""
    category = "" if short and section else word(moyen.categorie)
    told = ", ".join(filter(None, (category, _(_NATURES[moyen.nature]), section)))
    return told[:1].upper() + told[1:]


def _reckoned(moyen: Moyen) -> str:
    """Return « 0,2 ETP × 46 500 € » for what a quantity gives, nothing for a plain amount."""
    if moyen.quantite is None or moyen.cout_unitaire_centimes is None:
        return ""
    unit = word(moyen.unite) if moyen.unite and moyen.unite is not UniteCout.UNITES else ""
    quantity = NBSP.join(filter(None, (format_number(moyen.quantite), unit)))
    return f"{quantity} × {format_euros(moyen.cout_unitaire_centimes)}"


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
    granted = _has_granted(view)
    columns = (
        Column(label("financements", "source"), 3.0),
        Column(label("financements", "precision"), 4.0),
        Column(label("financements", "etat"), 1.4),
        Column(label("financements", "montant_centimes"), 1.6, "right"),
        *((Column(_("Obtenu"), 1.4, "right"),) if granted else ()),
    )
    rows = tuple(_funding(line, granted=granted) for line in view.parts.financements)
    return Table(columns, (*rows, _balance(view)))


def _has_granted(view: FicheView) -> bool:
    """Return whether what was obtained is told of a funding."""
    return any(line.montant_obtenu_centimes is not None for line in view.parts.financements)


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
    state = word(line.etat).lower()
    if line.montant_obtenu_centimes is not None:
        got = format_euros(line.montant_obtenu_centimes)
        state = f"{state}, {_('obtenu {montant}', montant=got)}"
    head = f"{word(line.source)}, {amount} ({state})"
    beside = _beside(line)
    return f"{head} – {beside}" if beside else head


def _beside(line: Financement) -> str:
    """Return the words of a funding, and its years."""
    first, last = line.premiere_annee, line.derniere_annee
    years = "–".join(str(year) for year in dict.fromkeys((first, last)) if year is not None)
    return ", ".join(filter(None, (line.precision, years)))


def _funding(line: Financement, *, granted: bool) -> Row:
    told = line.montant_centimes is not None
    texts = (
        word(line.source),
        _beside(line) or EMPTY,
        word(line.etat),
        format_euros(line.montant_centimes) if told else _("à compléter"),
        *((format_euros(line.montant_obtenu_centimes),) if granted else ()),
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
    got = format_euros(total_granted(view.parts.financements))
    texts = (
        _("Total financé"),
        _gap(view),
        "",
        format_euros(view.finance_centimes),
        *((got,) if _has_granted(view) else ()),
    )
    return Row(tuple(Cell(text) for text in texts), "total")
