"""Before the pack of a region is taken or dropped: what it changes, grid and objectives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.content.packs import REPLACEABLE, pack_of
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.packs import Grille, changement, grille_lue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_objectifs import ObjectifModele
    from cpom_desktop.services.snapshot import DossierSnapshot

GRILLE, OBJECTIFS = REPLACEABLE


class Lecture(NamedTuple):
    """What a pack changes.

    Attributes:
        theme: what it is about first, `grille` or `objectifs`.
        avant, apres: what the dossier has, and would have.
        phrases: what becomes of what she did.
        listes: titles and names.
    """

    theme: str
    avant: Grille
    apres: Grille
    phrases: tuple[str, ...]
    listes: tuple[tuple[str, tuple[str, ...]], ...]


def theme_of(texts: Mapping[str, str], wanted: str) -> str:
    """Return what a file is about: the theme of the page that asked, else the one it has."""
    held = [theme for theme in REPLACEABLE if f"{theme}.toml" in texts]
    return wanted if wanted in held or not held else held[0]


def lecture(snapshot: DossierSnapshot, content: Content, pair: Content, theme: str) -> Lecture:
    """Return what `pair` would change in a dossier that has `content`."""
    others = tuple(_others(content, pair, theme))
    if theme == OBJECTIFS:
        return _of_objectifs(snapshot, content, pair, others)
    found = changement(snapshot, content, pair)
    lists = (
        (("{n} réponse retrouvée", "{n} réponses retrouvées"), found.retrouvees),
        (("{n} réponse mise de côté", "{n} réponses mises de côté"), found.gardees),
    )
    told = tuple((ngettext(*words, len(names)), names) for words, names in lists if names)
    return Lecture(GRILLE, found.avant, found.apres, (*found.phrases, *others), told)


def without(content: Content, pack: str) -> Content:
    """Return the content of a dossier without the pack of a region."""
    return content.with_files({}, kept=[n for n in content.regional if pack_of(n) != pack])


def bibliotheque_lue(content: Content) -> Grille:
    """Return the library of a dossier in a few words."""
    library, info = content.objectifs, content.origin(OBJECTIFS)
    pack = info.id if OBJECTIFS in content.replaced else ""
    titre = _(
        "{titre}, version {version} du {jour}",
        titre=info.title if pack else _("Bibliothèque du kit"),
        version=info.version,
        jour=format_date(info.date),
    )
    count = ngettext("{n} objectif", "{n} objectifs", len(library.objectifs))
    asked = sum(objectif.obligatoire for objectif in library.objectifs)
    required = ngettext("{n} obligatoire", "{n} obligatoires", asked) if asked else ""
    limit = _("{n} au plus dans un contrat", n=library.maximum) if library.maximum else ""
    told = ", ".join(filter(None, (count, required, limit)))
    mention = " ".join(filter(None, (library.mention, info.mention if pack else "")))
    return Grille(pack, titre, told, mention)


def limite_words(snapshot: DossierSnapshot, content: Content) -> str:
    """Return that there are more objectives than the region takes; empty when there are not."""
    most = content.objectifs.maximum
    count = sum(o.strategique_id is not None for o in snapshot.objectifs)
    if most is None or count <= most:
        return ""
    return _(
        "Votre région accepte {limite} objectifs opérationnels au plus : vous en avez {n}.",
        limite=most,
        n=count,
    )


def _of_objectifs(
    snapshot: DossierSnapshot, content: Content, pair: Content, others: tuple[str, ...]
) -> Lecture:
    before = {o.slug: o for o in content.objectifs.objectifs}
    after = {o.slug: o for o in pair.objectifs.objectifs}
    new = _names(o for slug, o in after.items() if slug not in before)
    gone = _names(o for slug, o in before.items() if slug not in after)
    taken = sum(o.modele in before and o.modele not in after for o in snapshot.objectifs)
    kept = ngettext(
        "{n} objectif que vous avez pris n'y est plus : il reste dans votre contrat.",
        "{n} objectifs que vous avez pris n'y sont plus : ils restent dans votre contrat.",
        taken,
    )
    phrases = (kept if taken else "", limite_words(snapshot, pair), *others)
    lists = (
        (("{n} objectif de plus", "{n} objectifs de plus"), new),
        (("{n} objectif de moins", "{n} objectifs de moins"), gone),
    )
    return Lecture(
        OBJECTIFS,
        bibliotheque_lue(content),
        bibliotheque_lue(pair),
        tuple(filter(None, phrases)) or (_("Vos objectifs ne changent pas."),),
        tuple((ngettext(*words, len(names)), names) for words, names in lists if names),
    )


def _names(models: Iterable[ObjectifModele]) -> tuple[str, ...]:
    marks = (
        _("{nom} (obligatoire)", nom=o.libelle) if o.obligatoire else o.libelle for o in models
    )
    return tuple(marks)


def _others(content: Content, pair: Content, theme: str) -> Iterable[str]:
    """Yield what else a pack changes than what it is about first."""
    if theme == OBJECTIFS and grille_lue(content) != grille_lue(pair):
        yield _("La grille change aussi : {titre}.", titre=grille_lue(pair).titre)
    if theme == GRILLE and bibliotheque_lue(content) != bibliotheque_lue(pair):
        yield _(
            "La bibliothèque d'objectifs change aussi : {titre}.",
            titre=bibliotheque_lue(pair).titre,
        )
