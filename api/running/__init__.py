"""Who waits and who runs: turns, the one writer, and what an administrator may stop."""
