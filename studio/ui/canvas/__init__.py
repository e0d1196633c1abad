"""The place where one paints: the picture on screen, what lies over it, and the bars around it."""
