"""From a frame to an event: its candidates, who takes part, which are kept, and where it is stated."""
