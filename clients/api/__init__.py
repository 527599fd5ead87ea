"""REST for clients and contacts: read by machines of one area."""
