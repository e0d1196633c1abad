"""Moving pictures: one file for each format that a film can be written as."""
