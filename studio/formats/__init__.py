"""File formats, in and out: a file for each."""
