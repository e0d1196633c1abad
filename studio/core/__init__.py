"""What the artist edits: pictures, layers, masks, and every change with its way back. NumPy and OpenCV only."""
