"""What the pointer does on the canvas: a file for each tool. Pointer in, one command out; no Qt."""
