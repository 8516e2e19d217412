"""One widget a file. Widgets receive values and post messages; none reads the store or the app."""
