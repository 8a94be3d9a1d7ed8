"""The grid as a list: a line a criterion, what is kept of them, what is looked for in them."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.diagnostic import Constat, Cotation, NatureConstat
from cpom_desktop.i18n import _, capitalise
from cpom_desktop.services.queries.cotations import cotation_lue
from cpom_desktop.services.queries.grille import Place, places
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.recherche.folding import fold
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("constats", "criteres_propres", "constats_pieces", "fichiers")
"""Tables that the lines come from, beside the packs."""
LONGEST = 240
"""Letters of a finding that a line may show: the rest is in its criterion."""
_SEARCHED = ("texte", "preuve", "motif", "note_ars", "note_departement")


class FiltreGrille(StrEnum):
    """What is shown of the grid."""

    THEME = "theme"
    A_COTER = "a_coter"
    A_RECHERCHER = "a_rechercher"
    A_VERIFIER = "a_verifier"
    FAIBLESSES = "faiblesses"


class EtatCritere(StrEnum):
    """How far a criterion is."""

    A_COTER = "a_coter"
    A_RECHERCHER = "a_rechercher"
    A_VERIFIER = "a_verifier"
    SANS_MOTIF = "sans_motif"
    NON_CONCERNE = "non_concerne"
    COTE = "cote"


class LigneCritere(NamedTuple):
    """A criterion in a line.

    Attributes:
        cotation: a few letters, « 3 » or « NC »; empty when it is not rated.
        cotation_dite: the same in words.
        constat: first line of her finding, else why it is set aside.
        nature: « Force » …; empty when it is not decided.
        preuves: how many documents and files prove it.
    """

    place: Place
    etat: EtatCritere
    titre: str
    cotation: str
    cotation_dite: str
    constat: str
    nature: str
    preuves: int

    @property
    def slug(self) -> str:
        """Its name."""
        return self.place.critere.slug


@once
def lignes_grille(snapshot: DossierSnapshot, content: Content) -> tuple[LigneCritere, ...]:
    """Return every criterion in the order she goes through them."""
    proofs = _proofs(snapshot)
    known = snapshot.constats_by_critere
    return tuple(
        _line(place, known.get(place.critere.slug), proofs[place.critere.slug], content)
        for place in places(snapshot, content)
    )


def _proofs(snapshot: DossierSnapshot) -> Counter[str]:
    found = Counter(link.critere for link in snapshot.constats_pieces)
    found.update(file.critere for file in snapshot.fichiers if file.critere)
    return found


def _line(place: Place, constat: Constat | None, proofs: int, content: Content) -> LigneCritere:
    said = constat or Constat(id=0, critere=place.critere.slug)
    read = cotation_lue(said, content.grille)
    return LigneCritere(
        place,
        state_of(said),
        f"{place.critere.repere} {capitalise(place.critere.titre)}",
        read.court if read else "",
        read.texte if read else _("à coter"),
        _first_line(said),
        word(said.nature) if said.nature else "",
        proofs,
    )


def state_of(constat: Constat) -> EtatCritere:
    """Return how far a criterion is: a reason that lacks, then what she wants checked."""
    if constat.cotation is None:
        return EtatCritere.A_COTER
    if constat.cotation is Cotation.A_RECHERCHER:
        return EtatCritere.A_RECHERCHER
    aside = constat.cotation is Cotation.NON_CONCERNE
    if aside and not constat.motif:
        return EtatCritere.SANS_MOTIF
    if constat.a_verifier:
        return EtatCritere.A_VERIFIER
    return EtatCritere.NON_CONCERNE if aside else EtatCritere.COTE


def _first_line(constat: Constat) -> str:
    text = constat.texte or (constat.motif if constat.cotation is Cotation.NON_CONCERNE else "")
    return text[:LONGEST].strip().partition("\n")[0]


def lines_kept(
    snapshot: DossierSnapshot,
    content: Content,
    filtre: FiltreGrille,
    theme: str,
    sought: str = "",
) -> tuple[LigneCritere, ...]:
    """Return the lines that are shown, in the order of the grid.

    Args:
        snapshot: the dossier.
        content: its packs.
        filtre: which ones; a theme alone, as long as nothing is looked for.
        theme: slug of the theme.
        sought: words that must all be somewhere in a criterion or in what is said of it.
    """
    words = fold(sought).split()
    whole = filtre is not FiltreGrille.THEME or bool(words)
    lines = lignes_grille(snapshot, content)
    known = snapshot.constats_by_critere
    found = [
        line
        for line in lines
        if (whole or line.place.theme.slug == theme) and _is_kept(known.get(line.slug), filtre)
    ]
    if not words:
        return tuple(found)
    texts = _texts(snapshot, content)
    return tuple(line for line in found if all(w in texts[line.slug] for w in words))


def counts(snapshot: DossierSnapshot, content: Content, theme: str) -> Mapping[FiltreGrille, int]:
    """Return how many lines each filter keeps."""
    return {filtre: len(lines_kept(snapshot, content, filtre, theme)) for filtre in FiltreGrille}


def _is_kept(constat: Constat | None, filtre: FiltreGrille) -> bool:
    match filtre:
        case FiltreGrille.THEME:
            return True
        case FiltreGrille.A_COTER:
            return constat is None or constat.cotation is None
        case FiltreGrille.A_RECHERCHER:
            return constat is not None and constat.cotation is Cotation.A_RECHERCHER
        case FiltreGrille.A_VERIFIER:
            return constat is not None and constat.a_verifier
        case FiltreGrille.FAIBLESSES:
            return constat is not None and constat.nature is NatureConstat.FAIBLESSE


@once
def _texts(snapshot: DossierSnapshot, content: Content) -> Mapping[str, str]:
    """Return all that is said of each criterion, folded to be searched."""
    known = snapshot.constats_by_critere
    return {
        line.slug: fold("\n".join(_said(line, known.get(line.slug))))
        for line in lignes_grille(snapshot, content)
    }


def _said(line: LigneCritere, constat: Constat | None) -> Iterable[str]:
    critere = line.place.critere
    yield from (line.titre, critere.question, critere.preuve, critere.sous_theme)
    if constat is not None:
        yield from (getattr(constat, name) for name in _SEARCHED)
