"""Figures: numbers somebody published, with their words, date and source, checked and followed."""
