"""The API: authentication, permissions, errors, addresses shared by all apps."""
