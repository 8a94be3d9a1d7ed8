"""« Revenir à la version… »: what would change, before the whole dossier goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date, format_time
from ui.kit.buttons import SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.models.compare import CompareCard
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.ports import VersionInfo
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session

WIDTH, HEIGHT = 780, 330


class RevertDialog(KitDialog):
    """Every difference from now to the version, in words; keeping the dossier is the default."""

    def __init__(
        self, session: Session, info: VersionInfo, target: DossierSnapshot, parent: QWidget
    ) -> None:
        super().__init__(
            _("Revenir à la version « {nom} » ?", nom=info.nom),
            _(
                "Tout le dossier redevient ce qu'il était le {jour} à {heure}. Une sauvegarde "
                "est faite d'abord, et Ctrl+Z annule tout d'un coup.",
                jour=format_date(info.moment.date()),
                heure=format_time(info.moment),
            ),
            icon_name="history",
            icon_role="lien",
            parent=parent,
        )
        self.card = CompareCard(session, goes_back=False)
        now = (_("Version de travail"), session.snapshot)
        self.card.show_sides(now, (info.nom, target))
        self.body.addWidget(self.card)
        self.safe = self.add_button(SecondaryButton(_("Garder le dossier actuel")), default=True)
        self.safe.clicked.connect(self.reject)
        self.act = self.add_button(
            SecondaryButton(_("Revenir à cette version"), icon_name="history")
        )
        self.act.setEnabled(bool(self.card.differences()))
        self.act.clicked.connect(self.accept)
        window = parent.window()
        self.setFixedWidth(min(px(WIDTH), window.width() - 40))
        self.card.setFixedHeight(min(px(HEIGHT), window.height() - px(165)))
        self.card.fit(beside=self.width() >= px(WIDTH))
