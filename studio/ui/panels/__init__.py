"""Docks: a file for each panel, found by its PANEL constant."""
