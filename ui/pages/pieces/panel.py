"""The right of the page: one document, or what is done of several at once."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.pieces import Statut, holds_words, purpose_words
from ui.kit.buttons import SecondaryButton, TextButton
from ui.kit.detail_panel import DetailPanel
from ui.kit.field_flow import FieldFlow
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.kit.pills import StatusPill
from ui.kit.segmented import SegmentedChoice
from ui.kit.states import Strip
from ui.models.attachments import AttachmentsPart
from ui.models.pieces import pill_of
from ui.pages.pieces.fields import field_key, piece_specs
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from cpom_desktop.services.queries.pieces import LignePiece
    from ui.kit.field_row import FieldSpec
    from ui.session import Session

HALF = 118
"""Pixels at 100 % under which two fields no longer stand side by side."""
ANSWERS = (
    (EtatPiece.DISPONIBLE, "Oui"),
    (EtatPiece.DEMANDEE, "Demandé"),
    (EtatPiece.MANQUANTE, "Non"),
    (EtatPiece.SANS_OBJET, "Sans objet"),
)
BOXES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "motif": (("motif",),),
    "detenteur": (("detenteur_id",),),
    "demande": (("demandee_le", "attendue_le"),),
    "version": (("version_du", "valable_jusqu_au"),),
    "periode": (("periode",),),
    "lieu": (("emplacement",),),
    "plus": (
        ("titre",),
        ("type",),
        ("emetteur",),
        ("validite", "validite_mois"),
        ("themes", "donnees_personnelles"),
        ("note",),
    ),
}
"""Lines of fields that come and go together."""


class PiecePanel(DetailPanel):
    """Shows the documents chosen in the list; nothing to validate.

    Signals:
        state_asked: an `EtatPiece` for what is chosen.
        ask_asked: ask one person for what is chosen.
        remind_asked: write a reminder.
        delete_asked: delete what is chosen.
        opened: slug of a page and key of a field.
    """

    state_asked = Signal(object)
    ask_asked = Signal()
    remind_asked = Signal()
    delete_asked = Signal()
    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.lines: tuple[LignePiece, ...] = ()
        self.form: Form | None = None
        self._boxes: dict[str, QWidget] = {}
        self.setAcceptDrops(not session.read_only)
        self.attachments = AttachmentsPart(session, "piece_id")
        self._build_header()
        self.body.setSpacing(0)
        self.add(self._build_middle(), 1)
        self.add(self._build_footer())

    # --- building

    def _build_header(self) -> None:
        self.name = SafeLabel("", "section", wrap=True)
        self.set_name_label(self.name)
        self.pill = StatusPill("a-faire")
        self.ask_action, self.delete_action = self.add_more(
            _("Autres actions sur cette pièce"),
            (_("Demander à une personne…"), self.ask_asked),
            (_("Supprimer de la liste"), self.delete_asked),
        )

    def _build_middle(self) -> QScrollArea:
        self._area, self._column = self.scroll_column()
        self._column.addLayout(self._build_answer())
        self._fields = QVBoxLayout()
        self._fields.setSpacing(px(10))
        self._column.addLayout(self._fields)
        self.holds = SafeLabel("", "caption-2", wrap=True)
        self._column.addWidget(self.attachments.widget)
        self._column.addWidget(self._build_purpose())
        self.names = Strip("conseil")
        self._column.addWidget(self.names)
        self.more_fields = TextButton(_("Titre, famille, validité…"), icon_name="chevron-right")
        self.more_fields.setCheckable(True)
        self.more_fields.toggled.connect(self._on_more)
        self._column.addWidget(self.more_fields, 0, Qt.AlignmentFlag.AlignLeft)
        self._rest = QVBoxLayout()
        self._column.addLayout(self._rest)
        self._column.addStretch(1)
        return self._area

    def _build_answer(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(px(4))
        name = label("pieces", "etat")
        line = QHBoxLayout()
        line.addWidget(SafeLabel(name, "label"), 1)
        line.addWidget(self.pill)
        column.addLayout(line)
        answers = [(value, _(words)) for value, words in ANSWERS]
        self.answer = SegmentedChoice(name, answers, ticked=False)
        self.answer.set_read_only(self._session.read_only)
        self.answer.chosen.connect(self.state_asked)
        column.addWidget(self.answer)
        self.several = SafeLabel("", "small", wrap=True)
        column.addWidget(self.several)
        return column

    def _build_purpose(self) -> QWidget:
        self._purpose_box = QWidget()
        column = QVBoxLayout(self._purpose_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(SafeLabel(_("À quoi elle sert"), "label"))
        self.purpose = SafeLabel("", "small", wrap=True)
        column.addWidget(self.purpose)
        return self._purpose_box

    def _build_footer(self) -> QFrame:
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(px(13), px(6), px(6), px(8))
        column.setSpacing(0)
        self.ask_button = SecondaryButton(_("Demander à une personne…"), icon_name="send")
        self.ask_button.clicked.connect(self.ask_asked)
        self.remind_button = SecondaryButton(_("Rédiger la relance…"), icon_name="mail")
        self.remind_button.clicked.connect(self.remind_asked)
        for button in (self.ask_button, self.remind_button):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._footer = frame
        return frame

    # --- showing

    def show_lines(self, lines: Sequence[LignePiece], *, force: bool = False) -> None:
        """Show a document, or several; what is typed for the former one is committed first."""
        former, self.lines = self.lines, tuple(lines)
        self.setEnabled(bool(lines))
        only = self.lines[0] if len(self.lines) == 1 else None
        if only is not None:
            same = len(former) == 1 and former[0].piece.id == only.piece.id
            self._show_fields(only, same=same, force=force)
        self._show_words(only)
        self._show_parts(only)

    def _show_fields(self, line: LignePiece, *, same: bool, force: bool) -> None:
        specs = piece_specs(self._session, line.piece.id)
        if self.form is None:
            self.form = self._make_form(specs)
        elif same:
            self.form.reload(self._session.snapshot, force=force)
        elif self.form.rebind(specs):
            self._area.verticalScrollBar().setValue(0)
        self.attachments.show_owner(line.piece.id)

    def _make_form(self, specs: Sequence[FieldSpec]) -> Form:
        form = Form(self._session, parent=self)
        rows = {spec.key.rpartition(".")[2]: form.add(spec) for spec in specs}
        for box, lines in BOXES.items():
            widget = QWidget()
            flow = FieldFlow()
            widget.setLayout(flow)
            for names in lines:
                flow.line(*((rows[name], HALF) for name in names))
            (self._rest if box == "plus" else self._fields).addWidget(widget)
            self._boxes[box] = widget
            if box == "version":
                self._fields.addWidget(self.holds)
        return form

    def _show_words(self, only: LignePiece | None) -> None:
        count = len(self.lines)
        title = only.piece.titre if only else ngettext("{n} pièce", "{n} pièces", count)
        self.name.setText(title if self.lines else "")
        self.setAccessibleName(title)
        states = {line.piece.etat for line in self.lines}
        self.answer.set_value(states.pop() if len(states) == 1 else None)
        self.pill.setVisible(only is not None)
        self.several.setVisible(count > 1)
        self.several.setText(
            _("Ce que vous choisissez ici vaut pour les {n} pièces, en une étape.", n=count)
        )
        if only is None:
            return
        self.pill.set_pill(pill_of(only))
        dossier = self._session.snapshot, self._session.content
        self.purpose.setText(purpose_words(only.piece, *dossier))
        self.names.set_text(_names_words(only))
        self.holds.setText(holds_words(only, self._session.workspace.today))

    def _show_parts(self, only: LignePiece | None) -> None:
        writes = not self._session.read_only
        etat = only.piece.etat if only else None
        piece = only.piece if only else None
        shown = {
            "motif": etat is EtatPiece.SANS_OBJET or bool(piece and piece.motif),
            "detenteur": only is not None and etat is not EtatPiece.SANS_OBJET,
            "demande": etat is EtatPiece.DEMANDEE,
            "version": etat is EtatPiece.DISPONIBLE,
            "periode": etat in _COMING or bool(piece and piece.periode),
            "lieu": etat in _COMING or bool(piece and piece.emplacement),
            "plus": only is not None and self.more_fields.isChecked(),
        }
        for box, widget in self._boxes.items():
            widget.setVisible(shown[box])
        self.holds.setVisible(only is not None and bool(self.holds.text()))
        self.attachments.widget.setVisible(only is not None)
        self._purpose_box.setVisible(only is not None)
        self.more_fields.setVisible(only is not None)
        self.names.setVisible(only is not None and only.piece.donnees_personnelles)
        self.more.setVisible(writes and bool(self.lines))
        waits = any(line.statut in _WAITS for line in self.lines)
        self._footer.setVisible(writes and waits)
        self.ask_button.setVisible(len(self.lines) > 1)
        self.remind_button.setVisible(waits)

    def _on_more(self, opened: bool) -> None:  # noqa: FBT001 - signature of the Qt signal
        self.more_fields.set_icon("chevron-down" if opened else "chevron-right")
        self._show_parts(self.lines[0] if len(self.lines) == 1 else None)

    # --- files dropped anywhere on it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files for the document shown."""
        if len(self.lines) == 1:
            self.attachments.widget.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach them."""
        self.attachments.widget.dropEvent(event)

    # --- the caret

    def focus_field(self, name: str = "") -> bool:
        """Put the caret in a field, on the answer without a name; tell whether it is there."""
        if not self.lines:
            return False
        if not name or name == "etat" or len(self.lines) > 1:
            self.answer.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        box = next((box for box, lines in BOXES.items() if name in chain(*lines)), "")
        if box == "plus":
            self.more_fields.setChecked(True)
        if self.form is None or not box or self._boxes[box].isHidden():
            return False
        return self.form.focus(field_key(self.lines[0].piece.id, name))

    def forms(self) -> Iterable[Form]:
        """Return the form of the document, once one was shown."""
        return () if self.form is None else (self.form,)


_COMING = frozenset({EtatPiece.DISPONIBLE, EtatPiece.DEMANDEE})
_WAITS = frozenset({Statut.DEMANDEE, Statut.MANQUANTE, Statut.TROP_ANCIENNE})


def _names_words(line: LignePiece) -> str:
    told = _("Contient des noms : gardez-la chez vous, ne la joignez pas au dossier envoyé.")
    if line.fichiers:
        told += " " + _("Le fichier joint suit toutes les copies de ce dossier.")
    return told
