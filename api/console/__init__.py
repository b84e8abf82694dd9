"""What the commands share: settings, inputs, stores, names, and where they write."""
