"""Fiche indicateur (design D15) and the yearly annexe of the objectives (kit §1.12).

The curve always stands under its table. What lacks is printed « à compléter ».
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.charts.courbe import Courbe, courbe_scene
from cpom_desktop.domain.objectifs import rattachement
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.documents.diagnostic import TO_FILL
from cpom_desktop.reports.documents.fiches_indicateurs import anchor_of
from cpom_desktop.reports.documents.retroplanning_tableur import about_sheet
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.queries.indicateurs import indicateurs, manques_words
from cpom_desktop.services.queries.indicateurs_lecture import (
    SENS,
    atteinte_lue,
    decimales_of,
    valeur_mots,
)
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.indicateurs import IndicateurSuivi

NOTE = (
    "Le taux d'atteinte compare le chemin fait au chemin total. L'arrêté du 3 mars 2017 demande "
    "le niveau de réalisation sans imposer de formule : celle-ci est une proposition."
)
HEADS = (
    ("Indicateur", 2.0),
    ("Définition", 2.4),
    ("Mode de calcul", 2.4),
    ("Départ", 1.1),
    ("Cible", 1.1),
    ("Niveau atteint", 1.5),
    ("Ce qui manque", 1.5),
)
"""Columns of the annexe, with their widths; its workbook has the same."""


def read_all(edition: Edition) -> tuple[IndicateurSuivi, ...]:
    """Return every indicator."""
    return indicateurs(edition.snapshot, edition.content, edition.now.date())


def toutes_fiches_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the fiche of every indicator, each on its page."""
    found = read_all(edition)
    if not found:
        title = Heading(_("Fiches indicateurs"))
        return (title, Paragraph(_("Aucun indicateur n'est écrit.")))
    blocks: list[Block] = []
    for rank, suivi in enumerate(found, start=1):
        blocks += [PageBreak(), *_fiche(edition, suivi, rank)]
    return tuple(blocks)


def fiche_indicateur_blocks(edition: Edition, indicateur_id: int) -> tuple[Block, ...]:
    """Return the fiche of one indicator."""
    for rank, suivi in enumerate(read_all(edition), start=1):
        if suivi.indicateur.id == indicateur_id:
            return tuple(_fiche(edition, suivi, rank))
    return (Heading(_("Fiche indicateur")), Paragraph(_("Cet indicateur n'existe plus.")))


def _fiche(edition: Edition, suivi: IndicateurSuivi, rank: int) -> Iterator[Block]:
    yield Paragraph(_place(edition, suivi))
    title = _("Fiche indicateur n° {n} : {nom}", n=rank, nom=suivi.indicateur.libelle)
    yield Heading(title, anchor=anchor_of(suivi.indicateur.id))
    yield KeyValues(tuple(_rows(edition, suivi)), boxed=True)
    yield Heading(_("Cibles et résultats"), 2)
    if suivi.annees:
        yield _years(suivi)
    yield from _curve(suivi)
    yield from _rate(suivi)


def _place(edition: Edition, suivi: IndicateurSuivi) -> str:
    """Return « Axe : Équipes · Objectif 2.1 : … · Fiches FA-01 et FA-02 »."""
    if not suivi.fiches:
        return _("Aucune fiche action ne suit cet indicateur.")
    snapshot = edition.snapshot
    place = rattachement(suivi.fiches[0].objectif_id, snapshot.axes, snapshot.objectifs)
    objectif = place.operationnel or place.strategique
    noms = ", ".join(fiche.repere for fiche in suivi.fiches)
    parts = (
        _("Axe : {nom}", nom=place.axe.libelle) if place.axe else "",
        _("Objectif {n} : {nom}", n=suivi.numero, nom=objectif.libelle) if objectif else "",
        ngettext("Fiche {noms}", "Fiches {noms}", len(suivi.fiches), noms=noms),
    )
    return " · ".join(filter(None, parts))


def _rows(edition: Edition, suivi: IndicateurSuivi) -> Iterator[tuple[str, str]]:
    one, lacks = suivi.indicateur, _(TO_FILL)
    way = _(SENS[one.polarite]).lower() if one.polarite else lacks
    acteur = edition.snapshot.acteurs_by_id.get(one.responsable_id or 0)
    yield _("Définition"), one.definition or lacks
    yield _("Ce qu'il mesure"), _("{nature}. Le but : {sens}.", nature=word(one.type), sens=way)
    yield _("Mode de calcul"), _method(suivi) or lacks
    for name, told in (
        (_("Numérateur"), one.numerateur),
        (_("Dénominateur"), one.denominateur),
        (_("Ce qui n'est pas compté"), one.exclusions),
    ):
        if told:
            yield name, told
    yield _("Unité"), one.unite or lacks
    source = ", ".join(filter(None, (one.source, one.periodicite.lower())))
    yield _("Source, relevé"), source or lacks
    yield _("Qui le suit"), acteur.display_name if acteur else lacks
    yield _("Valeur de départ"), _start(suivi) or lacks
    if one.seuil_alerte is not None:
        yield _("Seuil d'alerte"), valeur_mots(suivi, one.seuil_alerte)
    if one.commentaire:
        yield _("Commentaire"), one.commentaire
    if told := manques_words(suivi):
        yield _("Incomplet"), told


def _method(suivi: IndicateurSuivi) -> str:
    one = suivi.indicateur
    parts = f"{one.numerateur} ÷ {one.denominateur}" if one.numerateur and one.denominateur else ""
    return one.mode_calcul or (suivi.donnee.formule_mots if suivi.donnee else parts)


