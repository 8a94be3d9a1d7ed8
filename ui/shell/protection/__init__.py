"""The optional password of a dossier in the window: asked, chosen, changed; the lock."""
