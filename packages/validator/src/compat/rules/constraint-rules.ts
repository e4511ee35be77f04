/** The rules on what values a field may have. */
export const constraintRules = {
  RC201: {
    name: "constraint-tightened",
    sentence: "What was valid is valid still.",
    reason: "New readers refuse what old writers write, and what is stored.",
    wayOut:
      "Stop all writers from writing what would be refused, mend what is stored, then tighten.",
  },
  RC202: {
    name: "constraint-loosened",
    sentence: "What was invalid is invalid still.",
    reason: "Old readers refuse what new writers may write.",
    wayOut: "Upgrade all readers before the first writer uses it.",
  },
  RC203: {
    name: "constraint-undecided",
    sentence: "A pattern or an expression keeps its text.",
    reason: "Whether two expressions take the same values can't be decided by their text.",
    wayOut: "Compare what both take, and waive it with what you found.",
  },
} as const;
