"""Keys on a line of time, and what the film shows between them: no window, no network, no pixels of its own."""
