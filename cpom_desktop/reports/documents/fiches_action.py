"""Parts « Recueil des fiches actions » and « Fiche action »: a form a page (design D6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpom_desktop.domain.fiches_action import Origine, StatutFiche
from cpom_desktop.domain.lacunes import is_costed
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.i18n import EMPTY, NNBSP, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Fitted,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from cpom_desktop.reports.documents.diagnostic import TO_FILL, critere_name
from cpom_desktop.reports.documents.fiches_couts import means_blocks
from cpom_desktop.reports.documents.fiches_indicateurs import indicateurs_blocks
from cpom_desktop.reports.documents.parties import parties
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.fiches_action import fiche_view, fiches, format_euros
from cpom_desktop.services.queries.words import niveau, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.domain.fiches_action import Etape, FicheVersion
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.fiches_action import FicheView


SHORT_LABELS: Mapping[str, str] = {"modalites_suivi": "Suivi et évaluation"}
"""What a page calls shorter than the screen."""
MOST_VERSIONS: Final = 4
"""Versions printed, the last ones."""


def recueil_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the part: the list of the fiches with their cost, then each on its page."""
    views = fiches(edition.snapshot)
    title = Heading(_("Recueil des fiches actions"))
    if not views:
        return (title, Paragraph(_("À compléter : aucune fiche action n'est encore écrite.")))
    pages = (block for view in views for block in _form(view, edition))
    return (title, *_overview(views, edition), *pages)


def fiche_blocks(edition: Edition, numero: int) -> tuple[Block, ...]:
    """Return one fiche alone.

    Raises:
        RapportImpossible: no fiche has this number.
    """
    found = next((f for f in edition.snapshot.fiches_action if f.numero == numero), None)
    if found is None:
        raise RapportImpossible(
            "fiche-inconnue",
            _("Aucune fiche action n'a le numéro {numero}.", numero=numero),
            remedy=_("Choisissez une fiche de la liste."),
        )
    return _form(fiche_view(edition.snapshot, found), edition)


def _overview(views: tuple[FicheView, ...], edition: Edition) -> tuple[Block, ...]:
    columns = (
        Column(_("N°"), 0.8),
        Column(_("Intitulé"), 3.6),
        Column(_("Axe"), 2.2),
        Column(_("Responsable"), 1.7),
        Column(_("Priorité"), 1.0),
        Column(_("Période"), 1.5),
        Column(_("Coût total"), 1.3, "right"),
    )
    rows = [_overview_row(view, edition) for view in views]
    whole = sum(view.cout_centimes for view in views)
    total = Row((Cell(_("Total")), *[Cell("")] * 5, Cell(format_euros(whole))), "total")
    count = ngettext("{n} fiche action", "{n} fiches actions", len(views))
    lead = _("{fiches}, {cout} sur la durée du contrat.", fiches=count, cout=format_euros(whole))
    return (Paragraph(lead), Table(columns, (*rows, total), dense=True))


def _overview_row(view: FicheView, edition: Edition) -> Row:
    axe = view.place.axe.libelle if view.place.axe else _(TO_FILL)
    cells = (
        view.fiche.titre,
        axe,
        person(view.fiche.responsable_id, edition) or _(TO_FILL),
        _priority(view),
        _period(view.parts.etapes, short=True) or _(TO_FILL),
        _cost(view),
    )
    return Row((Cell(view.fiche.repere), *(Cell(text) for text in cells)))


def _form(view: FicheView, edition: Edition) -> tuple[Block, ...]:
    """Return a fiche on a page of its own."""
    name = _("Fiche action {repere}", repere=view.fiche.repere)
    return (
        PageBreak(form=f"{name} – {view.fiche.titre}"),
        Fitted(
            (Paragraph(_attached(view), small=True),),
            (Paragraph(_attached(view, short=True), small=True),),
        ),
        Heading(f"{name}\n{view.fiche.titre}", 2, view.fiche.repere),
        Fitted((_summary(view, edition),), (_summary(view, edition, short=True),)),
        Heading(label("fiches_action", "etat_des_lieux"), 3),
        _text(view.fiche.etat_des_lieux),
        Heading(_("Actions à mener et échéancier"), 3),
        _steps(view, edition),
        Heading(_("Moyens, coût et financement"), 3),
        *means_blocks(view),
        Heading(label("fiches_action", "resultats_attendus"), 3),
        _text(view.fiche.resultats_attendus),
        Heading(_("Indicateurs de suivi"), 3),
        *indicateurs_blocks(view),
        Heading(_("Conduite de l'action"), 3),
        KeyValues(_conduct(view, edition)),
        *_agreed(view),
        Signatures(parties(edition)),
    )


