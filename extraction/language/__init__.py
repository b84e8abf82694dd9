"""Language packs: the lexicons of each language as data, and the code that no other language needs."""
