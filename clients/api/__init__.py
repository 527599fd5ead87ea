"""REST for clients and contacts: read and written by machines of one area."""
