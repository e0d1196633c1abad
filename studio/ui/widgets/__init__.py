"""The few controls that every panel is made of, drawn to the look target: one file each."""
