"""The broom: what moderators did, why, and how each of it is undone."""
