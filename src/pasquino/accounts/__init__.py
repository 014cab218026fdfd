"""Readers and writers: who they are, which role they have, how they get in.

What each role may do at the desk is in stories/desk_setup.py.
"""
