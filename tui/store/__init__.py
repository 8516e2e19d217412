"""What is known: in memory for the board, and in a journal on disk for the next start."""
