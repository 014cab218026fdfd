"""What this room announces to rooms above it; each is sent inside the deed's transaction."""

from django.dispatch import Signal

# A story was published, published anew or withdrawn. Gives `story`: the PublishedStory.
story_changed = Signal()

# All stories and what belongs to them were replaced by those of a backup; what was made from
# them, such as an index for searching, has to be made anew. Gives nothing.
everything_replaced = Signal()
