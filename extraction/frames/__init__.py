"""Predicates that name an event, with their arguments."""
