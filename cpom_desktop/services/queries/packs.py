"""The grid of a dossier: where it comes from, and what another one would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.cotations import is_older
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.cotations import bareme
from cpom_desktop.services.queries.criteres import criteres

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.diagnostic import Constat
    from cpom_desktop.services.snapshot import DossierSnapshot

SENTENCES = (
    ("{n} réponse retrouve son critère.", "{n} réponses retrouvent leur critère."),
    ("{n} réponse mise de côté revient.", "{n} réponses mises de côté reviennent."),
    (
        "{n} réponse n'est plus proposée par son échelle : elle garde sa note.",
        "{n} réponses ne sont plus proposées par leur échelle : elles gardent leur note.",
    ),
    (
        "{n} réponse reste sans critère : elle est gardée dans le dossier, sans compter.",
        "{n} réponses restent sans critère : elles sont gardées dans le dossier, sans compter.",
    ),
    (
        "{n} critère à vous reste sans thème : il est gardé.",
        "{n} critères à vous restent sans thème : ils sont gardés.",
    ),
)
"""What becomes of the answers: found, back, of an older scale, kept aside; and of her criteria."""


class Grille(NamedTuple):
    """A grid in a few words.

    Attributes:
        pack: name of the pack of a region; empty when it is the kit's.
        titre: « Grille de l'ARS Exemple, version 2 du 3 mars 2027 ».
        contenu: « 12 thèmes, 115 critères ».
        mention: what is shown and printed wherever the grid is.
    """

    pack: str
    titre: str
    contenu: str
    mention: str

    @property
    def phrase(self) -> str:
        """Return what a document prints of the grid used: its mention, title and version."""
        return _("{mention} {titre}.", mention=self.mention, titre=self.titre)


class Changement(NamedTuple):
    """What taking another grid would do to the answers given.

    Attributes:
        avant, apres: the grids.
        retrouvees: answers whose criterion both grids have, each named as now.
        revenues: answers kept aside until now, whose criterion the other grid has.
        gardees: those whose criterion it does not have: kept, without counting.
        anciennes: those found whose scale no longer offers the answer: their mark is kept.
        propres: criteria of hers whose theme it does not have.
    """

    avant: Grille
    apres: Grille
    retrouvees: tuple[str, ...]
    revenues: int
    gardees: tuple[str, ...]
    anciennes: int
    propres: int

    @property
    def phrases(self) -> tuple[str, ...]:
        """Return what becomes of the answers, a sentence each; what is nought left out."""
        counts = (
            len(self.retrouvees),
            self.revenues,
            self.anciennes,
            len(self.gardees),
            self.propres,
        )
        told = zip(counts, SENTENCES, strict=True)
        said = tuple(ngettext(*words, count) for count, words in told if count)
        return said or (_("Aucun critère n'a encore de réponse."),)


def grille_lue(content: Content) -> Grille:
    """Return the grid of a dossier in a few words."""
    info, grille = content.origin("grille"), content.grille
    themes = ngettext("{n} thème", "{n} thèmes", len(grille.themes))
    count = ngettext("{n} critère", "{n} critères", len(grille.criteres))
    pack = info.id if "grille" in content.replaced else ""
    titre = _(
        "{titre}, version {version} du {jour}",
        titre=info.title if pack else _("Grille du kit"),
        version=info.version,
        jour=format_date(info.date),
    )
    said = (grille.mention, info.mention if pack else "")
    mention = " ".join(dict.fromkeys(filter(None, said)))
    return Grille(pack, titre, f"{themes}, {count}", mention)


def changement(snapshot: DossierSnapshot, content: Content, pair: Content) -> Changement:
    """Return what the grid of `pair` would change in a dossier that has that of `content`."""
    before = {critere.slug for critere in content.grille.criteres}
    own = {critere.slug for critere in snapshot.criteres_propres}
    given = [c for c in snapshot.constats if c.cotation or c.texte]
    of_grids = [c for c in given if c.critere not in own]
    after = {critere.slug for critere in pair.grille.criteres}
    found = [c for c in of_grids if c.critere in after]
    kept = [c for c in of_grids if c.critere not in after]
    themes = {theme.slug for theme in pair.grille.themes}
    return Changement(
        avant=grille_lue(content),
        apres=grille_lue(pair),
        retrouvees=tuple(_named((c for c in found if c.critere in before), snapshot, content)),
        revenues=sum(c.critere not in before for c in found),
        gardees=tuple(_named(kept, snapshot, content)),
        anciennes=sum(_is_older(c, pair) for c in found),
        propres=sum(critere.theme not in themes for critere in snapshot.criteres_propres),
    )


def _is_older(constat: Constat, content: Content) -> bool:
    return is_older(constat.cotation, bareme(content.grille.echelle(constat.critere)))


def _named(
    constats: Iterable[Constat], snapshot: DossierSnapshot, content: Content
) -> Iterable[str]:
    """Yield « DG-A01 validité de l'arrêté » for each answer, by the grid that it answered."""
    known = criteres(snapshot, content).by_slug
    for constat in constats:
        found = known.get(constat.critere)
        yield f"{found.repere} {found.titre}" if found else constat.critere.upper()
