"""Readers and writers: who they are, which role they have, how they get in."""
