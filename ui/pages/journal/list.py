"""The left of the page: what is sought, the chips, person and period, and the list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_number, ngettext
from cpom_desktop.services.queries.journal import Filtre, Part
from cpom_desktop.services.queries.journal_mots import PART_WORDS
from cpom_desktop.services.queries.journal_recherche import Seeker
from ui.kit.buttons import TextButton
from ui.kit.cards import Card
from ui.kit.combo import ChoiceField
from ui.kit.filter_chips import ChoiceChips
from ui.kit.labels import ElidedLabel, SafeLabel
from ui.kit.search_field import SearchField
from ui.kit.states import EmptyState
from ui.models.journal import JournalModel
from ui.models.journal_view import JournalView
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.queries.journal import Journal, LigneEchange

AT_A_TURN = 250
"""Lines read at each turn before they are sought: about 5 ms."""
RECENT: Mapping[str, int] = {"30": 30, "90": 90}
SEARCH_KEYS = "Ctrl+F"


class PartChips(ChoiceChips[Part]):
    """The parts of the journal; exactly one is chosen.

    Signals:
        chosen: a `Part`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Part, _("Échanges montrés"), parent)
        self.part = Part.TOUS
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2))
        self.place(row)
        row.addStretch(1)

    def show_counts(self, counts: Mapping[Part, int]) -> None:
        """Show how many lines each part has: in its words for the demands and the one chosen."""
        for part in self.chips:
            count = counts[part]
            words = _(PART_WORDS[part], n=format_number(count))
            told = ngettext("{n} échange", "{n} échanges", count)
            name = words.partition(" (")[0].partition("\u00a0(")[0]
            self.show_chip(part, words, f"{name}, {told}", chosen=part is self.part)

    def choose(self, choice: Part) -> None:
        """Choose a part, and tell."""
        self.part = choice
        self.chosen.emit(choice)


