"""The lines of a self-evaluation (HAS), with what is to be done of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, capitalise
from cpom_desktop.services.queries.donnees_recues import Choix, Sort
from cpom_desktop.services.queries.has import mark_words
from cpom_desktop.services.queries.has_importee import CritereLu
from ui.kit.cells import PILL_ROLE
from ui.models.base import Column
from ui.models.deciding import DecidingModel
from ui.models.donnees_recues import decision_pill, decision_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from ui.session import Session


class HasLinesModel(DecidingModel[CritereLu, Choix]):
    """One row a criterion of the file."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        self._chosen = {}
        themes = session.content.grille_du_kit.themes_has
        self._themes: dict[str, str] = {theme.code: theme.libelle for theme in themes}
        super().__init__(session, self._built(), _number, parent=parent)

    def choices(self, line: CritereLu) -> Sequence[Choix]:
        """Return what may be done of a line, the proposed one first."""
        return line.choices

    def decided_of(self) -> dict[int, Choix]:
        """Return what is done of each line, by its number in the file."""
        return {line.numero: self.choice_of(line) for line in self.rows}

    def count(self) -> int:
        """Return how many criteria would be written."""
        return sum(self.choice_of(line) is Choix.ECRIRE for line in self.rows)

    def _built(self) -> list[Column[CritereLu]]:
        return [
            Column(key="choix", header=_("Décision"), value=self._decision, width=112,
                   roles={PILL_ROLE: self._pill}),
            Column(key="ligne", header=_("Ligne"), value=_number, width=54, align_right=True),
            Column(key="code", header=_("Code"), value=_code, width=66),
            Column(key="cotation", header=_("Cotation"), value=_mark, width=86),
            Column(key="imperatif", header=_("Impératif"), value=_imperative, width=82),
            Column(key="raison", header=_("Remarque"), value=_reason, width=230),
            Column(key="libelle", header=_("Libellé"), value=_label, width=240),
            Column(key="theme", header=_("Thématique"), value=self._theme, width=180),
        ]  # fmt: skip

    def _decision(self, line: CritereLu) -> object:
        return decision_words(line.sort, self.choice_of(line))

    def _pill(self, line: CritereLu) -> object:
        return decision_pill(line.sort, self.choice_of(line))

    def _theme(self, line: CritereLu) -> object:
        return self._themes.get(line.ligne.theme, "") if line.ligne else ""


def _number(line: CritereLu) -> object:
    return line.numero


def _code(line: CritereLu) -> object:
    return line.code


def _mark(line: CritereLu) -> object:
    """Return « 3 », or « 2 → 3 » when it changes."""
    if line.ligne is None:
        return ""
    mark = mark_words(line.ligne.cotation)
    if line.sort is not Sort.MODIFIEE or line.avant in {EMPTY, mark}:
        return mark
    return f"{line.avant} → {mark}"


def _imperative(line: CritereLu) -> object:
    return _("oui") if line.ligne and line.ligne.imperatif else ""


def _reason(line: CritereLu) -> object:
    return capitalise(line.raison) or (line.ligne.commentaire if line.ligne else "")


def _label(line: CritereLu) -> object:
    return line.ligne.libelle if line.ligne else ""
