"""Bytes to text, text to sentences and words, with the way back to the offsets of the document."""
