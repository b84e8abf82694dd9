"""Who says it, and whether it happened."""
