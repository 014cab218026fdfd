"""What this room announces to rooms above it; each is sent inside the deed's transaction.

The listener's work is part of the deed: when it fails, nothing was posted, and when the deed is
taken back, so is what the listener wrote.
"""

from django.dispatch import Signal

# Comments came, or changed in what they say or in who may see them.
# Gives `thread`: their Thread; `comments`: the ids of all that changed; and where a single one
# was written just now `new`: that Comment with its text, so that nobody need read it again.
comments_changed = Signal()

# A whole discussion was closed, opened again, shown or put away. Gives `thread`: the Thread.
thread_changed = Signal()
