"""What this room announces to rooms above it; each is sent inside the deed's transaction."""

from django.dispatch import Signal

# A story was published, published anew or withdrawn. Gives `story`: the PublishedStory.
story_changed = Signal()
