"""The endpoints of clients and contacts; every answer that names a client is in the read log before it leaves."""
