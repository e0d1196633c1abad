"""Takes tasks from the window to where they are computed and brings back progress, pictures and errors."""
