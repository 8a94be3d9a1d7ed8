"""The letters of a cell of the matrix, as people write them and as a spreadsheet takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.domain.raci import EXCLUSIVE, LETTERS, ORDER, Sens, meaning_of
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cpom_desktop.domain.raci import RaciActivite, RaciRole
    from cpom_desktop.services.queries.raci import RaciView

_SEPARATORS = str.maketrans("", "", " \u00a0\u202f/+,;&-–—.\n")
_WORDS: Mapping[str, Sens] = {
    "responsable": Sens.RESPONSABLE,
    "acteur": Sens.REALISATEUR,
    "realisateur": Sens.REALISATEUR,
    "realise": Sens.REALISATEUR,
    "consulte": Sens.CONSULTE,
    "informe": Sens.INFORME,
}
READINGS: Mapping[LectureRaci, str] = {
    LectureRaci.KIT: "lecture du kit",
    LectureRaci.ANGLAISE: "lecture anglaise",
}


def read_cell(text: str, lecture: LectureRaci) -> frozenset[Sens]:
    """Read a cell typed or pasted: « R », « r », « RA », « R/A », « R, A », « responsable ».

    Empty or « – » empties it.

    Raises:
        RegleInvalide: `raci-lettre` for another letter, `raci-ensemble` when C or I is not alone.
    """
    whole = _WORDS.get(fold(text.strip()))
    found = {whole} if whole else _by_letter(text, lecture)
    if len(found) > 1 and found & EXCLUSIVE:
        sentence = _("« {lettres} » : C et I vont seuls dans leur case.", lettres=_short(text))
        raise RegleInvalide("raci-ensemble", sentence)
    return frozenset(found)


def _by_letter(text: str, lecture: LectureRaci) -> set[Sens]:
    found = set()
    for letter in text.translate(_SEPARATORS):
        sens = meaning_of(letter, lecture)
        if sens is None:
            known = ", ".join(sorted(LETTERS[lecture].values(), key="RACI".index))
            sentence = _(
                "« {lettre} » n'est pas un rôle RACI ({lettres}).",
                lettre=_short(text),
                lettres=known,
            )
            raise RegleInvalide("raci-lettre", sentence)
        found.add(sens)
    return found


def _short(text: str) -> str:
    return " ".join(text.split())[:20]


def corner(lecture: LectureRaci) -> str:
    """Return the words over the titles of a copied matrix: they keep its reading."""
    return _("Activité ({lecture})", lecture=_(READINGS[lecture]))


def reading_of(text: str) -> LectureRaci | None:
    """Return the reading that the corner of a pasted matrix tells, None when it tells none."""
    told = fold(text)
    return next((found for found, words in READINGS.items() if fold(words) in told), None)


def role_name(role: RaciRole) -> str:
    """Return what the header of a column says."""
    return role.abrege or role.libelle


def copied_matrix(
    view: RaciView, activites: Sequence[RaciActivite], roles: Sequence[RaciRole]
) -> str:
    """Return lines and columns with their headers, as a spreadsheet takes them."""
    head = [corner(view.lecture), *(role.libelle for role in roles)]
    lines = [
        [line.titre, *(view.letters(line.id, role.id) for role in roles)] for line in activites
    ]
    return "\n".join("\t".join(_one_cell(text) for text in row) for row in (head, *lines))


def _one_cell(text: str) -> str:
    return " ".join(text.split())


def ordered(meanings: frozenset[Sens]) -> list[Sens]:
    """Return the meanings of a cell, responsible first."""
    return [sens for sens in ORDER if sens in meanings]