def _text(text: str) -> Paragraph:
    return Paragraph(text if text.strip() else _("À compléter."))


def _attached(view: FicheView, *, short: bool = False) -> str:
    """Return « Axe 2 – … · Objectif 2.1 – … · Objectif 2.1.3 – … », without 2.1 if `short`."""
    axe, above, last = view.place.axe, view.place.strategique, view.place.operationnel
    if axe is None:
        return _("Axe et objectif : à compléter")
    numbers = view.numero_objectif.split(".")
    told = [_("Axe {n} – {libelle}", n=numbers[0], libelle=axe.libelle)]
    for depth, objectif in ((2, above), (3, last)):
        if objectif and not (short and objectif is above and last):
            n = ".".join(numbers[:depth])
            told.append(_("Objectif {n} – {libelle}", n=n, libelle=objectif.libelle))
    return " · ".join(told)


def _summary(view: FicheView, edition: Edition, *, short: bool = False) -> Table:
    columns = (
        Column(_("Responsable"), 2.8),
        Column(_("Priorité"), 1.7),
        Column(_("Période"), 1.4),
        Column(_("Coût total"), 1.0),
        Column(_("Statut"), 1.6),
    )
    cells = (
        Cell(_people(view, edition)),
        Cell(_weight(view)),
        Cell(_period(view.parts.etapes, short=short) or _(TO_FILL)),
        Cell(_cost(view), bold=view.cout_centimes > 0),
        Cell(_status(view, "\n" if short else ", ")),
    )
    return Table(columns, (Row(cells),), row_header=False)


def _people(view: FicheView, edition: Edition) -> str:
    fiche = view.fiche
    told = person(fiche.responsable_id, edition, full=True) or _(TO_FILL)
    if deputy := person(fiche.suppleant_id, edition):
        return f"{told}\n{_('Suppléance : {nom}', nom=deputy)}"
    return told


def person(acteur_id: int | None, edition: Edition, *, full: bool = False) -> str:
    """Return the name of an acteur, with the function if `full`; nothing when there is none."""
    acteur = edition.snapshot.acteurs_by_id.get(acteur_id or 0)
    if acteur is None:
        return ""
    parts = (acteur.nom, acteur.fonction) if full else (acteur.nom or acteur.fonction,)
    return ", ".join(part for part in parts if part)


def _priority(view: FicheView) -> str:
    return word(view.fiche.priorite) if view.fiche.priorite else _(TO_FILL)


def _weight(view: FicheView) -> str:
    """Return the priority, and the impact and the effort under it once they are told."""
    fiche = view.fiche
    told = (
        _("impact {mot}", mot=niveau(fiche.impact).lower()) if fiche.impact else "",
        _("effort {mot}", mot=niveau(fiche.effort).lower()) if fiche.effort else "",
    )
    beside = ", ".join(filter(None, told))
    return "\n".join(filter(None, (_priority(view), beside)))


def _cost(view: FicheView) -> str:
    return format_euros(view.cout_centimes) if is_costed(view.parts) else _(TO_FILL)


def _period(etapes: Iterable[Etape], *, short: bool = False) -> str:
    """Return « janvier 2028 – juin 2029 », from the first day of the steps to their last."""
    days = sorted(day for etape in etapes for day in (etape.debut, etape.fin) if day)
    if not days:
        return ""
    style = "month_short" if short else "month"
    first, last = format_date(days[0], style), format_date(days[-1], style)
    return first if first == last else f"{first} – {last}"


