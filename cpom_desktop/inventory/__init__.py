"""What the program is made of: each component with its version, its licence and the text of it."""
