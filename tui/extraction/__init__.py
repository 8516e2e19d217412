"""Text to claims: sentences, numbers, casualties, scope, attribution, actors, places, equipment, events."""
