"""Signing in: what the library asks of us, and the middleware that holds the rules."""
