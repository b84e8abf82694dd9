"""How the models that ship are made; nothing here is used when reading."""
