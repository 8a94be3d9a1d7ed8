"""« Convocation »: a letter to each of those convened, with the agenda and a reply slip (D10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, capitalise, format_date
from cpom_desktop.reports.blocks import (
    Blank,
    Block,
    Cell,
    Closing,
    Column,
    Heading,
    KeyValues,
    Letterhead,
    PageBreak,
    Paragraph,
    Row,
    Slip,
    Stressed,
    Table,
)
from cpom_desktop.reports.documents.reunion_entete import (
    acteur_of,
    name_in_sentence,
    place_rows,
    reunion_of,
)
from cpom_desktop.reports.dressing import logo_of
from cpom_desktop.services.queries.documents_reunions import lacks_address
from cpom_desktop.services.queries.etablissement import contract_name
from cpom_desktop.services.queries.reunion import minutes_words
from cpom_desktop.services.queries.tournures import (
    full_name,
    lowered,
    of_name,
    salutation,
    title_of,
    to_name,
)
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.reunions import ReunionPresence
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.services.queries.reunion import ReunionDocument

ORDINALS = (
    "première",
    "deuxième",
    "troisième",
    "quatrième",
    "cinquième",
    "sixième",
    "septième",
    "huitième",
    "neuvième",
    "dixième",
)
DEVOTED = ("au ", "aux ", "à ")
"""How an object begins that follows « consacrée » as it is."""


def convocation_blocks(edition: Edition, reunion_id: int) -> tuple[Block, ...]:
    """Return the letters, one for each of those convened, each on its page if it holds.

    Who signs them is sent none.
    """
    view = reunion_of(edition, reunion_id)
    signer = _signer(view, edition)
    convened = [p for p in view.presences if signer is None or p.acteur_id != signer.id]
    if not convened:
        told = _("À compléter : personne n'est encore convoqué.")
        return Heading(_title(view)), Paragraph(told)
    return tuple(block for p in convened for block in _letter(p, view, edition))


def _title(view: ReunionDocument) -> str:
    return _("Convocation {au_nom}", au_nom=to_name(view.nom))


def _letter(presence: ReunionPresence, view: ReunionDocument, edition: Edition) -> Iterable[Block]:
    """Yield the letter to one of those convened."""
    acteur = acteur_of(presence.acteur_id, edition)
    yield PageBreak(form=f"{_title(view)} – {presence.nom}")
    parts = _sender(edition), _recipient(presence, edition), _dateline(view, edition)
    yield Letterhead(*parts, logo_of(edition))
    yield Stressed(((_("Objet : "), True), (_subject(view, edition), False)))
    yield Stressed(((_("Pièces jointes : "), True), (_enclosed(view), False)))
    hello = salutation(acteur)
    yield Paragraph(f"{hello},")
    yield Paragraph(_invitation(view))
    yield KeyValues(place_rows(view, edition), boxed=True)
    yield Heading(_("Ordre du jour"), 3)
    yield from _agenda(view)
    yield _answer(view)
    yield Paragraph(
        _(
            "Je vous prie d'agréer, {titre}, l'expression de ma considération distinguée.",
            titre=hello,
        )
    )
    yield Closing(*_signature(view, edition))
    yield _slip(view)


def _sender(edition: Edition) -> tuple[str, ...]:
    house = edition.snapshot.etablissement
    town = f"{house.code_postal} {house.commune}".strip()
    manager = house.gestionnaire if house.gestionnaire != house.nom else ""
    return tuple(t for t in (house.nom, manager, house.adresse, town) if t)


def _recipient(presence: ReunionPresence, edition: Edition) -> tuple[str, ...]:
    """Return name, function, structure and address; what lacks says so."""
    acteur = acteur_of(presence.acteur_id, edition)
    if acteur is None:
        return (presence.nom, presence.qualite, _("Adresse à compléter"))
    structure = acteur.structure
    if not structure and acteur.interne:
        structure = edition.snapshot.etablissement.nom
    address = acteur.adresse.splitlines()
    if lacks_address(acteur):
        address = [_("Adresse à compléter")]
    role = acteur.fonction if acteur.nom else ""
    lines = (full_name(acteur, presence.nom), role, structure, acteur.service, *address)
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _dateline(view: ReunionDocument, edition: Edition) -> str:
    """Return « Villeneuve-des-Prés, le 24 mars 2027 »: the day it was sent, else today."""
    day = format_date(view.reunion.convoquee_le or edition.now.date())
    town = edition.snapshot.etablissement.commune
    return _("{ville}, le {jour}", ville=town, jour=day) if town else _("Le {jour}", jour=day)


def _subject(view: ReunionDocument, edition: Edition) -> str:
    named = to_name(name_in_sentence(view, edition))
    return _(
        "convocation {au_nom} – {contrat}", au_nom=named, contrat=contract_name(edition.snapshot)
    )


def _enclosed(view: ReunionDocument) -> str:
    """Return what comes with the letter: the slip, and what the points refer to."""
    named = (line.point.document for line in view.points if line.point.document)
    documents = dict.fromkeys(lowered(name) for name in named)
    return f"{', '.join((_('coupon de réponse'), *documents))}."


def _invitation(view: ReunionDocument) -> str:
    """Return the sentence that convenes, with what the meeting is devoted to."""
    reunion, objet = view.reunion, view.reunion.objet
    number = reunion.numero or 0
    rank = ORDINALS[number - 1] if 0 < number <= len(ORDINALS) else ""
    what = _("la réunion « {titre} »", titre=reunion.titre)
    if view.instance is not None:
        named = of_name(view.instance.nom)
        what = (
            _("la {rang} réunion {du_nom}", rang=rank, du_nom=named)
            if rank
            else (_("la réunion {du_nom}", du_nom=named))
        )
    if objet.startswith(DEVOTED):
        what = _("{quoi}, consacrée {objet}", quoi=what, objet=objet)
    elif objet:
        what = _("{quoi}, avec pour objet : {objet}", quoi=what, objet=lowered(objet))
    return _("J'ai l'honneur de vous convier à {quoi}.", quoi=what.rstrip("."))


def _agenda(view: ReunionDocument) -> Iterable[Block]:
    if not view.points:
        yield Paragraph(_("À compléter : aucun point n'est encore à l'ordre du jour."))
        return
    columns = (
        Column(_("N°"), 0.5, "center"),
        Column(_("Point"), 4.6),
        Column(_("Rapporteur"), 1.9),
        Column(_("Durée"), 1.1),
        Column(_("Nature"), 1.4),
    )
    yield Table(
        columns,
        tuple(
            Row(
                (
                    Cell(str(line.numero)),
                    Cell(line.point.titre),
                    Cell(line.rapporteur or EMPTY),
                    Cell(minutes_words(line.point.duree_minutes)),
                    Cell(word(line.point.nature).lower()),
                )
            )
            for line in view.points
        ),
        row_header=False,
    )


def _answer(view: ReunionDocument) -> Block:
    asked = _("Merci de confirmer votre présence, ou celle de votre suppléant")
    if view.reunion.repondre_avant is None:
        return Paragraph(f"{asked}.")
    day = format_date(view.reunion.repondre_avant)
    return Stressed(((_("{demande}, avant le ", demande=asked), False), (day, True), (".", False)))


def _signer(view: ReunionDocument, edition: Edition) -> Acteur | None:
    """Return who signs: the director, else who chairs; None while nobody is named."""
    acteurs = edition.snapshot.acteurs
    director = next((a for a in acteurs if a.slug == "direction" and a.nom), None)
    return director or acteur_of(view.instance.president_id if view.instance else None, edition)


def _signature(view: ReunionDocument, edition: Edition) -> tuple[str, str]:
    """Return in what quality the letter is signed, and by whom."""
    signer = _signer(view, edition)
    if signer is None:
        return _("La direction,"), _("à compléter")
    return f"{title_of(signer)},", signer.nom or _("à compléter")


def _slip(view: ReunionDocument) -> Slip:
    day = _(" du {jour}", jour=format_date(view.jour)) if view.jour else ""
    before = view.reunion.repondre_avant
    note = _("à renvoyer avant le {jour}", jour=format_date(before)) if before else ""
    return Slip(
        f"{_('Coupon de réponse')} – {view.nom}{day}",
        capitalise(note),
        (
            (Blank(_("Nom, qualité :"), line=True, share=0.85),),
            (
                Blank(_("serai présent(e)"), box=True, share=0.19),
                Blank(_("serai représenté(e) par :"), box=True, line=True, share=0.6),
                Blank(_("excusé(e)"), box=True, share=0.2),
            ),
        ),
    )
