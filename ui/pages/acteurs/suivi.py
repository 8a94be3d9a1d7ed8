"""The part « Dans le dossier »: last contact, what comes next, seats, roles, tasks. Computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.acteurs import suivi_of
from ui.kit.fold import Fold
from ui.kit.labels import SafeLabel
from ui.kit.link_line import LinkLine
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.queries.acteurs import Lien, Suivi
    from ui.session import Session

MOST = 5
"""Links of one kind; the others are counted."""
ICONS = {
    "journal": "message-square-text",
    "reunions": "users",
    "comitologie": "users-round",
    "raci": "table",
    "retroplanning": "calendar-days",
    "fiches-action": "file-text",
}


class SuiviFold(Fold):
    """Links to what names a stakeholder; made again when it opens or when something changes.

    Signals:
        opened: slug of a page and key of a field.
    """

    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__(_("Dans le dossier"))
        self._session = session
        self._shown: Suivi | None = None
        self._links = QWidget()
        self.add(self._links)

    def show_acteur(self, acteur: Acteur) -> None:
        """Show what the dossier says of a stakeholder."""
        session = self._session
        today = session.workspace.today
        found = suivi_of(session.snapshot, session.content, today, acteur.id)
        if found == self._shown:
            return
        self._shown = found
        self.set_summary(_summary(found))
        self._fill(found)

    def _fill(self, found: Suivi) -> None:
        links = QWidget()
        column = QVBoxLayout(links)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for title, group in _groups(found):
            column.addWidget(SafeLabel(title, "label"))
            for link in group[:MOST]:
                column.addWidget(self._line(link))
            if len(group) > MOST:
                words = ngettext("et {n} autre", "et {n} autres", len(group) - MOST)
                column.addWidget(SafeLabel(words, "caption-2"))
            column.addSpacing(px(4))
        if column.isEmpty():
            nothing = _("Rien d'autre dans le dossier ne nomme encore cet acteur.")
            column.addWidget(SafeLabel(nothing, "small-2", wrap=True))
        self.body.replaceWidget(self._links, links)
        self._links.hide()
        self._links.deleteLater()
        self._links = links

    def _line(self, link: Lien) -> QWidget:
        words = _(
            "{texte}, {jour}", texte=link.texte.rstrip("."), jour=format_date(link.jour, "medium")
        )
        text = words if link.jour else link.texte
        if link.page not in PAGES:
            return SafeLabel(text, "small", wrap=True)
        line = LinkLine(text, ICONS.get(link.page, "link"), "lien")
        line.setProperty("page", link.page)
        line.setProperty("field", link.champ)
        line.clicked.connect(self._on_link)
        return line

    def _on_link(self) -> None:
        line = self.sender()
        if line is not None:
            self.opened.emit(str(line.property("page")), str(line.property("field")))


def _groups(found: Suivi) -> Iterator[tuple[str, Sequence[Lien]]]:
    """Yield each title with its links; what is empty is left out."""
    groups: tuple[tuple[str, Sequence[Lien]], ...] = (
        (_("Dernier contact"), (found.contact,) if found.contact else ()),
        (_("Prochaine action"), (found.prochaine,) if found.prochaine else ()),
        (_("Siège dans"), found.instances),
        (_("Rôles dans la matrice RACI"), found.roles),
        (_("Tâches à faire"), found.taches),
        (_("Fiches actions"), found.fiches),
    )
    return ((title, links) for title, links in groups if links)


def _summary(found: Suivi) -> str:
    """Return « dernier contact 12 mars 2027, 2 instances, 1 rôle, 3 tâches »."""
    counted = (
        ("{n} instance", "{n} instances", len(found.instances)),
        ("{n} rôle", "{n} rôles", len(found.roles)),
        ("{n} tâche", "{n} tâches", len(found.taches)),
        ("{n} fiche", "{n} fiches", len(found.fiches)),
    )
    parts = [ngettext(one, many, n) for one, many, n in counted if n]
    if found.contact:
        day = format_date(found.contact.jour, "medium")
        parts.insert(0, _("dernier contact {jour}", jour=day))
    return ", ".join(parts) or _("rien encore")
