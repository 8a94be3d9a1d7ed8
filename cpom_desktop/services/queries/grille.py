"""The grid as it is gone through: the order of criteria, where one stands, what founds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.content.schema import Confiance
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema import Fondement
    from cpom_desktop.content.schema_grille import CritereModele, GrilleFile, ThemeModele
    from cpom_desktop.domain.diagnostic import Constat
    from cpom_desktop.services.snapshot import DossierSnapshot


class Place(NamedTuple):
    """A criterion in its theme: « critère 3 sur 11 »."""

    theme: ThemeModele
    critere: CritereModele
    rank: int
    total: int


def places(grille: GrilleFile) -> tuple[Place, ...]:
    """Return every criterion in the order she goes through them."""
    found: list[Place] = []
    for theme in grille.themes:
        criteres = grille.criteres_of(theme.slug)
        found += [Place(theme, c, n, len(criteres)) for n, c in enumerate(criteres, 1)]
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


def without_critere(snapshot: DossierSnapshot, grille: GrilleFile) -> tuple[Constat, ...]:
    """Return the findings whose criterion this grid does not have: kept, and to be told."""
    known = {critere.slug for critere in grille.criteres}
    return tuple(constat for constat in snapshot.constats if constat.critere not in known)


def founding_line(critere: CritereModele) -> str:
    """Return its mark and what founds it in a few words, the doubtful told as such."""
    if not critere.fondements:
        return critere.repere
    first = critere.fondements[0]
    doubt = _("à vérifier") + " · " if _is_doubtful(first) else ""
    return f"{critere.repere} · {doubt}{first.texte}"


def founding_texts(critere: CritereModele, content: Content) -> str:
    """Return the texts that found a criterion, one a line, and how each was read."""
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


def critere_details(critere: CritereModele, content: Content) -> tuple[tuple[str, str], ...]:
    """Return what the Guide tells of a criterion: title and text of each part."""
    theme = next((t for t in content.grille.themes_has if t.code == critere.has), None)
    return (
        (_("Preuve attendue"), critere.preuve),
        (_("Texte fondateur"), founding_texts(critere, content)),
        (_("Thématique de l’évaluation HAS"), theme.libelle if theme else _("Aucune")),
        (_("Cette grille"), content.grille.mention),
    )
