"""Which fields hold characters that the printed fonts do not have, named for her."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.reports.fonts import missing_characters
from cpom_desktop.services.labels import FIELDS, label
from cpom_desktop.services.snapshot import SINGLE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from cpom_desktop.services.snapshot import DossierSnapshot

UNPRINTED = frozenset(
    {
        ("acteurs", "attentes"),
        ("acteurs", "phases"),
        ("anomalies_assumees", "motif"),
        ("echeances", "motif"),
        ("echeances", "note"),
        ("echeances", "rappels"),
        ("etablissement", "departement"),
        ("indicateurs", "donnee"),
        ("objectifs", "note"),
        ("reunions", "motif_reouverture"),
        ("reunions", "note"),
        ("tasks", "note"),
    }
)
"""Fields that no document prints."""


def unprintable_fields(snapshot: DossierSnapshot, replaced: Container[str]) -> tuple[str, ...]:
    """Return one sentence for each field that prints with □.

    Args:
        snapshot: the dossier.
        replaced: signs printed as □ in the document at hand: what it does not print is silent.
    """
    return tuple(
        _(
            "{champ} ({quoi}) : ces signes s'impriment □ : {signes}",
            champ=label(table, name),
            quoi=what,
            signes=" ".join(missing),
        )
        for table, name, what, value in _texts(snapshot)
        if (missing := [sign for sign in missing_characters(value) if sign in replaced])
    )


def _texts(snapshot: DossierSnapshot) -> Iterable[tuple[str, str, str, str]]:
    for table, known in FIELDS.items():
        rows = getattr(snapshot, table)
        for row in (rows,) if table in SINGLE else rows:
            for field in fields(row):
                value = getattr(row, field.name)
                if (
                    field.name in known
                    and type(value) is str
                    and (table, field.name) not in UNPRINTED
                ):
                    yield table, field.name, _name(row), value


def _name(row: object) -> str:
    """Return what tells one row from another: its name, title or label."""
    for attribute in ("nom", "titre", "libelle", "fonction", "structure", "critere"):
        if text := getattr(row, attribute, ""):
            return str(text)[:40]
    return _("contrat")
