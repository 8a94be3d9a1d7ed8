"""Ordered, named migrations; each imports sqlite-utils only."""
