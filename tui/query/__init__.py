"""The filter language: text to a typed query, a query to a predicate, a query back to text."""
