"""What answers no criterion of this grid: kept in the dossier, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.criteres import criteres, without_critere
from ui.kit.labels import set_tooltip
from ui.kit.states import Strip

if TYPE_CHECKING:
    from cpom_desktop.domain.diagnostic import Constat
    from ui.session import Session

TOLD = 5


class KeptStrip(Strip):
    """Tells the findings whose criterion this grid does not have, and her criteria out of it."""

    def __init__(self, session: Session) -> None:
        super().__init__("alerte")
        self._session = session
        self.refresh()

    def refresh(self) -> None:
        """Tell what is kept, hidden when nothing is."""
        snapshot, content = self._session.snapshot, self._session.content
        own = criteres(snapshot, content).hors_grille
        lost = without_critere(snapshot, content)
        self.setVisible(bool(lost or own))
        told = [_told(constat) for constat in lost]
        told += [f"{critere.repere} : {critere.titre}" for critere in own]
        self.set_text(_sentence([constat.critere.upper() for constat in lost]) if lost else _own())
        set_tooltip(self, "\n".join(told[:TOLD]))


def _sentence(slugs: list[str]) -> str:
    return ngettext(
        "{n} constat répond à un critère que cette grille n’a pas ({quoi}) : il est gardé "
        "dans le dossier, sans compter dans les thèmes.",
        "{n} constats répondent à des critères que cette grille n’a pas ({quoi}) : ils "
        "sont gardés dans le dossier, sans compter dans les thèmes.",
        len(slugs),
        quoi=", ".join(slugs[:TOLD]),
    )


def _own() -> str:
    return _(
        "Des critères à vous sont d’un thème que cette grille n’a pas : ils sont gardés dans le "
        "dossier, sans compter dans les thèmes."
    )


def _told(constat: Constat) -> str:
    return f"{constat.critere.upper()} : {constat.texte or '–'}"[:300]


def slugs_of(session: Session) -> dict[int, str]:
    """Return the criterion of each finding, by the id of its row."""
    return {constat.id: constat.critere for constat in session.snapshot.constats}