def _status(view: FicheView, before_date: str) -> str:
    fiche = view.fiche
    told = word(fiche.statut)
    if fiche.version:
        told = f"{told}, {_('version {n}', n=fiche.version)}"
    if fiche.redigee_le:
        jour = format_date(fiche.redigee_le, "medium")
        told = f"{told}{before_date}{_('du {jour}', jour=jour)}"
    return told


def _steps(view: FicheView, edition: Edition) -> Block:
    if not view.parts.etapes:
        return _text("")
    columns = (
        Column(_("N°"), 0.5, "center"),
        Column(_("Action"), 4.0),
        Column(label("etapes", "responsable_id"), 1.8),
        Column(label("etapes", "debut"), 1.2),
        Column(label("etapes", "fin"), 1.2),
        Column(label("etapes", "livrable"), 2.2),
    )
    rows = tuple(
        _step(number, etape, edition) for number, etape in enumerate(view.parts.etapes, start=1)
    )
    return Table(columns, rows)


def _step(number: int, etape: Etape, edition: Edition) -> Row:
    texts = (
        str(number),
        etape.libelle,
        person(etape.responsable_id, edition) or EMPTY,
        format_date(etape.debut, "month_short"),
        format_date(etape.fin, "month_short") if etape.fin else _(TO_FILL),
        etape.livrable or EMPTY,
    )
    return Row(tuple(Cell(text) for text in texts))


def _conduct(view: FicheView, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return what surrounds the action; only what the COPIL expects reads « à compléter »."""
    fiche = view.fiche
    named = (
        ("acteurs_mobilises", fiche.acteurs_mobilises),
        ("modalites_suivi", fiche.modalites_suivi),
        ("risques", fiche.risques or EMPTY),
        ("conditions_reussite", fiche.conditions_reussite or EMPTY),
    )
    shown = tuple(
        (_(SHORT_LABELS.get(name, "")) or label("fiches_action", name), value)
        for name, value in named
    )
    found = (_("Constats concernés"), _constats(view, edition))
    linked = f"{NNBSP}; ".join(filter(None, (_origines(view), fiche.demarches_liees)))
    return (found, *shown, (_("Origines et démarches liées"), linked or EMPTY))


def _origines(view: FicheView) -> str:
    """Return « CPOM ; DUERP (chutes de nuit) », in the order of the list."""
    rank = list(Origine).index
    rows = sorted(view.parts.origines, key=lambda row: rank(row.origine))
    told = (
        f"{word(row.origine)} ({row.reference})" if row.reference else word(row.origine)
        for row in rows
    )
    return f"{NNBSP}; ".join(told)


def _constats(view: FicheView, edition: Edition) -> str:
    known = criteres(edition.snapshot, edition.content).by_slug
    told = (critere_name(known[s]) if s in known else s for s in view.parts.criteres)
    return f"{NNBSP}; ".join(told)


def _agreed(view: FicheView) -> tuple[Block, ...]:
    """Return the versions noted, once there are several, else who agreed to the fiche.

    The head of the fiche tells the only one.
    """
    fiche = view.fiche
    known = view.parts.versions
    told = [_version(version) for version in known[-MOST_VERSIONS:]] if len(known) > 1 else []
    signed = any(v.statut is StatutFiche.VALIDEE_COPIL for v in known) and bool(told)
    blocks = []
    if told:
        whole = f"{NNBSP}; ".join(told)
        blocks.append(Paragraph(_("Versions : {liste}.", liste=whole), small=True))
    if (fiche.validee_par or fiche.validee_le) and not signed:
        who = _("par {qui}", qui=fiche.validee_par) if fiche.validee_par else ""
        when = _("le {jour}", jour=format_date(fiche.validee_le)) if fiche.validee_le else ""
        words = " ".join(part for part in (who, when) if part)
        blocks.append(Paragraph(_("Fiche validée {suite}.", suite=words), small=True))
    return tuple(blocks)


def _version(version: FicheVersion) -> str:
    """Return « 1.0, validée en COPIL le 15 oct. 2027 (COPIL n° 2) »."""
    told = _(
        "{n}, {statut} le {jour}",
        n=version.version,
        statut=word(version.statut)[:1].lower() + word(version.statut)[1:],
        jour=format_date(version.jour, "medium"),
    )
    return f"{told} ({version.par})" if version.par else told
