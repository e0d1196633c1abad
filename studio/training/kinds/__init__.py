"""What can be trained: one file for each kind, with its settings, found by one walk."""