def _start(suivi: IndicateurSuivi) -> str:
    one = suivi.indicateur
    if one.valeur_initiale is None:
        return ""
    told = valeur_mots(suivi, one.valeur_initiale)
    if one.date_initiale is not None:
        return _("{valeur} au {jour}", valeur=told, jour=format_date(one.date_initiale))
    return f"{told} ({one.annee_initiale})" if one.annee_initiale else told


def _years(suivi: IndicateurSuivi) -> Table:
    start = suivi.indicateur.annee_initiale
    columns = (
        Column(_("Année"), 1.6),
        *(Column(str(y.annee), 1.0, "right") for y in suivi.annees),
    )
    aims = tuple(
        Cell(_("départ") if y.annee == start else valeur_mots(suivi, y.cible) or EMPTY)
        for y in suivi.annees
    )
    values = tuple(Cell(valeur_mots(suivi, y.valeur) or EMPTY, bold=True) for y in suivi.annees)
    states = tuple(Cell(_reached(y.sur_la_cible)) for y in suivi.annees)
    rows = (
        Row((Cell(_("Cible")), *aims)),
        Row((Cell(_("Valeur")), *values)),
        Row((Cell(_("État")), *states)),
    )
    return Table(columns, rows, dense=len(columns) > 8)


def _reached(told: bool | None) -> str:  # noqa: FBT001 - what the year says
    if told is None:
        return EMPTY
    return _("Atteinte") if told else _("Non atteinte")


def _curve(suivi: IndicateurSuivi) -> Iterator[Block]:
    courbe = Courbe(
        valeurs={y.annee: y.valeur for y in suivi.annees if y.valeur is not None},
        cibles={y.annee: y.cible for y in suivi.annees if y.cible is not None},
        depart=suivi.indicateur.annee_initiale,
        decimales=decimales_of(suivi),
    )
    if courbe.is_vide:
        yield Paragraph(_("La courbe se trace dès la première valeur ou la première cible."))
        return
    alt = _("Courbe des valeurs et des cibles du tableau qui précède.")
    yield Figure(courbe_scene(courbe), alt)


def _rate(suivi: IndicateurSuivi) -> Iterator[Block]:
    found = atteinte_lue(suivi)
    if found is None:
        return
    yield Heading(found.titre, 2)
    told = (f"{found.nombres}.", found.attendu, f"{found.mots}.", found.note)
    yield Paragraph(" ".join(filter(None, told)))
    yield Paragraph(_(NOTE), small=True)


# --- the annexe


def annexe_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the yearly annexe: by axis and objective, each indicator with what is asked."""
    head = (PageBreak(landscape=True), Heading(_("Annexe évolutive des objectifs")))
    day = format_date(edition.now.date())
    told = Paragraph(_("Version du {jour}. Actualisée et transmise chaque année.", jour=day))
    rows = tuple(_annexe_rows(edition))
    if not rows:
        return (*head, told, Paragraph(_("Aucun indicateur n'est écrit.")))
    columns = tuple(Column(_(name), width) for name, width in HEADS)
    return (*head, told, Table(columns, rows, dense=True), Paragraph(_(NOTE), small=True))


def _annexe_rows(edition: Edition) -> Iterator[Row]:
    former = ""
    for suivi in read_all(edition):
        group = _group(edition, suivi)
        if group != former:
            yield Row((Cell(group),), "group")
            former = group
        name, *texts = _annexe_texts(suivi)
        first = Cell(name, target=anchor_of(suivi.indicateur.id))
        yield Row((first, *(Cell(text) for text in texts)))


def _group(edition: Edition, suivi: IndicateurSuivi) -> str:
    """Return « Équipes · 2.1.1 Ramener l'absentéisme sous 9 % »."""
    snapshot = edition.snapshot
    first = suivi.fiches[0].objectif_id if suivi.fiches else None
    place = rattachement(first, snapshot.axes, snapshot.objectifs)
    objectif = place.operationnel or place.strategique
    if place.axe is None or objectif is None:
        return _("Sans objectif")
    return f"{place.axe.libelle} · {suivi.numero} {objectif.libelle}"


def _annexe_texts(suivi: IndicateurSuivi) -> tuple[str, ...]:
    one, lacks = suivi.indicateur, _(TO_FILL)
    name = f"{one.libelle} ({one.unite})" if one.unite else one.libelle
    return (
        name,
        one.definition or lacks,
        _method(suivi) or lacks,
        _start(suivi) or lacks,
        _aim(suivi) or lacks,
        _level(suivi) or _("pas encore mesuré"),
        manques_words(suivi) or _("Complet"),
    )


def _aim(suivi: IndicateurSuivi) -> str:
    aims = [(y.annee, y.cible) for y in suivi.annees if y.cible is not None]
    if not aims:
        return ""
    annee, cible = aims[-1]
    return f"{valeur_mots(suivi, cible)} ({annee})"


def _level(suivi: IndicateurSuivi) -> str:
    """Return « 10,62 % en 2028, En bonne voie »."""
    last, found = suivi.derniere, atteinte_lue(suivi)
    if last is None:
        return ""
    told = f"{valeur_mots(suivi, last.valeur)} ({last.annee})"
    return f"{told}, {found.mots.lower()}" if found else told


def annexe_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the annexe as a workbook: the axis and the objective, then the same columns."""
    columns = (
        SheetColumn(_("Axe et objectif"), "long", 40),
        *(SheetColumn(_(name), "long", 12 * width) for name, width in HEADS),
    )
    rows = tuple((_group(edition, s), *_annexe_texts(s)) for s in read_all(edition))
    return (Sheet(_("Objectifs"), columns, rows), about_sheet(edition))
