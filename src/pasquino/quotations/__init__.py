"""Quotations: whether the words are the source's words, what was cut, and what that changed."""
