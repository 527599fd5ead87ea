"""Question sets in versions, and how to walk them.

Owns QuestionSet, QuestionSetVersion, Question, OutcomeRule and QuestionMapping: the question path, later
self-assessments, feedback and surveys. A version is a draft, then published, then retired; published it never changes.
What people answered belongs to the app whose people they are (clients), and always refers to a version.

Neighbours: ledger below, network above.
"""
