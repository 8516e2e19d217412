"""One screen a file. A screen lays widgets out and hands them values; it holds no rule about conflict."""
