"""What an operation is told of its request, and what all operations take and describe alike."""
