"""Disputes: who quarrels with whom over what."""
