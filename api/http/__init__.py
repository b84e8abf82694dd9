"""What HTTP asks of every answer: negotiation, validators, compression, pages of a list, kept answers."""
