"""The figures: indicators with their last value, and what is typed, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_number
from cpom_desktop.services.queries.donnees import donnees_vue
from cpom_desktop.services.queries.recherche.entries import Entry, passages, place_in
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.services.queries.donnees_types import DonneeLue, IndicateurLu
    from cpom_desktop.services.queries.recherche.entries import Matter

DONNEES = "donnees"


def indicateurs_chiffres(matter: Matter) -> Iterable[Entry | None]:
    """Return the indicators of the page of figures, each with its last value."""
    vue = donnees_vue(matter.snapshot, matter.content, matter.today)
    yield None  # the view was reckoned: a turn of its own
    for groupe in vue.groupes:
        place = place_in(DONNEES, groupe.libelle)
        for indicateur in groupe.indicateurs:
            yield _indicateur(indicateur, place)


def _indicateur(indicateur: IndicateurLu, place: str) -> Entry:
    last = indicateur.derniere
    key = f"{DONNEES}.{indicateur.slug}"
    return Entry(
        title=indicateur.libelle,
        place=place,
        icon="trending-up",
        page=DONNEES,
        field=key,
        passages=passages(
            (_("Remarque"), indicateur.remarque, key),
            *((_("Repère"), repere.source, key) for repere in indicateur.reperes),
        ),
        help=f"{_('indicateur taux ratio')} {indicateur.formule_mots}",
        aside=_("{valeur} en {annee}", valeur=last.texte, annee=last.annee) if last else "",
    )


def nombres_de_base(matter: Matter) -> Iterable[Entry | None]:
    """Return the figures that are typed, each with its last value and what is said of it."""
    vue = donnees_vue(matter.snapshot, matter.content, matter.today)
    yield None
    for groupe in vue.groupes:
        place = place_in(DONNEES, groupe.libelle)
        for donnee in groupe.donnees:
            yield _donnee(donnee, place, vue.annees[-1])


def _donnee(donnee: DonneeLue, place: str, annee: int) -> Entry:
    known = [(year, row.valeur) for year, row in donnee.valeurs.items() if row.valeur is not None]
    year, value = max(known, default=(annee, None))
    told = ""
    if value is not None:
        told = _(
            "{n} {unite} en {annee}", n=format_number(value), unite=word(donnee.unite), annee=year
        )
    said = (
        (_("Commentaire"), row.commentaire, f"valeurs.{donnee.slug}.{y}.commentaire")
        for y, row in donnee.valeurs.items()
    )
    return Entry(
        title=donnee.libelle,
        place=place,
        icon="pencil",
        page=DONNEES,
        field=f"valeurs.{donnee.slug}.{year}",
        passages=passages(*said),
        help=f"{_('nombre de base saisir')} {donnee.ou}",
        aside=told,
    )
