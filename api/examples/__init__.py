"""What the lookups answer about the article of the first example, for the description of the service."""
