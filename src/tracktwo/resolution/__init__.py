"""The same person, dialogue, round or statement across documents: pure decisions, no storage."""
