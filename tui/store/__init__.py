"""Items and incidents in memory, with their indexes, and the durable journal."""
