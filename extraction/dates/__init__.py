"""When it happened: date expressions, what they mean, and the event that each dates."""
