"""Requests that are answered or refused before the framework."""
