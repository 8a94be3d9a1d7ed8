"""The cover of a bound document (design D1), and what says that an establishment is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.identifiants import show_finess
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.reports.blocks import Cover, Party
from cpom_desktop.reports.dressing import diffusion, logo_of
from cpom_desktop.services.queries.etablissement import contract_name, places
from cpom_desktop.services.queries.planning import target_label

if TYPE_CHECKING:
    from cpom_desktop.reports.documents.context import Edition


def is_fictif(edition: Edition) -> bool:
    """Tell whether the establishment stands in an invented département (demonstration)."""
    known = edition.content.territoires.departements
    code = edition.snapshot.etablissement.departement
    return code in known and known[code].fictif


def cover_of(title: str, edition: Edition) -> Cover:
    """Return the cover of the document of this title."""
    snapshot = edition.snapshot
    e = snapshot.etablissement
    total = places(snapshot)
    size = ngettext(", {n} place", ", {n} places", total) if total else ""
    address = ", ".join(t for t in (e.adresse, f"{e.code_postal} {e.commune}".strip()) if t)
    target = snapshot.dossier.date_signature
    subtitles = [_(title)]
    if target:
        aimed = target_label(snapshot, edition.content)
        subtitles.append(_("{label} : {jour}", label=aimed, jour=format_date(target, "full")))
    if told := diffusion(edition):
        subtitles.append(told)
    return Cover(
        sender=tuple(t for t in (e.gestionnaire, f"{e.nom}{size}", address) if t),
        surtitle=_("Contrat pluriannuel d'objectifs et de moyens"),
        title=contract_name(snapshot),
        subtitles=tuple(subtitles),
        parties=_parties(edition),
        footer=_footer(edition),
        logo=logo_of(edition),
    )


def _parties(edition: Edition) -> tuple[Party, ...]:
    e = edition.snapshot.etablissement
    signers = {a.slug: a.nom for a in edition.snapshot.acteurs}
    manager = (
        e.gestionnaire or e.nom,
        signers.get("gouvernance", ""),
        _("FINESS EJ {n}", n=show_finess(e.finess_ej)) if e.finess_ej else "",
    )
    parties = [
        (_("Organisme gestionnaire"), manager),
        (
            _("Agence régionale de santé"),
            (e.ars, signers.get("ars-delegation-departementale", "")),
        ),
    ]
    if e.collectivite_signataire:
        parties.append(
            (_("Département"), (e.collectivite, signers.get("departement-etablissements-pa", "")))
        )
    return tuple(
        Party(heading, tuple(line for line in lines if line) or (EMPTY,))
        for heading, lines in parties
    )


def _footer(edition: Edition) -> str:
    if is_fictif(edition):
        return _("Établissement fictif : toutes les données sont inventées.")
    final = edition.options.mention is Mention.AUCUNE
    caution = "" if final else _("Document de travail, non opposable.")
    director = next((a for a in edition.snapshot.acteurs if a.slug == "direction"), None)
    if director is None or not director.nom:
        return caution
    contact = _(
        "Contact : {nom}, {fonction}.", nom=director.nom, fonction=director.fonction.lower()
    )
    return f"{caution} {contact}".strip()
