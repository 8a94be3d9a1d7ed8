"""Read models: pure functions of a snapshot, for screens and documents alike."""