class JournalList(QWidget):
    """Chooses what is shown, and shows it.

    Signals:
        chosen: key of the line now under the cursor.
        filtered: something else is shown.
    """

    chosen = Signal(str)
    filtered = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._found: Journal | None = None
        self._seeker = Seeker()
        self.search = SearchField(_("Rechercher dans le journal"), keys=SEARCH_KEYS)
        self.chips = PartChips()
        self.personne = ChoiceField(_("Personne"), none_label=_("Toutes les personnes"))
        self.periode = ChoiceField(_("Période"), none_label=_("Toute la période"))
        self.model = JournalModel(today, self)
        self.view = JournalView(self.model)
        self.nothing = SafeLabel("", "small-2", wrap=True)
        self.whole_button = TextButton(_("Tout montrer"), icon_name="x").set_dense()
        self.count = ElidedLabel("", "caption-2")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(px(8))
        self._top.addWidget(self.search, 1)
        self._top.addWidget(self.chips)
        column.addLayout(self._top)
        self._second = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._second.setSpacing(px(8))
        self._second.addWidget(self.personne, 1)
        self._second.addWidget(self.periode, 1)
        column.addLayout(self._second)
        card = Card(flush=True)
        card.add(self.view.header)
        card.add(self.view, 1)
        card.add(self._nothing_part(), 1)
        self.empty = EmptyState(
            "message-square-text",
            _("Aucun échange pour l'instant"),
            _(
                "Appels, courriels, courriers, visites et envois se notent dans le panneau. Les "
                "réunions tenues viennent d'elles-mêmes."
            ),
        )
        card.add(self.empty, 1)
        column.addWidget(card, 1)
        column.addWidget(self.count)

    def _nothing_part(self) -> QWidget:
        self._nothing = QWidget()
        column = QVBoxLayout(self._nothing)
        column.setContentsMargins(px(14), px(12), px(14), px(6))
        column.addWidget(self.nothing)
        column.addWidget(self.whole_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return self._nothing

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_filter)
        self.chips.chosen.connect(self._on_filter)
        self.personne.edited.connect(self._on_filter)
        self.periode.edited.connect(self._on_filter)
        self.view.chosen.connect(self.chosen)
        self.whole_button.clicked.connect(self.show_all)

    def hasHeightForWidth(self) -> bool:
        """Tell that no width asks for a height: sentences that wrap would."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chips under the search when room lacks."""
        super().resizeEvent(event)
        roomy = self.chips.sizeHint().width() + px(200) <= self.width()
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.LeftToRight if roomy else directions.TopToBottom)

    # --- showing

    def show_journal(self, found: Journal, today: date, current: str) -> None:
        """Show the journal again; `current` stays under the cursor when it is still shown."""
        self._found, self._today = found, today
        self.personne.set_choices([(name, f"{name} ({n})") for name, n in found.personnes()])
        self.periode.set_choices(_periods(found))
        whole = format_number(len(found.lignes))
        self.search.setPlaceholderText(_("Rechercher dans {n} échanges", n=whole))
        self.refresh(current)

    def refresh(self, current: str) -> None:
        """Show what the search and the filters keep."""
        if self._found is None:
            return
        self.chips.show_counts(self._found.comptes)
        lines = self.lines()
        if self.model.show_lines(lines, self._today):
            self.view.choose(current)
        self.nothing.setText(self._why_nothing())
        self.count.set_whole_text(self._told(len(lines)))
        self._settle(found=bool(lines), empty=not self._found.lignes)

    def _settle(self, *, found: bool, empty: bool) -> None:
        """Show the list, else why nothing is in it."""
        for widget, seen in (
            (self.view, found),
            (self.view.header, found),
            (self._nothing, not found and not empty),
            (self.empty, empty),
            (self.count, not empty),
        ):
            widget.setVisible(seen)
        for filtering in (self.search, self.personne, self.periode, *self.chips.chips.values()):
            filtering.setEnabled(not empty)

    def lines(self) -> tuple[LigneEchange, ...]:
        """Return the lines that are shown, the newest first."""
        if self._found is None:
            return ()
        return self._seeker.matching(self._found.chosen(self.filtre()), self.search.text())

    def filtre(self) -> Filtre:
        """Return what is chosen beside the words sought."""
        since, until = _bounds(str(self.periode.value() or ""), self._today)
        return Filtre(self.chips.part, str(self.personne.value() or ""), since, until)

    def prepare(self) -> None:
        """Read the texts before they are sought, a few at a turn so that the window lives."""
        if self._found is not None and self._seeker.prepare(self._found.lignes, AT_A_TURN):
            QTimer.singleShot(0, self, self.prepare)

    def shown(self) -> list[str]:
        """Return the keys of the lines shown, in order."""
        return self.model.keys()

    def choose(self, cle: str) -> None:
        """Put the cursor on a line, if it is shown."""
        self.view.choose(cle)

    def reveal(self, cle: str) -> None:
        """Show everything when what is chosen hides a line."""
        if cle not in self.shown():
            self.show_all()

    def show_all(self) -> None:
        """Take every filter off."""
        self.search.clear()
        self.personne.set_value(None)
        self.periode.set_value(None)
        self.chips.choose(Part.TOUS)

    def show_person(self, name: str) -> bool:
        """Show the exchanges of one person; tell whether there are any."""
        self.show_all()
        self.personne.set_value(name)
        self._on_filter()
        return self.personne.value() == name

    def _told(self, shown: int) -> str:
        total = len(self._found.lignes) if self._found else 0
        told = ngettext("{n} échange affiché", "{n} échanges affichés", shown)
        if shown == total:
            return _("{n}, du plus récent au plus ancien.", n=told)
        return _(
            "{n} sur {total}, du plus récent au plus ancien.", n=told, total=format_number(total)
        )

    def _why_nothing(self) -> str:
        typed = self.search.text().strip()
        if typed:
            return _("Aucun échange ne contient « {mots} ».", mots=typed[:60])
        return _("Aucun échange ne répond à ces filtres.")

    def _on_filter(self) -> None:
        self.filtered.emit()


def _periods(found: Journal) -> list[tuple[object, str]]:
    recent: list[tuple[object, str]] = [
        (key, ngettext("Le dernier jour", "Les {n} derniers jours", days))
        for key, days in RECENT.items()
    ]
    return [*recent, *((str(year), _("Année {an}", an=year)) for year in found.annees())]


def _bounds(periode: str, today: date) -> tuple[date | None, date | None]:
    """Return the first and the last day of a period; None without a bound."""
    if periode in RECENT:
        return today - timedelta(days=RECENT[periode]), None
    if periode:
        return date(int(periode), 1, 1), date(int(periode), 12, 31)
    return None, None
