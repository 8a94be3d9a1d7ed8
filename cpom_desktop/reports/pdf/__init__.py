"""Blocks to a tagged PDF (ReportLab, then pikepdf)."""
