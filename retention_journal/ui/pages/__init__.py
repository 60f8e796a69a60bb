"""Pages: what the window shows beside its sidebar, and the tabs of a client."""
