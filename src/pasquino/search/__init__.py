"""Finding stories and comments by their words, with a ranking of our own."""
