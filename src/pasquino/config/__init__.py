"""Puts the rooms together: settings, addresses, the servers and the worker."""
