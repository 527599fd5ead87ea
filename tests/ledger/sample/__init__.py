"""Tasks that the tests of the ledger have done by real workers; an effect is a change marker, which counts."""
