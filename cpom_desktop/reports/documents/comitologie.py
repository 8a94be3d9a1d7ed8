"""Document « Comitologie » (DO04): the instances in one table, then each with its members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    KeyValues,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.comitologie import (
    PLAN_DELAYS,
    delay_words,
    instance_views,
)
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.comitologie import InstanceView, MembreView
    from cpom_desktop.services.snapshot import DossierSnapshot


DELAYS = {
    "delai_convocation": "convocation {jours} avant",
    "delai_dossier": "dossier {jours} avant",
    "delai_compte_rendu": "compte rendu {jours} après",
}
"""Delay of an instance → how it is told."""


def comitologie_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the document: the table of the instances, then a part for each."""
    views = instance_views(edition.snapshot)
    title = Heading(_("Comitologie"))
    if not views:
        return (title, Paragraph(_("Aucune instance n'est encore décrite.")))
    lead = ngettext(
        "{n} instance conduit la démarche.", "{n} instances conduisent la démarche.", len(views)
    )
    columns = (
        Column(_("Instance"), 2),
        Column(label("instances", "objet"), 3.2),
        Column(label("instances", "frequence"), 2.2),
        Column(label("instances", "president_id"), 1.5),
        Column(_("Membres"), 1),
    )
    return (
        title,
        Paragraph(lead),
        Table(columns, tuple(_line(view) for view in views)),
        Paragraph(edition.content.comitologie.mention, small=True),
        *(block for view in views for block in _part(edition.snapshot, view)),
    )


def _line(view: InstanceView) -> Row:
    instance = view.instance
    return Row(
        (
            Cell(instance.nom, bold=True),
            Cell(instance.objet or EMPTY),
            Cell(instance.frequence or EMPTY),
            Cell(view.president or EMPTY),
            Cell(str(len(view.membres))),
        )
    )


def _part(snapshot: DossierSnapshot, view: InstanceView) -> Iterator[Block]:
    """Yield an instance: its rules, then who sits in it."""
    yield Heading(view.instance.nom, 2)
    yield KeyValues(tuple(_facts(snapshot, view)))
    if not view.membres:
        yield Paragraph(_("Aucun membre n'est encore désigné."))
        return
    columns = (
        Column(label("instances_membres", "acteur_id"), 1.6),
        Column(label("instances_membres", "qualite"), 2),
        Column(label("acteurs", "structure"), 2),
        Column(label("instances_membres", "suppleant_id"), 1.4),
        Column(_("Vote"), 0.6, "center"),
    )
    yield Table(columns, tuple(_seat(membre) for membre in view.membres), dense=True)


def _facts(snapshot: DossierSnapshot, view: InstanceView) -> Iterator[tuple[str, str]]:
    """Yield what is known of an instance; the chair always, even before it is known."""
    instance = view.instance
    told = {
        "secretaire_id": view.secretaire,
        "composition": instance.composition,
        "frequence": instance.frequence,
        "phase": instance.phase,
        "quorum": _quorum(view),
        "regle_validation": instance.regle_validation,
    }
    yield label("instances", "president_id"), view.president
    for name, text in told.items():
        if text:
            yield label("instances", name), text
    delays = _delays(snapshot, view)
    if delays:
        yield _("Délais"), delays
    yield label("instances", "confidentialite"), word(instance.confidentialite)


def _delays(snapshot: DossierSnapshot, view: InstanceView) -> str:
    """Return « convocation 15 jours avant, dossier 10 jours avant… » in one line."""
    days = {name: delay_words(snapshot, view.instance, name) for name in PLAN_DELAYS}
    return ", ".join(_(DELAYS[name], jours=told) for name, told in days.items() if told)


def _quorum(view: InstanceView) -> str:
    if view.instance.quorum is None:
        return ""
    return _("{n} sur {votants} qui votent", n=view.instance.quorum, votants=view.votants)


def _seat(membre: MembreView) -> Row:
    yes = _("oui") if membre.membre.voix else _("non")
    return Row(
        (
            Cell(membre.nom, bold=True),
            Cell(membre.qualite or EMPTY),
            Cell(membre.structure or EMPTY),
            Cell(membre.suppleant or EMPTY),
            Cell(yes),
        )
    )
