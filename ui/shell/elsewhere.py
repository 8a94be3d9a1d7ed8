"""A copy of the dossier written where she chooses, with what could not be saved; then opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _
from cpom_desktop.services.messages import sentence
from ui.kit.buttons import SecondaryButton
from ui.kit.dialogs import QuestionDialog, inform
from ui.shell.files import choose_dossier_copy
from ui.shell.notices import unsaved_sentence
from ui.unsaved import PATIENT_MS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.workspace import Workspace
    from ui.session import Session
    from ui.shell.services import AppServices


def save_elsewhere(parent: QWidget, session: Session, services: AppServices) -> Workspace | None:
    """Ask where, write the copy with all that she typed, open it; None when it was not made.

    The dossier itself is left as it is.
    """
    while True:
        place = Path.home() / _("{nom} – copie.cpom", nom=session.workspace.path.stem)
        path = choose_dossier_copy(parent, place)
        if path is None:
            return None
        try:
            services.save_copy(session.workspace, path)
            copy = services.open_workspace(path)
        except ErreurCpom as error:
            inform(
                parent,
                _("La copie n'a pas été faite"),
                f"{sentence(error)} {error.remedy}".strip(),
                trouble=True,
            )
            continue
        session.unsaved.write_into(copy)
        return copy


def copied_sentence(path: Path) -> str:
    """Return what is said once she works in a copy."""
    return _(
        "Vous travaillez maintenant dans la copie {nom}, dans {lieu}. L'autre fichier reste tel "
        "qu'il était.",
        nom=path.name,
        lieu=str(path.parent),
    )


class UnsavedDialog(QuestionDialog):
    """Closing with something unsaved: stay, copy elsewhere, or give it up."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(
            _("Fermer sans enregistrer la dernière modification ?"),
            unsaved_sentence(session),
            action_label=_("Fermer sans l'enregistrer"),
            safe_label=_("Rester"),
            destructive=True,
            parent=parent,
        )
        self.wants_copy = False
        self.elsewhere = self.add_button(SecondaryButton(_("Copier ailleurs…")))
        self.elsewhere.clicked.connect(self._on_elsewhere)

    def _on_elsewhere(self) -> None:
        self.wants_copy = True
        self.accept()


def may_give_up(parent: QWidget, session: Session, services: AppServices) -> bool:
    """Tell whether the dossier may be closed: what is not saved is copied, or given up by her."""
    if session.unsaved.failure is None or session.retry(PATIENT_MS):
        return True
    dialog = UnsavedDialog(session, parent)
    accepted = bool(dialog.exec())
    wants_copy = dialog.wants_copy
    dialog.deleteLater()
    if not accepted or not wants_copy:
        return accepted
    copy = save_elsewhere(parent, session, services)
    if copy is None:
        return False
    copy.close()
    return True
