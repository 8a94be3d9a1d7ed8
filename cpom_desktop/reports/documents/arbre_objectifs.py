"""Document « Arbre des objectifs »: a table an axis, from its objectives to their indicators."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, NNBSP, _, format_date
from cpom_desktop.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from cpom_desktop.reports.documents.diagnostic import TO_FILL, critere_name
from cpom_desktop.reports.documents.fiches_indicateurs import anchor_of
from cpom_desktop.reports.documents.retroplanning_tableur import about_sheet
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.arbre import ACTIONS, AXES, INDICATEURS, OBJECTIFS, arbre
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.fiches_action import format_euros

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.sheets import Value
    from cpom_desktop.services.queries.arbre import Noeud

TITLE = "Arbre des objectifs"
LEVELS = {AXES: "Axe", ACTIONS: "Fiche action", INDICATEURS: "Indicateur"}


def arbre_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the document: how many of each thing, then a table an axis."""
    tree = arbre(edition.snapshot)
    title = Heading(_(TITLE))
    if not tree.racines:
        return (title, Paragraph(_("À compléter : aucun axe n'est encore écrit.")))
    facts = _Facts(edition)
    tables = (block for racine in tree.racines for block in _axe(racine, facts))
    return (title, Paragraph(f"{tree.compte()}."), *tables)


def _axe(racine: Noeud, facts: _Facts) -> Iterator[Block]:
    """Yield the name of an axis and its table; one that is empty says so."""
    yield Heading(racine.mots, 2)
    rows = tuple(_rows(racine, facts))
    if not rows:
        yield Paragraph(_("À compléter : aucun objectif dans cet axe."))
        return
    columns = (
        Column(_("Objectif, fiche action, indicateur"), 4.4),
        Column(_("Domaine et constats, responsable"), 3.0),
        Column(_("Départ"), 1.3, "right"),
        Column(_("Cible"), 1.3, "right"),
    )
    yield Table(columns, rows, dense=True)


def _rows(racine: Noeud, facts: _Facts) -> Iterator[Row]:
    for noeud in racine.walk():
        if noeud.cle == racine.cle:
            continue
        if noeud.strategique:
            yield Row((Cell(noeud.mots),), "group")
        elif noeud.table == INDICATEURS:
            words = _("Indicateur : {nom}", nom=noeud.libelle)
            name = Cell(words, target=anchor_of(noeud.id))
            yield Row((name, Cell(""), Cell(noeud.depart), Cell(noeud.cible)))
        elif noeud.table == ACTIONS:
            told = Cell(_fiche(noeud))
            yield Row((Cell(noeud.mots), told, Cell(""), Cell("")))
        else:
            yield _objectif(noeud, facts)


def _objectif(noeud: Noeud, facts: _Facts) -> Row:
    domaine = facts.domaine(noeud) or _("domaine : {quoi}", quoi=_(TO_FILL))
    bare = "" if noeud.enfants else _("Fiche action à rédiger.")
    told = "\n".join(filter(None, (domaine, facts.constats(noeud), bare)))
    return Row((Cell(noeud.mots, bold=True), Cell(told), Cell(""), Cell("")))


def _fiche(noeud: Noeud) -> str:
    """Return « Nadia Benali, déc. 2032, 65 460 € »."""
    day = format_date(noeud.echeance, "month_short") if noeud.echeance else ""
    cost = format_euros(noeud.cout_centimes) if noeud.cout_centimes is not None else ""
    return ", ".join(filter(None, (noeud.responsable, day, cost))) or EMPTY


class _Facts:
    """What the tree does not hold of an objective: its domain, its priority, what founds it."""

    def __init__(self, edition: Edition) -> None:
        snapshot = edition.snapshot
        self._criteres = criteres(snapshot, edition.content).by_slug
        self._domaines = {d.slug: d.libelle for d in edition.content.objectifs.domaines}
        self._objectifs = {o.id: o for o in snapshot.objectifs}
        self._links: dict[int, list[str]] = {}
        for link in snapshot.objectifs_constats:
            self._links.setdefault(link.objectif_id, []).append(link.critere)

    def domaine(self, noeud: Noeud) -> str:
        """Return the name of its domain; empty when it is not said."""
        if noeud.table != OBJECTIFS:
            return ""
        slug = self._objectifs[noeud.id].domaine
        return self._domaines.get(slug, slug)

    def priorite(self, noeud: Noeud) -> int | None:
        """Return its priority."""
        return self._objectifs[noeud.id].priorite if noeud.table == OBJECTIFS else None

    def constats(self, noeud: Noeud) -> str:
        """Return the criteria that found it, in words."""
        if noeud.table != OBJECTIFS:
            return ""
        slugs = self._links.get(noeud.id, ())
        known = self._criteres
        return f"{NNBSP}; ".join(critere_name(known[s]) if s in known else s for s in slugs)


def arbre_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the tree as a workbook: a line a row, at whatever level."""
    facts = _Facts(edition)
    rows = tuple(_line(noeud, facts) for noeud in arbre(edition.snapshot).walk() if noeud.id)
    return (Sheet(_(TITLE), _columns(), rows), about_sheet(edition))


def _columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(_("Niveau"), "text", 22),
        SheetColumn(_("N°"), "text", 8),
        SheetColumn(_("Intitulé"), "long", 60),
        SheetColumn(label("objectifs", "domaine"), "text", 26),
        SheetColumn(label("objectifs", "priorite"), "number", 9),
        SheetColumn(_("Constats"), "long", 40),
        SheetColumn(_("Responsable"), "text", 22),
        SheetColumn(_("Échéance"), "day", 12),
        SheetColumn(_("Coût (€)"), "figure", 12),
        SheetColumn(_("Départ"), "text", 20),
        SheetColumn(_("Cible"), "text", 20),
    )


def _line(noeud: Noeud, facts: _Facts) -> tuple[Value, ...]:
    cost = None if noeud.cout_centimes is None else Decimal(noeud.cout_centimes) / 100
    return (
        _level(noeud),
        noeud.numero,
        noeud.libelle,
        facts.domaine(noeud),
        facts.priorite(noeud),
        facts.constats(noeud),
        noeud.responsable,
        noeud.echeance,
        cost,
        noeud.depart,
        noeud.cible,
    )


def _level(noeud: Noeud) -> str:
    if noeud.table == OBJECTIFS:
        return _("Objectif stratégique") if noeud.strategique else _("Objectif opérationnel")
    return _(LEVELS[noeud.table])
