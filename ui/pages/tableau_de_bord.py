"""The dashboard: where the contract stands, what to do next, and « Reprendre ». Picture 03."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date, format_time, ngettext
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.ports import LAST_EDIT
from cpom_desktop.services.queries.controles import TABLES as CONTROLES
from cpom_desktop.services.queries.fil_dor import TABLES as FIL_DOR
from cpom_desktop.services.queries.reprise import place_sentence
from cpom_desktop.services.queries.tableau_de_bord import MOST_TODOS, dashboard
from ui.kit.buttons import PrimaryButton, TextButton
from ui.kit.cards import Card, Rule
from ui.kit.dates_line import DatesLine
from ui.kit.labels import ElidedLabel, IconLabel, SafeLabel
from ui.kit.page import Page
from ui.kit.stage_strip import StageStrip
from ui.kit.states import Banner
from ui.kit.todo_row import CheckRow, ProgressTable, TodoRow
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.queries.a_faire import Todo
    from cpom_desktop.services.queries.tableau_de_bord import Dashboard, Meeting
    from ui.session import Session

SIDE_WIDTH = 352
TWO_COLUMNS = 860
ROOMY = 1400
"""Width of the page from which it shows more: load by person, diagnosis theme by theme."""
FIRST_PAGE = "etablissement"
TABLES = tuple(dict.fromkeys((*CONTROLES, *FIL_DOR, "anomalies_assumees")))


class TableauDeBordPage(Page):
    """Where the dossier stands; nothing is typed here."""

    slug = "tableau-de-bord"
    wide = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._target = (FIRST_PAGE, "")
        self._todo_words = ""
        self._make_top()
        self._make_middle()
        self.more: QHBoxLayout | None = None
        self.body.addStretch(1)
        self.reload(None, force=True)
        session.guarded.connect(self._show_copies)
        self.later(self._show_copies)

    # --- building

    def _make_top(self) -> None:
        self.trouble = Banner("erreur")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(px(12))
        self._top.addWidget(self._resume_card(), 1)
        self._top.addWidget(self._target_card())
        self.body.addLayout(self._top)
        strip_card = Card(flush=True)
        self.strip = StageStrip()
        self.strip.chosen.connect(self.navigate)
        strip_card.add(self.strip)
        strip_card.body.setContentsMargins(px(8), px(6), px(8), px(6))
        self.body.addWidget(strip_card)

    def _resume_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "reprise")
        row = QHBoxLayout(card)
        row.setContentsMargins(px(18), px(6), px(14), px(6))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.resume_when = SafeLabel("", "caption-2")
        self.resume_place = ElidedLabel("", "dialog-title")
        words.addWidget(self.resume_when)
        words.addWidget(self.resume_place)
        row.addLayout(words, 1)
        self.resume_button = PrimaryButton(_("Reprendre"), icon_name="play")
        self.resume_button.clicked.connect(self._on_resume)
        row.addWidget(self.resume_button)
        return card

    def _target_card(self) -> Card:
        card = Card(flush=True)
        row = QHBoxLayout()
        row.setContentsMargins(px(18), px(8), px(14), px(8))
        row.setSpacing(px(16))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.target_label = SafeLabel("", "caption-2")
        self.target_day = SafeLabel("", "section")
        words.addWidget(self.target_label)
        words.addWidget(self.target_day)
        row.addLayout(words, 1)
        self.days_left = SafeLabel("", "figure")
        self.days_unit = SafeLabel("", "caption-2")
        self.days_state = SafeLabel("", "caption-2")
        unit = QVBoxLayout()
        unit.setSpacing(0)
        unit.addStretch(1)
        unit.addWidget(self.days_unit)
        unit.addWidget(self.days_state)
        unit.addStretch(1)
        self.choose_target = TextButton(_("Choisir la date"))
        self.choose_target.clicked.connect(self._on_choose_target)
        row.addWidget(self.days_left)
        row.addLayout(unit)
        row.addWidget(self.choose_target)
        card.add(row)
        return card

    def _make_middle(self) -> None:
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(px(12))
        self.todo_card = Card(_("À faire maintenant"), flush=True)
        self.plan_button = TextButton(_("Voir le rétroplanning")).set_dense()
        self.plan_button.clicked.connect(self._on_plan)
        self.todo_card.add_action(self.plan_button)
        self.check_card = Card(_("À vérifier"), icon_name="shield-check", flush=True)
        self.meeting_card = Card(_("Prochaine réunion"), icon_name="users", flush=True)
        self.meeting_button = TextButton(_("Voir la date")).set_dense()
        self.meeting_button.clicked.connect(self._on_meeting)
        self.meeting_card.add_action(self.meeting_button)
        self.meeting_title = SafeLabel("", "strong", wrap=True)
        self.meeting_day = SafeLabel("", "small-2", wrap=True)
        self.meeting_notice = SafeLabel("", "warning-strong", wrap=True)
        words = QVBoxLayout()
        words.setContentsMargins(px(16), px(8), px(16), px(8))
        words.setSpacing(0)
        for label in (self.meeting_title, self.meeting_day, self.meeting_notice):
            words.addWidget(label)
        self.meeting_card.add(words)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(px(12))
        side.addWidget(self.check_card)
        side.addWidget(self.meeting_card)
        self._beside = side
        side.addStretch(1)
        self._middle.addWidget(self.todo_card, 1)
        self._middle.addWidget(self._side)
        self.body.addLayout(self._middle)

    # --- showing

    def reload(self, changes: Changes | None, *, force: bool) -> None:
        """Show the dossier as it stands now."""
        del force
        self._show_resume()
        if not touched(changes, *TABLES):
            return
        workspace = self.session.workspace
        try:
            view = dashboard(
                self.session.snapshot, self.session.content, workspace.today, self._target[0]
            )
        except RegleInvalide as error:
            self.trouble.set_text(self.session.sentence(error), tone="erreur")
            self.trouble.show()
            return
        self.trouble.hide()
        self.view = view
        self._show_target(view)
        self.strip.show_stages(view.stages)
        self._show_todos(view)
        self._show_checks(view)
        self._show_meeting(view.meeting)
        self._show_more()

    def _show_resume(self) -> None:
        kept = self.session.workspace.resume().get(LAST_EDIT, "")
        page, _bar, rest = kept.partition("|")
        champ, _bar, when = rest.partition("|")
        if page not in PAGES:
            self._target = (FIRST_PAGE, "")
            self.resume_when.setText(_("Pour commencer"))
            self.resume_place.set_whole_text(_(PAGES[FIRST_PAGE].title))
            self.resume_button.setText(_("Commencer"))
            return
        self._target = (page, champ)
        self.resume_when.setText(self._when(when))
        place = place_sentence(self.session.snapshot, self.session.content, page, champ)
        self.resume_place.set_whole_text(place)
        self.resume_button.setText(_("Reprendre"))

    def _when(self, stamp: str) -> str:
        try:
            moment = datetime.fromisoformat(stamp)
        except ValueError:
            return _("Dernière saisie")
        now = self.session.workspace.now
        hour = format_time(moment)
        if moment.date() == now.date():
            return _("Dernière saisie aujourd'hui à {heure}", heure=hour)
        day = format_date(moment.date())
        return _("Dernière saisie le {jour} à {heure}", jour=day, heure=hour)

    def _show_target(self, view: Dashboard) -> None:
        self.target_label.setText(view.target_label)
        known = view.target is not None
        day = format_date(view.target, "full") if known else _("Date à choisir")
        self.target_day.setText(day)
        self.choose_target.setVisible(not known)
        for label in (self.days_left, self.days_unit, self.days_state):
            label.setVisible(known)
        days = view.jours_restants or 0
        late = days < 0
        self.days_left.setText(str(abs(days)))
        self.days_unit.setText(ngettext("jour", "jours", abs(days)))
        left = ngettext("restant", "restants", abs(days))
        self.days_state.setText(_("de retard") if late else left)

    def _show_todos(self, view: Dashboard) -> None:
        self._clear(self.todo_card)
        shown = view.todos[:MOST_TODOS]
        told = ngettext("{n} action", "{n} actions", len(view.todos))
        if view.late_count:
            told += ngettext(", dont {n} en retard", ", dont {n} en retard", view.late_count)
        self._todo_words = told if shown else ""
        self._fit_words()
        rows = [self._todo_row(todo) for todo in shown]
        nothing = [] if shown else [self._nothing(self._nothing_to_do())]
        self._fill(self.todo_card, [*self._dates(view), *nothing, *rows])

    def _dates(self, view: Dashboard) -> Iterable[QWidget]:
        if view.dates_en_retard or view.dates_de_la_semaine:
            line = DatesLine(view.dates_en_retard, view.dates_de_la_semaine)
            line.asked.connect(self.navigate)
            yield line

    def _fit_words(self) -> None:
        """Leave out the count where the title and the link need all the room."""
        roomy = self.width() >= px(TWO_COLUMNS)
        self.todo_card.set_title(_("À faire maintenant"), self._todo_words if roomy else "")

    def _nothing_to_do(self) -> str:
        if not self.session.snapshot.tasks:
            return _("Le rétroplanning n'est pas encore préparé : ouvrez-le pour le créer.")
        return _("Rien d'urgent : aucune tâche en retard, aucune dans les trois semaines.")

    def _todo_row(self, todo: Todo) -> TodoRow:
        row = TodoRow(todo)
        row.asked.connect(self.navigate)
        return row

    def _show_checks(self, view: Dashboard) -> None:
        self._clear(self.check_card)
        if not view.checks:
            self._fill(self.check_card, [self._nothing(_("Rien à signaler dans le dossier."))])
            return
        rows = []
        for check in view.checks:
            row = CheckRow(check)
            row.asked.connect(self.navigate)
            rows.append(row)
        self._fill(self.check_card, rows)

    def _nothing(self, sentence: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(px(16), px(12), px(16), px(12))
        row.addWidget(IconLabel("circle-check", "succes", 18))
        row.addWidget(SafeLabel(sentence, "small-2", wrap=True), 1)
        return line

    def _clear(self, card: Card) -> None:
        while (item := card.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _fill(self, card: Card, rows: Iterable[QWidget]) -> None:
        for rank, row in enumerate(rows):
            if rank:
                card.add(Rule())
            card.add(row)
        card.body.addStretch(1)

    def _show_meeting(self, meeting: Meeting | None) -> None:
        self.meeting_card.setVisible(meeting is not None)
        if meeting is None:
            return
        self.meeting_title.setText(meeting.titre)
        self.meeting_day.setText(meeting.day)
        self.meeting_notice.setText(meeting.notice)

    def _show_copies(self) -> None:
        """Show where the copies are, once they are made."""
        copies = self.session.copies
        if copies is not None and self._beside.count() == 3:
            from ui.kit.copy_card import CopyCard  # noqa: PLC0415 - once seen

            self._beside.insertWidget(2, CopyCard(copies))

    def _show_more(self) -> None:
        """Show load and themes where there is room for them."""
        if self.more is not None:
            self._drop_more()
        if self.width() < px(ROOMY):
            return
        self.more = QHBoxLayout()
        self.more.setSpacing(px(16))
        charge, loads = Card(_("Charge par personne"), _("tâches ouvertes")), ProgressTable()
        most = max((load.ouvertes for load in self.view.charge), default=1)
        for load in self.view.charge[:MOST_TODOS]:
            loads.add_load(load, most)
        grid, lines = Card(_("Diagnostic, thème par thème")), ProgressTable()
        for theme, _criteres, score in self.view.themes:
            figure = f"{score.answered}/{score.criteres}"
            name = f"{theme.lettre}. {theme.titre}"
            lines.add_row(name, score.answered / score.criteres, figure)
        for card, table in ((charge, loads), (grid, lines)):
            card.add(table)
            card.body.addStretch(1)
        self.more.addWidget(charge, 1)
        self.more.addWidget(grid, 1)
        grid.setVisible(bool(self.view.themes))
        self.body.insertLayout(self.body.count() - 1, self.more)

    def _drop_more(self) -> None:
        assert self.more is not None
        while (item := self.more.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.body.removeItem(self.more)
        self.more = None

    # --- going elsewhere

    def _on_resume(self) -> None:
        self.navigate.emit(*self._target)

    def _on_plan(self) -> None:
        self.navigate.emit("retroplanning", "")

    def _on_meeting(self) -> None:
        if self.view.meeting is not None:
            self.navigate.emit(self.view.meeting.page, self.view.meeting.field)

    def _on_choose_target(self) -> None:
        self.navigate.emit("retroplanning", "dossier.date_signature")

    def focus_field(self, key: str) -> bool:
        """Nothing is typed here: the caret goes to « Reprendre »."""
        del key
        self.focus_first()
        return True

    def current_field(self) -> str:
        """Return nothing: no field stands here."""
        return ""

    def focus_first(self) -> None:
        """Put the caret on « Reprendre »."""
        self.resume_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the side under the list when room lacks, more on the page when there is plenty."""
        super().resizeEvent(event)
        room = self.width() - px(48)
        side, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wide = room >= px(TWO_COLUMNS)
        self._fit_words()
        self._middle.setDirection(side if wide else under)
        self._top.setDirection(side if wide else under)
        self._side.setFixedWidth(px(SIDE_WIDTH)) if wide else self._side.setMaximumWidth(room)
        if (self.width() >= px(ROOMY)) is not (self.more is not None):
            self._show_more()
