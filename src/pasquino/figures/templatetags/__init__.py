"""What templates may ask this room for."""
