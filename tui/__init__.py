"""frontwatch: a terminal situation board for armed conflict. Empty of imports: a command loads what it needs."""
