"""The figures as a table: indicators by group, and under each the figures that are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt

from cpom_desktop.domain.saisie import is_nothing, parse_chiffre
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import NBSP, _
from cpom_desktop.services.operations import SetValeurs, ValeurSaisie
from cpom_desktop.services.queries.donnees_lignes import (
    UNKNOWN,
    Sorte,
    shown_figure,
    spoken_figure,
    typed_figure,
)
from cpom_desktop.services.queries.donnees_types import EtatIndicateur
from cpom_desktop.services.queries.words import word
from ui.kit.figures_delegate import LOOK_ROLE, VISIT, Look
from ui.kit.pills import Pill, pill_text
from ui.models.base import COPY_ROLE, Column, TableModel, plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cpom_desktop.services.ports import Draft
    from cpom_desktop.services.queries.donnees_lignes import LigneDonnees
    from cpom_desktop.services.queries.donnees_types import (
        DonneeLue,
        DonneesVue,
        IndicateurAnnee,
        IndicateurLu,
    )
    from ui.models.base import AnyIndex
    from ui.session import Session

VALEURS = "valeurs"
_SAID = Qt.ItemDataRole.AccessibleTextRole
LEFT = Qt.AlignmentFlag.AlignLeft
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Place(NamedTuple):
    """A cell that is typed: a figure and a year."""

    donnee: str
    annee: int

    @property
    def key(self) -> str:
        """Its field: « valeurs.etp_ash.2026 »."""
        return f"{VALEURS}.{self.donnee}.{self.annee}"


class DonneesModel(TableModel["LigneDonnees"]):
    """Rows of figures; what a cell cannot take stays in it, kept with the dossier."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, (), _key, parent=parent)
        self.annees: tuple[int, ...] = ()
        self.reference = 0
        self._answers: Mapping[int, Callable[[AnyIndex], object]] = {
            LOOK_ROLE: self._look,
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.EditRole: self._typed,
            Qt.ItemDataRole.ToolTipRole: self._tooltip,
            _SAID: self._said,
            COPY_ROLE: self._copied,
        }

    def show_view(self, vue: DonneesVue, rows: Sequence[LigneDonnees]) -> None:
        """Show the figures again; the caret and the selection stay where they are."""
        if vue.annees != self.annees:
            self.set_rows(())  # those of before know nothing of other years
            self.annees = vue.annees
            self.set_columns([_column("", _("Indicateur")), *map(_year, vue.annees), _last()])
        full = vue.saisies >= vue.attendues
        self.reference = vue.annees[-1] if full else vue.annees[-1] - 1
        self.set_rows(rows)

    # --- what a cell is

    def place_at(self, index: AnyIndex) -> Place | None:
        """Return the figure and the year of a cell that is typed; None elsewhere."""
        if not index.isValid():
            return None
        row, annee = self._rows[index.row()], self.annee_at(index)
        return Place(row.donnee.slug, annee) if row.donnee and annee else None

    def annee_at(self, index: AnyIndex) -> int:
        """Return the year of a column, 0 where there is none."""
        column = index.column() - 1
        return self.annees[column] if 0 <= column < len(self.annees) else 0

    def column_of(self, annee: int) -> int:
        """Return the column of a year, that of the last one when it is not shown."""
        shown = self.annees.index(annee) if annee in self.annees else len(self.annees) - 1
        return shown + 1

    def draft_at(self, index: AnyIndex) -> Draft | None:
        """Return what a cell refused, if it still holds it."""
        place = self.place_at(index)
        return self.session.drafts.get(place.key) if place else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Leave headings out of the caret's way; let only figures be typed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._rows[index.row()].sorte in {Sorte.GROUPE, Sorte.PARTIE}:
            return Qt.ItemFlag.NoItemFlags
        if self.place_at(index) is None or self.session.read_only:
            return _READ
        return _READ | Qt.ItemFlag.ItemIsEditable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, says, is typed as or copied as."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.annee_at(index) else LEFT
            return side | Qt.AlignmentFlag.AlignVCenter
        answer = self._answers.get(role)
        return None if answer is None else answer(index)

    def _tooltip(self, index: AnyIndex) -> str:
        return plain_tooltip(self._tip(index))

    def _copied(self, index: AnyIndex) -> str:
        return self._typed(index).replace(NBSP, "")

    def _text(self, index: AnyIndex) -> str:
        row, annee = self._rows[index.row()], self.annee_at(index)
        if index.column() == 0:
            return row.libelle
        draft = self.draft_at(index)
        if draft is not None:
            return draft.raw
        if row.donnee is not None:
            return shown_figure(row.donnee, annee) if annee else word(row.donnee.unite)
        if row.indicateur is None or row.sorte is not Sorte.INDICATEUR:
            return ""
        if not annee:
            return pill_text(state_pill(row.indicateur))
        return indicator_text(row.indicateur, annee)

    def _typed(self, index: AnyIndex) -> str:
        row, annee = self._rows[index.row()], self.annee_at(index)
        draft = self.draft_at(index)
        if draft is not None:
            return draft.raw
        if row.donnee is None or not annee:
            return self._text(index)
        return typed_figure(row.donnee, annee)

    def _tip(self, index: AnyIndex) -> str:
        draft = self.draft_at(index)
        if draft is not None:
            return draft.message
        row, annee = self._rows[index.row()], self.annee_at(index)
        if row.donnee is not None:
            asked = [q.texte for q in row.donnee.questions if q.annee == annee]
            told = row.donnee.libelle if index.column() == 0 else spoken_row(row.donnee, annee)
            return "\n".join((told, *asked))
        if row.indicateur is not None and annee:
            return row.indicateur.annees[annee].detail
        return row.libelle

    def _said(self, index: AnyIndex) -> str:
        row, annee = self._rows[index.row()], self.annee_at(index)
        draft = self.draft_at(index)
        if draft is not None and row.donnee is not None:
            return f"{row.donnee.libelle}, {annee}, {draft.raw}. {draft.message}"
        if row.donnee is not None:
            return spoken_row(row.donnee, annee)
        if row.indicateur is None or row.sorte is not Sorte.INDICATEUR:
            return row.libelle
        if annee:
            told = row.indicateur.annees[annee].texte
            return f"{row.libelle}, {annee}, {told}, {_('calculé')}"
        state = pill_text(state_pill(row.indicateur))
        fold = _("déplié") if row.ouverte else _("replié")
        return f"{row.libelle}, {state}, {fold}"

    def _look(self, index: AnyIndex) -> Look:
        row, annee = self._rows[index.row()], self.annee_at(index)
        match row.sorte:
            case Sorte.GROUPE:
                return Look("groupe", row.libelle)
            case Sorte.PARTIE:
                return Look("partie", row.libelle)
            case Sorte.INDICATEUR:
                return self._indicator_look(row, annee, index)
            case Sorte.DONNEE:
                return self._figure_look(row, annee, index)

    def _indicator_look(self, row: LigneDonnees, annee: int, index: AnyIndex) -> Look:
        assert row.indicateur is not None
        if index.column() == 0:
            return Look("titre", row.libelle, strong=row.ouverte, opened=row.ouverte)
        if not annee:
            return Look("pastille", pill=state_pill(row.indicateur))
        asked = bool(row.indicateur.annees[annee].questions)
        text = indicator_text(row.indicateur, annee)
        return Look(
            "valeur",
            text,
            strong=asked or annee == self.reference,
            tone="attention" if asked else "",
        )

    def _figure_look(self, row: LigneDonnees, annee: int, index: AnyIndex) -> Look:
        assert row.donnee is not None
        if index.column() == 0:
            return Look("donnee", row.libelle)
        if not annee:
            message = self._message(row.donnee)
            if message:
                return Look("note", message, tone="erreur")
            return Look("note", word(row.donnee.unite))
        tone = ""
        if any(question.annee == annee for question in row.donnee.questions):
            tone = "attention"
        if self.draft_at(index) is not None:
            tone = "erreur"
        return Look("case", self._text(index), tone=tone, locked=self.session.read_only)

    def _message(self, donnee: DonneeLue) -> str:
        keys = (Place(donnee.slug, annee).key for annee in reversed(self.annees))
        drafts = self.session.drafts
        return next((drafts[key].message for key in keys if key in drafts), "")

    # --- what is typed

    def setData(
        self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Write what was typed in a cell; what cannot be written stays there, with its message."""
        place = self.place_at(index)
        if role != Qt.ItemDataRole.EditRole or place is None or self.session.read_only:
            return False
        visit = self.property(VISIT)
        return self.write(place, str(value), merge=f"{place.key}:{visit}" if visit else "")

    def write(self, place: Place, text: str, *, merge: str) -> bool:
        """Write the text of a cell; tell whether it could be.

        Args:
            place: the figure and the year.
            text: a number, « n.c. », or nothing.
            merge: what is typed on with the same words is one step to undo.
        """
        row = self._figure(place.donnee)
        try:
            cell = cell_of(place, text, row)
            self.session.run(SetValeurs(valeurs=[cell]), merge=merge)
        except RegleInvalide as error:
            self.session.keep_draft(place.key, text, self.session.sentence(error))
            self._repaint(place)
            return False
        self.session.drop_draft(place.key)
        self._repaint(place)
        return True

    def empty(self, indexes: Iterable[AnyIndex]) -> None:
        """Empty cells, in one step."""
        places = {place for i in indexes if (place := self.place_at(i)) is not None}
        if not places or self.session.read_only:
            return
        cells = [ValeurSaisie(donnee=p.donnee, annee=p.annee) for p in sorted(places)]
        for place in places:
            self.session.drop_draft(place.key)
        self.session.attempt(SetValeurs(valeurs=cells))
        for place in places:
            self._repaint(place)

    def _figure(self, slug: str) -> DonneeLue:
        rows = (row.donnee for row in self._rows if row.donnee and row.donnee.slug == slug)
        return next(rows)

    def _repaint(self, place: Place) -> None:
        """Have a figure painted wherever it is shown."""
        for rank, row in enumerate(self._rows):
            if row.donnee is not None and row.donnee.slug == place.donnee:
                self.dataChanged.emit(
                    self.index(rank, 0), self.index(rank, self.columnCount() - 1)
                )


def cell_of(place: Place, text: str, donnee: DonneeLue) -> ValeurSaisie:
    """Return the cell that a text says.

    Raises:
        RegleInvalide: when it says none.
    """
    if is_nothing(text):
        return ValeurSaisie(donnee=place.donnee, annee=place.annee)
    value = parse_chiffre(text, donnee.unite)
    return ValeurSaisie(
        donnee=place.donnee, annee=place.annee, valeur=value, inconnue=value is None
    )


def spoken_row(donnee: DonneeLue, annee: int) -> str:
    """Return a cell of a figure in words, or its name where there is no year."""
    return spoken_figure(donnee, annee) if annee else f"{donnee.libelle}, {word(donnee.unite)}"


def indicator_text(indicateur: IndicateurLu, annee: int) -> str:
    """Return an indicator in its cell; « n.c. » when a figure of it is known not to be known."""
    found: IndicateurAnnee = indicateur.annees[annee]
    return UNKNOWN if found.valeur is None and indicateur.inconnu(annee) else found.court


def state_pill(indicateur: IndicateurLu) -> Pill:
    """Return how far an indicator is, as a pill."""
    last = tuple(indicateur.annees)[-1]
    match indicateur.etat:
        case EtatIndicateur.COMPLET:
            return Pill("fait", _("Complet"))
        case EtatIndicateur.A_VERIFIER:
            return Pill("a-verifier")
        case EtatIndicateur.A_SAISIR:
            return Pill("a-saisir", _("{annee} à saisir", annee=last))
        case EtatIndicateur.NON_CALCULABLE:
            return Pill("neutre", _("Non calculable"))


def _key(row: LigneDonnees) -> object:
    return row.cle


def _nothing(_row: LigneDonnees) -> object:
    return None


def _column(key: str, header: str) -> Column[LigneDonnees]:
    return Column(key=key or "libelle", header=header, value=_nothing)


def _year(annee: int) -> Column[LigneDonnees]:
    return Column(key=str(annee), header=str(annee), value=_nothing, align_right=True)


def _last() -> Column[LigneDonnees]:
    return _column("etat", _("État"))
