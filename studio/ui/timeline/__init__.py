"""The timeline in the window: keys on rows below the picture, a viewer for the film, and the way to a file."""
