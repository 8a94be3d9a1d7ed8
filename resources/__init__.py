"""Data only: packs, themes, icons, fonts with their licences."""
