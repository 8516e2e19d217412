"""The board: the only code that knows Textual. Views see values, never the poller or extraction."""
