"""« Nouveau dossier »: five short parts on the file that already exists (picture 02).

Every answer is committed as on any page; leaving comes back to the same part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import PrepareDossier
from ui.kit.buttons import PrimaryButton, SecondaryButton, TextButton
from ui.kit.labels import SafeLabel
from ui.kit.states import ErrorSummary
from ui.shell.assistant_parts import PARTS, Part
from ui.shell.assistant_steps import StepItem
from ui.shell.guide import GuidePanel
from ui.shell.open_view import OpenView
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from cpom_desktop.services.changes import Changes
    from ui.session import Session

SIDE = 248
WIDEST = 880
NARROW = 1180
SHORT = 900


class AssistantView(OpenView):
    """The five parts, their list, the Guide and the footer.

    Signals:
        finished: the dossier is prepared; a sentence tells what is ready.
        left: she leaves; the file stays as it is.
    """

    finished = Signal(str)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._index = -1
        self._reached = 0
        self._roomy = True
        self.parts: list[Part] = []
        self.steps = [StepItem(i + 1, _(kind.title)) for i, kind in enumerate(PARTS)]
        self.guide = GuidePanel(closable=False)
        self.summary = ErrorSummary()
        self._shown = QVBoxLayout()
        for kind in PARTS:
            self._add_part(kind)
        self._lay_out()
        session.changed.connect(self._on_changed)
        session.settled.connect(self._on_settled)
        saved = session.workspace.resume().get("assistant", "0")
        self.show_part(int(saved) if saved.isdigit() and int(saved) < len(PARTS) else 0)

    # --- frame

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.notices.widget)
        middle.addWidget(self._content(), 1)
        middle.addWidget(self._footer())
        row.addLayout(middle, 1)
        row.addWidget(self.guide)

    def _side(self) -> QFrame:
        side = self._side_frame = QFrame()
        side.setProperty("role", "lateral")
        side.setFixedWidth(px(SIDE))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        around = QVBoxLayout(side)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)
        inner = QWidget()
        area.setWidget(inner)
        self._fill_side(QVBoxLayout(inner))
        return side

    def _fill_side(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(0, px(16), 0, px(16))
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(px(16), 0, px(16), px(16))
        head.addWidget(_dark(_("Nouveau dossier"), "lateral-note"))
        self._where = _dark("", "lateral-fort")
        head.addWidget(self._where)
        column.addLayout(head)
        for step in self.steps:
            step.clicked.connect(self._on_step)
            column.addWidget(step)
        column.addStretch(1)
        foot = _dark(
            _("Chaque réponse est enregistrée aussitôt. Vous pourrez tout modifier plus tard."),
            "lateral-note",
        )
        foot.setContentsMargins(px(16), 0, px(16), 0)
        column.addWidget(foot)

    def _content(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        centre = QHBoxLayout(inner)
        centre.setContentsMargins(px(24), px(16), px(24), px(16))
        holder = QWidget()
        holder.setMaximumWidth(px(WIDEST))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        self.title = SafeLabel("", "title")
        self.purpose = SafeLabel("", "purpose", wrap=True)
        self.summary.asked.connect(self._on_error_link)
        heading = QVBoxLayout()
        heading.setSpacing(px(2))
        heading.addWidget(self.title)
        heading.addWidget(self.purpose)
        column.addLayout(heading)
        column.addWidget(self.summary)
        column.addLayout(self._shown)
        column.addStretch(1)
        centre.addWidget(holder, 1)
        area.setWidget(inner)
        self._area = area
        return area

    def _footer(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "pied-guide")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(24), px(6), px(24), px(6))
        row.setSpacing(px(6))
        self.quit = TextButton(_("Quitter, reprendre plus tard"))
        self.previous = SecondaryButton(_("Précédent"), icon_name="arrow-left")
        self.next = PrimaryButton("", icon_name="arrow-right", trailing=True)
        self.quit.clicked.connect(self.left)
        self.previous.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        row.addWidget(self.quit)
        row.addStretch(1)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        return foot

    def _add_part(self, kind: type[Part]) -> None:
        part = kind(self.session)
        part.form.changed.connect(self._on_field)
        part.hide()
        self.parts.append(part)
        self._shown.addWidget(part)

    # --- going through

    @property
    def part(self) -> Part:
        """The part shown."""
        return self.parts[self._index]

    def show_part(self, index: int) -> None:
        """Show a part, and remember it for the next start."""
        if self._index >= 0:
            self.part.form.flush()
            self.part.hide()
        self._index = index
        self._reached = max(self._reached, index)
        kind = PARTS[index]
        self._where.setText(_("Partie {n} sur {total}", n=index + 1, total=len(PARTS)))
        self.title.setText(_(kind.title))
        self.purpose.setText(_(kind.purpose))
        self.part.reload(force=True)
        self.part.show()
        self.guide.show_page(self.session.content, f"assistant-{kind.slug}")
        self.previous.setVisible(index > 0)
        self._name_buttons()
        self._area.verticalScrollBar().setValue(0)
        self._refresh()
        self.part.focus_first()
        self.session.set_resume("assistant", str(index))

    def _name_buttons(self) -> None:
        """Name what the footer does; in few words where the window is narrow for its text."""
        short = self.width() < px(SHORT)
        self.quit.setText(_("Quitter") if short else _("Quitter, reprendre plus tard"))
        if self._index == len(PARTS) - 1:
            self.next.setText(_("Préparer mon dossier"))
            self.next.setAccessibleName("")
            return
        following = _(PARTS[self._index + 1].title).lower()
        whole = _("Suivant : {suite}", suite=following)
        self.next.setText(_("Suivant") if short else whole)
        self.next.setAccessibleName(whole)

    def focus_first(self) -> None:
        """Put the caret in the first field of the part shown."""
        self.part.focus_first()

    def go_back(self) -> None:
        """Go to the part before (Alt+Left)."""
        if self._index > 0:
            self.show_part(self._index - 1)

    def go_on(self) -> None:
        """Go to the next part; a refused value comes first, a warning never stops."""
        self.part.form.flush()
        if errors := self.part.form.errors():
            self._refresh()
            self.part.form.focus(errors[0][0])
        elif self._index < len(PARTS) - 1:
            self.show_part(self._index + 1)
        else:
            self._finish()

    def _finish(self) -> None:
        waiting = [i for i, part in enumerate(self.parts) if part.form.errors()]
        if waiting:
            self.show_part(waiting[0])
            return
        try:
            outcome = self.session.run(PrepareDossier())
        except RegleInvalide as error:
            self.show_part(1)
            self.notices.refuse(self.session.sentence(error))
            self.part.form.focus("dossier.piste")
            return
        if outcome is not None:
            self.finished.emit(self._ready())

    def _on_settled(self, operation: object, written: bool) -> None:  # noqa: FBT001 - a slot
        """End what had to wait for the file."""
        if written and isinstance(operation, PrepareDossier):
            self.finished.emit(self._ready())

    def _ready(self) -> str:
        snapshot = self.session.snapshot
        return _(
            "Votre dossier est prêt : {taches}, {activites} et {acteurs} à relire.",
            taches=ngettext("{n} tâche", "{n} tâches", len(snapshot.tasks)),
            activites=ngettext("{n} activité", "{n} activités", len(snapshot.raci_activites)),
            acteurs=ngettext("{n} acteur", "{n} acteurs", len(snapshot.acteurs)),
        )

    def _on_step(self) -> None:
        step = self.sender()
        if isinstance(step, StepItem):
            self.show_part(step.number - 1)

    def _on_error_link(self, key: str) -> None:
        self.part.form.focus(key)

    # --- showing

    def _on_changed(self, changes: Changes, force: bool) -> None:  # noqa: FBT001 - a slot
        del changes
        self.notices.forget_refusal()
        self.part.reload(force=force)
        self._refresh()

    def _on_field(self, _key: str) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self.summary.show_errors(self.part.form.errors())
        for index, (step, part) in enumerate(zip(self.steps, self.parts, strict=True)):
            wrong = len(part.form.errors())
            if wrong:
                told = ngettext("{n} champ à corriger", "{n} champs à corriger", wrong)
            else:
                told = part.answer(self.session.snapshot)
            current = index == self._index
            done = not current and index <= self._reached and bool(told)
            step.show_state("current" if current else "done" if done else "next", told)

    def flush(self) -> None:
        """Commit what is typed and not committed yet."""
        self.part.form.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the form the room of the Guide when the window is narrow."""
        super().resizeEvent(event)
        roomy = self.width() >= px(NARROW)
        if roomy != self._roomy:
            self._roomy = roomy
            self.guide.setVisible(roomy)
        self._side_frame.setFixedWidth(min(px(SIDE), self.width() // 4))
        if self._index >= 0:
            self._name_buttons()

    def toggle_guide(self) -> None:
        """Open or close the Guide (F1): a narrow window begins without it."""
        self.guide.setVisible(not self.guide.isVisibleTo(self))


def _dark(text: str, role: str) -> SafeLabel:
    label = SafeLabel(text, wrap=True)
    label.setProperty("role", role)
    return label
