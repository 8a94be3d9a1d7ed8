"""The documents of the diagnosis: what is sent, what is signed, and what stays in the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.i18n import _
from cpom_desktop.reports.documents.diagnostic import diagnostic_blocks
from cpom_desktop.reports.documents.dossier_diagnostic import (
    chapitres_blocks,
    grille_blocks,
    methode_participants_blocks,
)
from cpom_desktop.reports.documents.dossier_themes import themes_blocks
from cpom_desktop.reports.documents.etablissement import etablissement_blocks
from cpom_desktop.reports.documents.feuille_de_route import feuille_blocks
from cpom_desktop.reports.documents.methode import methode_blocks
from cpom_desktop.reports.documents.negociation import negociation_blocks
from cpom_desktop.reports.documents.pv_diagnostic import pv_blocks
from cpom_desktop.reports.documents.synthese import (
    ANNEXE,
    annexe_blocks,
    essentiel_blocks,
    goes_on,
    synthese_blocks,
    with_annexe_blocks,
)
from cpom_desktop.reports.documents.vue_ars import vue_ars_blocks
from cpom_desktop.reports.entries import Entry
from cpom_desktop.services.documents import DocumentInfo, DocumentState, DocumentStatus
from cpom_desktop.services.queries.documents import (
    diagnostic_status,
    etablissement_status,
    whole_status,
)
from cpom_desktop.services.queries.documents_diagnostic import (
    feuille_status,
    methode_status,
    negociation_status,
    pv_status,
    synthese_status,
)
from cpom_desktop.services.queries.synthese import synthese_vue
from cpom_desktop.services.queries.vue_ars_verso import vue_ars_status

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot

PAGE = "synthese"
"""Where what the synthesis prints is typed."""

_SYNTHESE = DocumentInfo(
    "synthese-diagnostic",
    "Synthèse du diagnostic",
    "Annexe obligatoire, quatre pages au plus : radar, forces, faiblesses, chiffres, écarts.",
    stage=2,
    page=PAGE,
)
DETAIL = Entry(
    DocumentInfo(
        "diagnostic",
        "Diagnostic détaillé",
        "Chaque critère, son constat et sa preuve.",
        stage=2,
        page="grille",
    ),
    (diagnostic_blocks,),
    diagnostic_status,
)
DIAGNOSTIC = (Entry(_SYNTHESE, (synthese_blocks,), synthese_status), DETAIL)
"""The synthesis that is sent, and every finding."""

DIAGNOSTIC_BOUND = (Entry(_SYNTHESE, (with_annexe_blocks,), synthese_status), DETAIL)
"""The same as parts of the whole dossier: the synthesis is followed by its annexe."""


def annexe_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return whether the synthesis goes on anywhere: its annexe is needless when it does not."""
    found = diagnostic_status(snapshot, content, today)
    if found.state is DocumentState.VIDE or goes_on(synthese_vue(snapshot, content, today)):
        return found
    reasons = (_("tout tient dans la synthèse"),)
    return DocumentStatus(DocumentState.COMPLET, reasons, needless=True)


DOSSIER = Entry(
    DocumentInfo(
        "dossier-diagnostic",
        "Dossier de diagnostic partagé",
        "Synthèse en une page, méthode, 12 thèmes chiffrés, finances, priorités, sources, grille.",
        stage=2,
        page=PAGE,
        bound=True,
    ),
    (
        essentiel_blocks,
        etablissement_blocks,
        methode_participants_blocks,
        themes_blocks,
        chapitres_blocks,
        methode_blocks,
        grille_blocks,
    ),
    whole_status(
        [
            (PAGE, synthese_status),
            ("donnees", methode_status),
            ("etablissement", etablissement_status),
        ]
    ),
)
"""The whole diagnosis, to be shared (kit DO12); the grid is its annexe."""

DIAGNOSTIC_APART = (
    DOSSIER,
    Entry(
        DocumentInfo(
            "synthese-annexe",
            ANNEXE,
            "Ce qui dépasse les quatre pages de la synthèse, en entier.",
            stage=2,
            page=PAGE,
        ),
        (annexe_blocks,),
        annexe_status,
    ),
    Entry(
        DocumentInfo(
            "feuille-de-route",
            "Feuille de route du diagnostic",
            "Six priorités au plus, en une page : constat, chiffre, attendu, qui, quand.",
            stage=2,
            page=PAGE,
        ),
        (feuille_blocks,),
        feuille_status,
    ),
    Entry(
        DocumentInfo(
            "methode-sources",
            "Méthode et sources des chiffres",
            "Chaque indicateur : formule, calcul, repères, sources datées, confiance.",
            stage=2,
            page="donnees",
        ),
        (methode_blocks,),
        methode_status,
    ),
    Entry(
        DocumentInfo(
            "negociation-diagnostic",
            "Tableau de négociation",
            "Document interne : chaque constat, votre position, celle de l'ARS et du département.",
            stage=2,
            page=PAGE,
            mention=Mention.INTERNE,
        ),
        (negociation_blocks,),
        negociation_status,
    ),
    Entry(
        DocumentInfo(
            "pv-diagnostic",
            "PV de validation du diagnostic",
            "Version, date, réserves de chaque partie et signatures, en une page.",
            stage=2,
            page=PAGE,
        ),
        (pv_blocks,),
        pv_status,
    ),
    Entry(
        DocumentInfo(
            "vue-ars",
            "Vue ARS",
            "Document interne : vos chiffres comme l'agent les lit, vos réponses au verso.",
            stage=2,
            page="vue-ars",
            mention=Mention.INTERNE,
        ),
        (vue_ars_blocks,),
        vue_ars_status,
    ),
)
"""Documents printed by themselves; two of them never leave the house."""
