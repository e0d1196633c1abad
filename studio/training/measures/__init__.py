"""Measures: how good and how varied painted pictures are, beside those of a world."""
