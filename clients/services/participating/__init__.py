"""Taking part in a programme: starting and returning, the three forms, their drafts, merging, withdrawal."""
