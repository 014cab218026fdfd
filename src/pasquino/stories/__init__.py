"""What the magazine publishes: stories, their editions, bylines, sections, topics, corrections."""
