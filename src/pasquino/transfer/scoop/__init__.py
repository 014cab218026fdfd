"""Pages of the engine Scoop, read from their text."""
