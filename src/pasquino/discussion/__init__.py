"""The discussion under a story: numbered comments, their threads, displays, sorts and ratings."""
