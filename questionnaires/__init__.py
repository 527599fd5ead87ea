"""Question sets in versions, how to walk them, and answers that belong to nobody.

Owns QuestionSet, QuestionSetVersion, Question, OutcomeRule and QuestionMapping: the question path and client feedback,
later self-assessments and surveys. A version is a draft, then published, then retired; published it never changes.
Owns AnswerSheet and Invitation: answers without a name, and the links by which they are given. What known people
answered belongs to the app whose people they are (clients), and always refers to a version.

Neighbours: ledger below, network above.
"""
