"""towhom: who did what to whom, when, by whose account."""
