"""Page « Synthèse »."""

from __future__ import annotations

from ui.pages.synthese.page import SynthesePage

__all__ = ["SynthesePage"]
