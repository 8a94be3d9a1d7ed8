"""Before the pack of a region is taken: before and after side by side, and what it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.content.regional import read_regional
from cpom_desktop.errors import PackInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import DropPack, TakePack
from cpom_desktop.services.queries.packs_lecture import (
    OBJECTIFS,
    lecture,
    theme_of,
    without,
)
from ui.attempt import Attempt
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.fields import TextField
from ui.kit.fold import Fold
from ui.kit.labels import SafeLabel
from ui.kit.scrolling import scrolled
from ui.kit.states import Strip
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QShowEvent

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.packs import Grille
    from cpom_desktop.services.queries.packs_lecture import Lecture
    from ui.session import Session

WIDTH = 720


class PackWords(NamedTuple):
    """What the dialog asks, offers to keep, and does."""

    question: str
    keep: str
    verb: str
    icon: str


def pack_words(theme: str, *, back: bool) -> PackWords:
    """Return the words of a dialog, for a theme, taken or given `back`."""
    if theme == OBJECTIFS:
        keep = _("Garder la bibliothèque actuelle")
        if back:
            verb = _("Revenir à la bibliothèque du kit")
            question = _("Revenir à la bibliothèque du kit ?")
            return PackWords(question, keep, verb, "library")
        return PackWords(_("Prendre ces objectifs ?"), keep, _("Prendre ces objectifs"), "library")
    keep = _("Garder la grille actuelle")
    if back:
        verb = _("Revenir à la grille du kit")
        return PackWords(_("Revenir à la grille du kit ?"), keep, verb, "list-checks")
    return PackWords(_("Prendre cette grille ?"), keep, _("Prendre cette grille"), "list-checks")


def take_dialog(
    session: Session, texts: Mapping[str, str], theme: str, parent: QWidget
) -> KitDialog:
    """Return what the pack of a file would change, or all that is wrong in it.

    Args:
        session: the dossier.
        texts: of the file, by name.
        theme: of the page that asked.
        parent: the page.
    """
    try:
        pair = read_regional(texts, session.content)
    except PackInvalide as error:
        return FaultsDialog(error, parent)
    found = lecture(session.snapshot, session.content, pair, theme_of(texts, theme))
    return PackDialog(session, TakePack(textes=dict(texts)), found, parent)


def back_dialog(session: Session, theme: str, parent: QWidget) -> KitDialog:
    """Return what going back to the kit for a theme would change."""
    content = session.content
    pack = content.origin(theme).id
    found = lecture(session.snapshot, content, without(content, pack), theme)
    return PackDialog(session, DropPack(pack=pack), found, parent)


class PackDialog(KitDialog):
    """« Prendre cette grille » or nothing; it is one step, that she may undo.

    Args:
        session: the dossier.
        operation: takes the pack, or drops it.
        found: what it changes.
        parent: the page.
    """

    def __init__(
        self, session: Session, operation: Operation, found: Lecture, parent: QWidget
    ) -> None:
        words = pack_words(found.theme, back=isinstance(operation, DropPack))
        super().__init__(words.question, "", icon_name=words.icon, parent=parent)
        _fit(self)
        self._operation = operation
        self._attempt = Attempt(session, self, self._refuse)
        self._build_reading(found)
        self.trouble = Strip("erreur")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.setAccessibleDescription(" ".join((found.apres.titre, *found.phrases)))
        cancel = self.add_button(SecondaryButton(words.keep))
        cancel.clicked.connect(self.reject)
        self.take = self.add_button(PrimaryButton(words.verb), default=True)
        self.take.clicked.connect(self._on_take)

    def _build_reading(self, found: Lecture) -> None:
        """Put what is to be read in an area that scrolls where the screen is low."""
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, px(4), 0)
        self._column.setSpacing(px(6))
        self._build_sides(found)
        for phrase in found.phrases:
            self._column.addWidget(SafeLabel(f"– {phrase}", "small", wrap=True))
        self._build_lists(found)
        told = _("Vous pourrez annuler (Ctrl+Z), ou revenir au kit plus tard.")
        self._column.addWidget(SafeLabel(told, "caption-2", wrap=True))
        self._column.addStretch(1)
        self.area = scrolled(inner)
        self.area.setProperty("role", "a-lire")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(_("Ce qui change"))
        inner.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        self.body.addWidget(self.area, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as what is to be read, up to the screen."""
        super().showEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        width = self.area.viewport().width()
        wanted = self._column.heightForWidth(width) + px(4)
        around = self.height() - self.area.height()
        room = self.screen().availableGeometry().height() - px(16)
        self.resize(self.width(), min(wanted + around, room))

    def _build_sides(self, found: Lecture) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(12))
        line.addWidget(_side(_("Avant"), found.avant), 1)
        line.addWidget(_side(_("Après"), found.apres), 1)
        self._column.addLayout(line)

    def _build_lists(self, found: Lecture) -> None:
        """Name what is found again, kept aside, added or left, folded."""
        self.folds: list[Fold] = []
        for title, names in found.listes:
            self._add_fold(title, names)

    def _add_fold(self, title: str, names: Sequence[str]) -> None:
        fold = Fold(title)
        fold.set_summary(", ".join(names[:3]))
        fold.add(_listing(title, "\n".join(names)))
        fold.toggled.connect(self._fit_height)
        self._column.addWidget(fold)
        self.folds.append(fold)

    def _refuse(self, sentence: str) -> None:
        self.trouble.set_text(sentence)
        self.trouble.show()

    def _on_take(self) -> None:
        self._attempt.run(self._operation)


