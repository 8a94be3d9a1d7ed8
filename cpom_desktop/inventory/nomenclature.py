"""The list of components as CycloneDX 1.6 says it: what is shipped, and what « À propos » saves.

The same components give the same bytes: no date, no random number.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from cpom_desktop.inventory.parts import PROGRAM, Part

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMESPACE = uuid.UUID("43504f4d-0000-5000-8000-000000000000")
TEXT, USE, CARRIER = "cpom:texte", "cpom:usage", "cpom:porteur"


def nomenclature(parts: Sequence[Part]) -> str:
    """Return the list of components as JSON, the program as what it is about."""
    listed = sorted((each for each in parts if each.name != PROGRAM), key=_place)
    ours = next(each for each in parts if each.name == PROGRAM)
    components = [_component(each) for each in listed]
    bom = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, json.dumps(components))}",
        "version": 1,
        "metadata": {"component": {**_component(ours), "type": "application"}},
        "components": components,
        "dependencies": [
            {"ref": _reference(ours), "dependsOn": [_reference(each) for each in listed]}
        ],
    }
    return json.dumps(bom, ensure_ascii=False, indent=1) + "\n"


def read_nomenclature(text: str) -> tuple[Part, ...]:
    """Return the components of a list that the program wrote, the program first."""
    bom = json.loads(text)
    return tuple(map(_part, (bom["metadata"]["component"], *bom["components"])))


def _place(part: Part) -> tuple[str, str]:
    return part.name.lower(), part.purl


def _reference(part: Part) -> str:
    return part.purl or part.name


def _component(part: Part) -> dict[str, Any]:
    said = [(USE, part.use), (CARRIER, part.carrier), *((TEXT, name) for name in part.texts)]
    component = {
        "type": "library",
        "bom-ref": _reference(part),
        "name": part.name,
        "version": part.version,
        "licenses": [{"expression": part.licence}],
        "purl": part.purl,
        "properties": [{"name": name, "value": value} for name, value in said if value],
    }
    return {key: value for key, value in component.items() if value}


def _part(component: dict[str, Any]) -> Part:
    said = [(each["name"], each["value"]) for each in component.get("properties", ())]
    return Part(
        component["name"],
        component.get("version", ""),
        component["licenses"][0]["expression"],
        dict(said).get(USE, ""),
        component.get("purl", ""),
        tuple(value for name, value in said if name == TEXT),
        dict(said).get(CARRIER, ""),
    )
