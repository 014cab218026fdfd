"""What this room announces to rooms above it; each is sent inside the deed's transaction."""

from django.dispatch import Signal

# A member leaves. Gives `user`: the account, its name not yet removed; `keeps_comments`: what they
# have written stays under another name, or else is to be deleted for good.
account_closed = Signal()

# What one person has done shall be another's: an imported reader turned out to be a member.
# Gives `source` and `target`: accounts; `moved`: a dict in which the listener notes what it moved,
# as lists of ids by kind.
person_joined = Signal()

# The same was taken back. Gives `source`, `target`, and `moved` as it was noted.
person_parted = Signal()

# Somebody is called something else now. Gives `user`.
account_renamed = Signal()
