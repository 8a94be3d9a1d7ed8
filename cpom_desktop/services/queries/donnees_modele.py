"""The workbook to be filled in by an accountant: how it is known again when it comes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.donnees_colonnes import CODE_HEAD
from cpom_desktop.services.queries.donnees_recues import same_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpom_desktop.services.queries.correspondances import Colonnes
    from cpom_desktop.services.tableaux import FileTable

MARK_LENGTH = 8
_MARK = re.compile(rf"{re.escape(CODE_HEAD)} ([0-9a-f]{{{MARK_LENGTH}}})\)?")


def code_head(uuid: str) -> str:
    """Return the head of the column of codes, which tells whose template it is."""
    return f"Code (CPOM {uuid.replace('-', '')[:MARK_LENGTH] or '0' * MARK_LENGTH})"


def is_template(table: FileTable, columns: Colonnes) -> bool:
    """Tell whether a file is a template of ours, of this dossier or of another."""
    return bool(_mark(table, columns))


def template_notes(
    table: FileTable, columns: Colonnes, uuid: str, annees: Sequence[int]
) -> Iterator[str]:
    """Yield what is told of a template that came back: whose it is, and of what years."""
    mark = _mark(table, columns)
    if not mark:
        return
    if mark == _MARK.fullmatch(same_key(code_head(uuid)))[1]:  # type: ignore[index]
        yield _("Modèle de ce dossier : il se lit sans rien préciser.")
    else:
        yield _("Ce modèle a été fait pour un autre dossier : vérifiez de quel établissement.")
    said = [int(role) for role in columns.roles if role and role.isdigit()]
    others = sorted(set(said) - set(annees))
    if others:
        years = ", ".join(map(str, others))
        yield _("Il porte sur des années qui ne sont pas affichées : {annees}.", annees=years)


def _mark(table: FileTable, columns: Colonnes) -> str:
    if columns.head < 0:
        return ""
    found = (_MARK.fullmatch(same_key(cell)) for cell in table.rows[columns.head])
    return next((match[1] for match in found if match), "")
