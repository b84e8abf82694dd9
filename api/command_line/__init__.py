"""How the commands of each kind are called; `api/cli.py` puts them together."""
