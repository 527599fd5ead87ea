"""Keywords, diagnosis marks, status of work ability, the target group."""
