"""What comes in from elsewhere: pages of other engines, and the demo magazine."""
