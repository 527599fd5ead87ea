"""What every app may use: errors, abstract models, row-level security, encryption. No domain noun, no table."""
