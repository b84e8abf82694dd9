"""Conformance to the standards, by their own tests."""
