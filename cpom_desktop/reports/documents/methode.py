"""Part « Méthode et sources »: how each indicator is reckoned, and where its figures are from."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, NBSP, _, capitalise, format_date, format_number
from cpom_desktop.reports.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.chiffres import known, unit_name
from cpom_desktop.services.queries.donnees import donnees_vue
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.domain.valeurs import Valeur
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.donnees_types import (
        DonneeLue,
        DonneesVue,
        IndicateurAnnee,
        IndicateurLu,
        Question,
        RepereLu,
    )

MOST_TERMS = 6
"""Figures that a sum names one by one; a longer one is told by its formula."""


def methode_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: formulas with her numbers, reference values, dated sources, doubts."""
    view = donnees_vue(edition.snapshot, edition.content, edition.now.date())
    return (
        Heading(_("Méthode et sources")),
        Paragraph(edition.content.donnees.mention, small=True),
        *_formulas(view, sources=edition.options.sources),
        *_references(view),
        *(_sources(edition) if edition.options.sources else ()),
        *_confirmed(edition, view),
        *_doubts(view),
    )


def _formulas(view: DonneesVue, *, sources: bool) -> Iterable[Block]:
    """Yield a table a group: what each indicator is, in words and in numbers."""
    yield Heading(_("Formules et calculs"), 2)
    if not known(view.indicateurs):
        yield Paragraph(_("Aucun indicateur n'a encore de donnée."))
    columns = (
        Column(_("Indicateur, unité"), 2.1),
        Column(_("Formule"), 2.4),
        Column(_("Dernier calcul"), 2.5),
        Column(_("Définition : source, confiance"), 2.2),
    )
    for groupe in view.groupes:
        rows = tuple(_formula_row(found) for found in known(groupe.indicateurs))
        if rows:
            shown = len(columns) if sources else -1
            yield Heading(groupe.libelle, 3)
            kept = tuple(Row(row.cells[:shown]) for row in rows)
            yield Table(columns[:shown], kept, dense=True)


def _formula_row(indicateur: IndicateurLu) -> Row:
    own = _("définie par l'établissement")
    trust = word(indicateur.confiance) if indicateur.confiance else own
    texts = (
        unit_name(indicateur),
        formula_words(indicateur),
        last_words(indicateur),
        f"{indicateur.source}{NBSP}; {trust}" if indicateur.source else capitalise(trust),
    )
    return Row(tuple(Cell(text) for text in texts))


def formula_words(indicateur: IndicateurLu) -> str:
    """Return the formula in words and what is to be known of it, else that it is no formula."""
    formula = capitalise(indicateur.formule_mots) or _("Nombre relevé, sans calcul")
    return "\n".join(text for text in (formula, indicateur.remarque) if text)


def last_words(indicateur: IndicateurLu) -> str:
    """Return the last calculation with her numbers, « 2025 : 2 260 ÷ 20 476,5 = 11,04 % »."""
    last = indicateur.derniere
    if last is None:
        return EMPTY
    told = last.detail or _terms(indicateur, last) or last.texte
    return _("{annee} : {calcul}", annee=last.annee, calcul=told)


def _terms(indicateur: IndicateurLu, year: IndicateurAnnee) -> str:
    """Return the figures of a sum and what it comes to; empty when it has one, or too many."""
    found = [(donnee, donnee.valeurs.get(year.annee)) for donnee in indicateur.donnees]
    typed = [(d, v) for d, v in found if v is not None and v.valeur is not None]
    if not 1 < len(typed) <= MOST_TERMS:
        return ""
    told = f"{NBSP}; ".join(_term(donnee, valeur) for donnee, valeur in typed)
    return _("{termes}. Résultat : {valeur}", termes=told, valeur=year.texte)


def _term(donnee: DonneeLue, valeur: Valeur) -> str:
    amount = format_number(valeur.valeur) if valeur.valeur is not None else EMPTY
    name = f"{donnee.libelle[:1].lower()}{donnee.libelle[1:]}"
    return f"{name} {amount}"


def _references(view: DonneesVue) -> Iterable[Block]:
    yield Heading(_("Valeurs de référence"), 2)
    rows = [_reference(i, r) for i in view.indicateurs for r in i.reperes]
    if not rows:
        yield Paragraph(_("Aucune valeur de référence n'est connue."))
        return
    columns = (
        Column(_("Indicateur"), 2.4),
        Column(_("Repère"), 1.3, "right"),
        Column(_("Année"), 0.7, "right"),
        Column(_("Champ"), 2.2),
        Column(_("Source, confiance"), 2.6),
    )
    yield Table(columns, tuple(rows), dense=True)


def _reference(indicateur: IndicateurLu, repere: RepereLu) -> Row:
    trust = word(repere.confiance) if repere.confiance else _("saisi par l'établissement")
    texts = (
        indicateur.libelle,
        repere.texte,
        str(repere.annee),
        repere.champ or EMPTY,
        f"{repere.source}{NBSP}; {trust}",
    )
    return Row(tuple(Cell(text) for text in texts))


def _sources(edition: Edition) -> Iterable[Block]:
    """Yield the documents that the figures were read in, with their dates."""
    yield Heading(_("Sources datées des chiffres"), 2)
    rows = tuple(_source_rows(edition.snapshot.valeurs))
    if not rows:
        yield Paragraph(_("Aucun chiffre n'est encore saisi."))
        return
    columns = (
        Column(_("Source"), 4.4),
        Column(_("Datée du"), 1.5),
        Column(_("Années"), 1.6),
        Column(_("Chiffres"), 0.9, "right"),
    )
    yield Table(columns, rows, dense=True)


def _source_rows(valeurs: Iterable[Valeur]) -> Iterable[Row]:
    def place(valeur: Valeur) -> tuple[bool, int, str]:
        day = valeur.date_source.toordinal() if valeur.date_source else 0
        return not valeur.source, day, valeur.source

    for _place, group in groupby(sorted(valeurs, key=place), key=place):
        found = list(group)
        yield _source_row(found)


def _source_row(found: Sequence[Valeur]) -> Row:
    first = found[0]
    years = sorted({valeur.annee for valeur in found})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    texts = (
        first.source or _("À compléter : source non saisie"),
        format_date(first.date_source, "medium") if first.date_source else EMPTY,
        span,
        format_number(len(found)),
    )
    return Row(tuple(Cell(text) for text in texts))


def _confirmed(edition: Edition, view: DonneesVue) -> Iterable[Block]:
    """Yield the figures that were asked about and are right, with why."""
    names = {d.slug: d.libelle for found in view.indicateurs for d in found.donnees}
    told = [
        _("{nom}, {annee} : {mot}", nom=names.get(v.donnee, v.donnee), annee=v.annee, mot=why)
        for v in edition.snapshot.valeurs
        if v.confirmee and (why := v.commentaire.strip())
    ]
    if told:
        yield Heading(_("Chiffres confirmés"), 2)
        yield BulletList(tuple(told))


def _doubts(view: DonneesVue) -> Iterable[Block]:
    """Yield what is still asked about the figures, if anything is."""
    names = {d.slug: d.libelle for found in view.indicateurs for d in found.donnees}
    asked = dict.fromkeys(q for found in view.a_verifier for q in found.questions)
    if asked:
        yield Heading(_("Chiffres à vérifier"), 2)
        yield BulletList(tuple(_asked(question, names) for question in asked))


def _asked(question: Question, names: Mapping[str, str]) -> str:
    told = " ".join(text for text in (question.texte, question.suite) if text)
    return _("{nom} : {question}", nom=names.get(question.donnee, ""), question=told)
