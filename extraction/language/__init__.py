"""Language packs: the lexicons of each language as data, and what loads and checks them."""