class FaultsDialog(KitDialog):
    """All that is wrong in the file of a region, to be sent back to who wrote it."""

    def __init__(self, error: PackInvalide, parent: QWidget) -> None:
        faults = error.values["fautes"]
        lines = [str(fault) for fault in faults] if isinstance(faults, tuple) else []
        title = _("Ce fichier ne peut pas être pris")
        count = ngettext("{n} faute trouvée.", "{n} fautes trouvées.", len(lines))
        super().__init__(
            title,
            f"{count} {error.remedy}",
            icon_name="octagon-x",
            icon_role="erreur",
            parent=parent,
        )
        _fit(self)
        self._text = "\n".join(lines)
        self.faults = _listing(_("Fautes du fichier"), self._text)
        self.body.addWidget(self.faults)
        self.copy = self.add_button(SecondaryButton(_("Copier la liste"), icon_name="copy"))
        self.copy.clicked.connect(self._on_copy)
        close = self.add_button(PrimaryButton(_("Fermer")), default=True)
        close.clicked.connect(self.accept)

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._text)


def _fit(dialog: KitDialog) -> None:
    """Take the width of the design, or that of the screen at a large size of text."""
    room = dialog.screen().availableGeometry()
    dialog.setFixedWidth(min(px(WIDTH), room.width() - px(16)))
    dialog.setMaximumHeight(room.height() - px(16))


def _side(word: str, grille: Grille) -> QFrame:
    """Return a grid in a few lines."""
    frame = QFrame()
    frame.setProperty("role", "encart")
    column = QVBoxLayout(frame)
    column.setContentsMargins(px(12), px(8), px(12), px(8))
    column.setSpacing(px(2))
    column.addWidget(SafeLabel(word, "label"))
    column.addWidget(SafeLabel(grille.titre, "body", wrap=True))
    column.addWidget(SafeLabel(grille.contenu, "small-2", wrap=True))
    column.addWidget(SafeLabel(grille.mention, "caption-2", wrap=True))
    column.addStretch(1)
    return frame


def _listing(name: str, text: str) -> TextField:
    """Return a long list, to be read and copied."""
    field = TextField(name, lines=4)
    field.set_raw(text)
    field.set_read_only(True)
    field.setMaximumHeight(px(160))
    field.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return field
