"""An identity file (TOML) as the operations that the assistant would run.

Keys are those of the operations: [dossier], [etablissement], [capacites.TYPE], and
[acteurs.SLUG] for the stakeholders that every dossier starts with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import tomli

from cpom_desktop.content.reasons import refusal
from cpom_desktop.errors import ImportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.services.operations import (
    Operation,
    PrepareDossier,
    UpdateActeur,
    UpdateCapacite,
    UpdateDossier,
    UpdateEtablissement,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpom_desktop.services.snapshot import DossierSnapshot

SECTIONS = frozenset({"dossier", "etablissement", "capacites", "acteurs"})


def read_identity(text: str) -> dict[str, Any]:
    """Return the sections of an identity file.

    Raises:
        ImportImpossible: not TOML, an unknown section, or no name of establishment.
    """
    try:
        data = tomli.loads(text)
    except (ValueError, RecursionError) as error:  # a number without end is no TOML error
        raise _refused(_("ce n'est pas un fichier TOML lisible"), str(error)) from error
    if unknown := sorted(data.keys() - SECTIONS):
        raise _refused(_("section inconnue : {nom}", nom=", ".join(unknown)))
    for path, value in _tables(data):
        if not isinstance(value, dict):
            raise _refused(_("[{section}] n'est pas une section", section=path))
    nom = data.get("etablissement", {}).get("nom")
    if not isinstance(nom, str) or not nom:
        raise _refused(_("il manque [etablissement] nom"))
    return data


def identity_operations(
    data: Mapping[str, Any], snapshot: DossierSnapshot
) -> tuple[Operation, ...]:
    """Return what makes a started dossier the one that the file describes.

    Raises:
        ImportImpossible: a key or a value that the operations refuse.
    """
    ids = {acteur.slug: acteur.id for acteur in snapshot.acteurs}
    capacites: Mapping[str, Any] = data.get("capacites", {})
    acteurs: Mapping[str, Any] = data.get("acteurs", {})
    if unknown := sorted(acteurs.keys() - ids.keys()):
        raise _refused(_("acteur inconnu : {nom}", nom=", ".join(unknown)))
    return (
        _made(UpdateEtablissement, "etablissement", data["etablissement"]),
        _made(UpdateDossier, "dossier", data.get("dossier", {})),
        *(
            _made(UpdateCapacite, f"capacites.{kind}", {**values, "type": kind})
            for kind, values in capacites.items()
        ),
        *(
            _made(UpdateActeur, f"acteurs.{slug}", {**values, "id": ids[slug]})
            for slug, values in acteurs.items()
        ),
        *((PrepareDossier(),) if data.get("dossier", {}).get("piste") else ()),
    )


def _tables(data: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Give every section and sub-section that must be a table, with its name."""
    for name, value in data.items():
        yield name, value
        if name in {"capacites", "acteurs"} and isinstance(value, dict):
            yield from ((f"{name}.{key}", inner) for key, inner in value.items())


def _made(kind: type[Operation], section: str, values: object) -> Operation:
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise _refused(
            _("[{section}] {raison}", section=section, raison=refusal(error)), str(error)
        ) from error


def _refused(reason: str, detail: str = "") -> ImportImpossible:
    return ImportImpossible(
        "identite",
        _("Fichier d'identité refusé : {raison}. Aucun dossier n'a été créé.", raison=reason),
        remedy=_("Corrigez-le : « cpom ops --json » liste les champs et leurs valeurs."),
        detail=detail,
    )
