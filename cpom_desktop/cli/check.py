"""« cpom check »: the contrôle du dossier, told in lines or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cpom_desktop.bootstrap import open_workspace
from cpom_desktop.cli.commands import say
from cpom_desktop.i18n import _
from cpom_desktop.services.anomalies.controle import REGLES, controle
from cpom_desktop.services.anomalies.vue import GRAVITE_WORDS, destination, headline

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from datetime import date

    from cpom_desktop.services.anomalies.controle import Anomalie, Controle

FORMAT, VERSION = "cpom-desktop/controle", 1
"""What the JSON says of itself; its keys are public."""


def check(args: Namespace) -> int:
    """Tell what the contrôle finds in a dossier; 1 when there is anything to mend."""
    workspace = open_workspace(args.dossier, read_only=True)
    try:
        today = workspace.today
        found = controle(workspace.snapshot, workspace.content, today)
    finally:
        workspace.close()
    if args.json:
        say(json.dumps(as_json(found, today), ensure_ascii=False, indent=2))
    else:
        for line in _lines(found):
            say(line)
    return int(bool(found.anomalies))


def _lines(found: Controle) -> Iterator[str]:
    for anomalie in found.anomalies:
        releve = anomalie.releve
        word = _(GRAVITE_WORDS[anomalie.gravite])
        yield _("{gravite} : {phrase} [{ou}]", gravite=word, phrase=releve.phrase, ou=releve.ou)
    for anomalie in found.ignorees:
        yield _(
            "Ignoré : {phrase} Raison : {motif}",
            phrase=anomalie.releve.phrase,
            motif=anomalie.motif,
        )
    told = headline(found)
    yield _(
        "{points} ; {tenus} contrôles tenus sur {total}.",
        points=f"{told[:1].upper()}{told[1:]}",
        tenus=len(found.tenues),
        total=len(REGLES),
    )


def as_json(found: Controle, today: date) -> dict[str, Any]:
    """Return the contrôle as it is documented (`docs/stockage.md`)."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "jour": today.isoformat(),
        "regles": len(REGLES),
        "tenues": [regle.slug for regle in found.tenues],
        "anomalies": [_told(anomalie) for anomalie in found.anomalies],
        "ignorees": [_told(anomalie) for anomalie in found.ignorees],
    }


def _told(anomalie: Anomalie) -> dict[str, Any]:
    regle, releve = anomalie.regle, anomalie.releve
    page, champ = destination(releve)
    return {
        "cle": anomalie.cle,
        "regle": regle.slug,
        "gravite": regle.gravite.value,
        "etape": regle.stage,
        "phrase": releve.phrase,
        "pourquoi": _(regle.pourquoi),
        "que_faire": releve.que_faire,
        "ou": releve.ou,
        "page": page,
        "champ": champ,
        "motif": anomalie.motif,
    }
