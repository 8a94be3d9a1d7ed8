"""The grid as it is gone through: the order of criteria, where one stands, what founds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.content.schema import Confiance
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.has import has_details
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.packs import grille_lue
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema import Fondement
    from cpom_desktop.content.schema_grille import ThemeModele
    from cpom_desktop.services.queries.criteres import Critere
    from cpom_desktop.services.snapshot import DossierSnapshot


class Place(NamedTuple):
    """A criterion in its theme: « critère 3 sur 11 »."""

    theme: ThemeModele
    critere: Critere
    rank: int
    total: int


@once
def places(snapshot: DossierSnapshot, content: Content) -> tuple[Place, ...]:
    """Return every criterion in the order she goes through them."""
    found: list[Place] = []
    for theme in content.grille.themes:
        members = criteres(snapshot, content).of_theme(theme.slug)
        found += [Place(theme, c, n, len(members)) for n, c in enumerate(members, 1)]
    return tuple(found)


def first_to_rate(places_in_order: Iterable[Place], snapshot: DossierSnapshot) -> Place | None:
    """Return the first criterion that is not answered; None when all are."""
    known = snapshot.constats_by_critere
    return next(
        (
            place
            for place in places_in_order
            if not (found := known.get(place.critere.slug)) or not found.is_answered
        ),
        None,
    )


def theme_title(theme: ThemeModele) -> str:
    """Return « Thème H : ressources humaines… »."""
    return _("Thème {lettre} : {titre}", lettre=theme.lettre, titre=_lowered(theme.titre))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def founding_line(critere: Critere) -> str:
    """Return its mark and what founds it in a few words, the doubtful told as such."""
    if critere.propre_id is not None:
        return _("{repere} · votre critère", repere=critere.repere)
    if not critere.fondements:
        return critere.repere
    first = critere.fondements[0]
    doubt = _("à vérifier") + " · " if _is_doubtful(first) else ""
    return f"{critere.repere} · {doubt}{first.texte}"


def founding_texts(critere: Critere, content: Content) -> str:
    """Return the texts that found a criterion, one a line, and how each was read."""
    if critere.propre_id is not None:
        return _("Aucun texte fondateur : ce critère est le vôtre.")
    if not critere.fondements:
        return _("Aucun texte fondateur : c’est une proposition de CPOM Desktop.")
    return "\n".join(founded_on(fondement, content) for fondement in critere.fondements)


def founded_on(fondement: Fondement, content: Content) -> str:
    """Return what an entry of a pack leans on, its source, and how that was read."""
    source = content.sources.get(fondement.source)
    parts = [word(fondement.confiance)]
    if source is not None and not _is_doubtful(fondement):
        parts.insert(0, source.titre)
    if parts == [word(Confiance.MEMOIRE)] and parts[0] in fondement.texte:
        return fondement.texte
    return f"{fondement.texte} ({', '.join(parts)})"


def _is_doubtful(fondement: Fondement) -> bool:
    return fondement.confiance is Confiance.MEMOIRE


def critere_details(
    critere: Critere, snapshot: DossierSnapshot, content: Content
) -> tuple[tuple[str, str], ...]:
    """Return what the Guide tells of a criterion: title and text of each part."""
    theme = next((t for t in content.grille.themes_has if t.code == critere.has), None)
    echelle = content.grille.echelle(critere.slug)
    return (
        (_("Preuve attendue"), critere.preuve or _("À préciser")),
        (_("Texte fondateur"), founding_texts(critere, content)),
        (_("Thématique de l’évaluation HAS"), theme.libelle if theme else _("Aucune")),
        *has_details(snapshot, content, critere.has),
        (_("Échelle de ce critère"), f"{echelle.libelle}. {echelle.aide}"),
        (_("Cette grille"), grille_lue(content).phrase),
    )
