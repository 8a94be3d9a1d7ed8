"""Frame of the window: sidebar, top bar, home, wizard."""
