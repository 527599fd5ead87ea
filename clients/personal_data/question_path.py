"""The question path with a client."""
