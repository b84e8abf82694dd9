"""What each command of the command line does; `api/cli.py` says how they are called."""
