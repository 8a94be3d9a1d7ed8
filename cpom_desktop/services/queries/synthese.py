"""The synthesis of the diagnosis, reckoned from the answers, the figures and her own texts.

Tables read: constats, criteres_propres, constats_indicateurs, syntheses, fiches_action,
fiches_constats, etablissement, and those of the figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.diagnostic import NatureConstat
from cpom_desktop.domain.synthese import hierarchised, priorite, produit
from cpom_desktop.i18n import EMPTY, _, capitalise, format_number, ngettext
from cpom_desktop.services.queries.diagnostic import themes
from cpom_desktop.services.queries.donnees import TABLES as FIGURES
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.packs import grille_lue
from cpom_desktop.services.queries.synthese_chiffres import Chiffres
from cpom_desktop.services.queries.synthese_positions import positions_of
from cpom_desktop.services.queries.synthese_textes import textes_of
from cpom_desktop.services.queries.synthese_types import ConstatLu, NoteTheme, SyntheseVue
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.diagnostic import Constat
    from cpom_desktop.services.queries.diagnostic import ThemeView
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    *("constats", "criteres_propres", "constats_indicateurs", "syntheses"),
    *("fiches_action", "fiches_constats", "etablissement"),
    *FIGURES,
)
"""Tables that the synthesis reads."""
DEGREES = ("Faible", "Moyenne", "Forte")
"""Words of an importance or a feasibility, from 1 to 3."""
TO_FILL = "à compléter"


@once
def synthese_vue(snapshot: DossierSnapshot, content: Content, today: date) -> SyntheseVue:
    """Return the whole synthesis.

    Args:
        snapshot: the dossier.
        content: its packs.
        today: tells which years the figures are of.
    """
    return _Reading(snapshot, content, today).view()


def degree(value: int | None) -> str:
    """Return the word of an importance or a feasibility, « – » when it is not decided."""
    return EMPTY if value is None else _(DEGREES[value - 1])


def ranking_rule() -> str:
    """Return how weaknesses are ranked, in words."""
    return _(
        "Une faiblesse passe d'abord si elle est retenue pour la feuille de route, à la place que "
        "vous lui donnez. Les autres se classent par importance × faisabilité (faible 1, moyenne "
        "2, forte 3). Priorité haute : 6 ou 9 ; moyenne : 3 ou 4 ; basse : 1 ou 2. Sans "
        "importance ni faisabilité, la priorité notée dans la grille décide."
    )


class _Reading:
    """Reads the answers once for every part."""

    def __init__(self, snapshot: DossierSnapshot, content: Content, today: date) -> None:
        self._snapshot = snapshot
        self._mention = grille_lue(content).phrase
        self._views = themes(snapshot, content)
        self._chiffres = Chiffres(snapshot, content, today)
        self._fiches = _answers(snapshot)
        self._models = {c.slug: (view.theme, c) for view in self._views for c in view.criteres}
        known = snapshot.constats_by_critere
        self._constats = [known[slug] for slug in self._models if slug in known]

    def view(self) -> SyntheseVue:
        """Return the whole view."""
        notes = tuple(map(_note, self._views))
        lists = {nature: self._of(nature) for nature in NatureConstat}
        weak = lists[NatureConstat.FAIBLESSE]
        numbers = {lu.critere: lu for found in lists.values() for lu in found}
        retained = sorted((c for c in self._constats if c.rang), key=lambda c: c.rang or 0)
        route = tuple(numbers.get(c.critere) or self._read(c) for c in retained)
        lus = [numbers.get(c.critere) or self._read(c) for c in self._constats]
        positions = positions_of(lus, self._snapshot.etablissement)
        return SyntheseVue(
            notes=notes,
            repondus=sum(note.repondus for note in notes),
            criteres=sum(note.criteres for note in notes),
            complement=_complement(notes),
            forces=lists[NatureConstat.FORCE],
            faiblesses=weak,
            opportunites=lists[NatureConstat.OPPORTUNITE],
            menaces=lists[NatureConstat.MENACE],
            matrice=_matrix(weak),
            a_placer=tuple(lu for lu in weak if lu.produit is None),
            feuille_de_route=route,
            positions=positions,
            textes=textes_of(self._snapshot.syntheses, notes, lists, route, positions),
            regle=ranking_rule(),
            mention=self._mention,
        )

    def _of(self, nature: NatureConstat) -> tuple[ConstatLu, ...]:
        found = hierarchised(c for c in self._constats if c.nature is nature)
        return tuple(self._read(constat, place) for place, constat in enumerate(found, start=1))

    def _read(self, constat: Constat, numero: int = 0) -> ConstatLu:
        theme, critere = self._models[constat.critere]
        chiffres, sources = self._chiffres.of(constat)
        found = priorite(constat)
        return ConstatLu(
            constat,
            capitalise(critere.titre),
            theme.lettre,
            theme.titre,
            capitalise(constat.texte or critere.titre),
            numero,
            produit(constat),
            found,
            word(found),
            degree(constat.importance),
            degree(constat.faisabilite),
            chiffres,
            sources,
            self._fiches.get(constat.critere, ()),
        )


def _note(view: ThemeView) -> NoteTheme:
    mean = view.score.moyenne
    return NoteTheme(
        view.theme.slug,
        view.theme.lettre,
        view.theme.court,
        view.theme.titre,
        mean,
        _(TO_FILL) if mean is None else format_number(mean, 1),
        view.score.criteres,
        view.score.notes,
        view.score.non_concernes,
    )


def _complement(notes: Sequence[NoteTheme]) -> str:
    done, total = sum(n.repondus for n in notes), sum(n.criteres for n in notes)
    if done == total:
        return ""
    return ngettext(
        "{n} critère répondu sur {total}", "{n} critères répondus sur {total}", done, total=total
    )


def _matrix(weak: Iterable[ConstatLu]) -> Mapping[tuple[int, int], tuple[int, ...]]:
    """Return the numbers of the weaknesses by importance and feasibility."""
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for lu in weak:
        importance, faisabilite = lu.constat.importance, lu.constat.faisabilite
        if importance is not None and faisabilite is not None:
            place = (importance, faisabilite)
            found[place] = (*found.get(place, ()), lu.numero)
    return found


def _answers(snapshot: DossierSnapshot) -> Mapping[str, tuple[str, ...]]:
    """Return the marks of the fiches that answer each criterion, in order."""
    names = {fiche.id: fiche.repere for fiche in snapshot.fiches_action}
    found: dict[str, list[str]] = {}
    for link in snapshot.fiches_constats:
        if link.fiche_id in names:
            found.setdefault(link.critere, []).append(names[link.fiche_id])
    return {critere: tuple(sorted(fiches)) for critere, fiches in found.items()}
