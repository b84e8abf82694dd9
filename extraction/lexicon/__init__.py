"""The lexicons of a language pack, loaded, checked and indexed for words of a text."""
