"""The figures in the catalogue: everything there is, and the template for the accountant."""

from __future__ import annotations

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.reports.documents.donnees import donnees_blocks, modele_blocks
from cpom_desktop.reports.documents.methode import methode_blocks
from cpom_desktop.reports.entries import Entry
from cpom_desktop.services.documents import DocumentFormat, DocumentInfo
from cpom_desktop.services.queries.documents_diagnostic import donnees_status, modele_status

DONNEES = (
    Entry(
        DocumentInfo(
            "donnees-chiffrees",
            "Données chiffrées",
            "Chaque indicateur par année, sa formule et ses sources ; les nombres, en tableur.",
            stage=2,
            page="donnees",
            formats=(DocumentFormat.PDF, DocumentFormat.XLSX, DocumentFormat.CSV),
        ),
        (donnees_blocks, methode_blocks),
        donnees_status,
    ),
    Entry(
        DocumentInfo(
            "modele-donnees",
            "Modèle de données à faire remplir",
            "À envoyer au comptable ; le tableur rempli se reprend sans ressaisie.",
            stage=2,
            page="donnees",
            formats=(DocumentFormat.PDF, DocumentFormat.XLSX),
            mention=Mention.AUCUNE,
        ),
        (modele_blocks,),
        modele_status,
    ),
)
"""Documents of the page « Données »."""
