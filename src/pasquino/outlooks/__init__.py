"""Outlooks: what analysts expect, claim by claim, and what later news made of it."""
