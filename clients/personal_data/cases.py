"""Taking a client in, the case, incoming referrals."""
