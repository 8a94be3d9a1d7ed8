"""Pictures as lists of primitives in millimetres; two painters draw them elsewhere."""
