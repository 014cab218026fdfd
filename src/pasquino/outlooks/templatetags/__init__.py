"""What this room offers to templates."""
