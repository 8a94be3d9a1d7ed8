"""Fields, buttons and small widgets used by every page."""
