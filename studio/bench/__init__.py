"""Ratios against a named reference, measured in one run: `pentimento bench`."""
