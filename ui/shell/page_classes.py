"""Which class shows which page of the parcours."""

from __future__ import annotations

PAGE_CLASSES = {
    "tableau-de-bord": ("ui.pages.tableau_de_bord", "TableauDeBordPage"),
    "check-list": ("ui.pages.check_list", "CheckListPage"),
    "etablissement": ("ui.pages.etablissement", "EtablissementPage"),
    "acteurs": ("ui.pages.acteurs", "ActeursPage"),
    "comitologie": ("ui.pages.comitologie", "ComitologiePage"),
    "retroplanning": ("ui.pages.retroplanning", "RetroplanningPage"),
    "pieces": ("ui.pages.pieces", "PiecesPage"),
    "raci": ("ui.pages.raci", "RaciPage"),
    "reunions": ("ui.pages.reunions", "ReunionsPage"),
    "journal": ("ui.pages.journal", "JournalPage"),
    "echeancier": ("ui.pages.echeancier", "EcheancierPage"),
    "controle": ("ui.pages.controle", "ControlePage"),
    "documents": ("ui.pages.documents", "DocumentsPage"),
    "donnees": ("ui.pages.donnees", "DonneesPage"),
    "grille": ("ui.pages.grille", "GrillePage"),
    "synthese": ("ui.pages.synthese", "SynthesePage"),
    "vue-ars": ("ui.pages.vue_ars", "VueArsPage"),
    "confidentialite": ("ui.pages.confidentialite", "ConfidentialitePage"),
    "historique": ("ui.pages.historique", "HistoriquePage"),
    "indicateurs": ("ui.pages.indicateurs", "IndicateursPage"),
    "objectifs": ("ui.pages.objectifs", "ObjectifsPage"),
    "bibliotheque": ("ui.pages.bibliotheque", "BibliothequePage"),
    "fiches-action": ("ui.pages.fiches_action", "FichesActionPage"),
    "plan-actions": ("ui.pages.plan_actions", "PlanActionsPage"),
    "fil-dor": ("ui.pages.fil_dor", "FilDorPage"),
}
"""Slug of a page → module and class, imported when first shown."""
