"""Saved filters, columns, bulk assignment."""
