"""The dossier that is open, as the home page will list it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from ui.shell.settings import Recent

if TYPE_CHECKING:
    from datetime import datetime

    from cpom_desktop.services.workspace import Workspace
    from ui.shell.settings import Settings


def remember(settings: Settings, workspace: Workspace, moment: datetime) -> None:
    """Put a dossier first among those opened before."""
    done = workspace.snapshot.dossier.assistant_termine
    stage = _("Étape 1, lancement") if done else _("Assistant à terminer")
    iso = moment.isoformat(timespec="minutes")
    protected = "" if workspace.key is None else "oui"
    settings.add_recent(Recent(str(workspace.path), stage, iso, protected))
