/** The rules on lifecycles. */
export const lifecycleRules = {
  RC100: {
    name: "lifecycle-unsound",
    sentence: "A lifecycle doesn't contradict itself.",
    reason: "Nothing that reads it can start, and what it allows can't be compared.",
    wayOut: "Mend what the message names.",
  },
  RC101: {
    name: "value-added",
    sentence: "No value is added to a lifecycle.",
    reason: "Old readers refuse a report that tells of a value they don't know.",
    wayOut: "Upgrade all readers before the first writer reports it.",
  },
  RC102: {
    name: "terminal-value-added",
    sentence: "No terminal value is added to a lifecycle.",
    reason:
      "Old readers don't know that it is the end: they refuse the report, and wait for an end that never comes.",
    wayOut:
      "Upgrade all readers before the first writer reports it; or end with a value that old readers know, and tell the difference in another field.",
  },
  RC103: {
    name: "value-removed",
    sentence: "No value is removed from a lifecycle.",
    reason: "New readers refuse what old writers still report, and what is stored.",
    wayOut:
      "Deprecate the value, stop all writers from reporting it, and remove it when nothing stored has it.",
  },
  RC104: {
    name: "value-renamed",
    sentence: "A number keeps its name.",
    reason:
      "JSON carries names: each side refuses, or takes for something else, what the other writes.",
    wayOut: "Keep the name, and say what it means in its description.",
  },
  RC105: {
    name: "value-renumbered",
    sentence: "A name keeps its number.",
    reason:
      "Bytes carry numbers: each side takes the value for something else, or for nothing it knows.",
    wayOut: "Give the name its number back.",
  },
  RC106: {
    name: "terminal-changed",
    sentence: "What ended a story ends it still, and nothing else does.",
    reason: "One side waits for what never comes, or stops listening before the end.",
    wayOut: "Add another value with the meaning that is wanted.",
  },
  RC107: {
    name: "ends-changed",
    sentence: "A terminal value ends what it ended: the attempt or the subject.",
    reason: "One side waits for another attempt that never comes, or misses one that does.",
    wayOut: "Add another value that ends what is wanted.",
  },
  RC108: {
    name: "outcome-changed",
    sentence: "A terminal value counts as it counted.",
    reason: "One side reports a success where the other reports none.",
    wayOut: "Add another value with the outcome that is wanted.",
  },
  RC109: {
    name: "signal-changed",
    sentence: "What waits for a signal waits for it still, and nothing else does.",
    reason:
      "One side waits for a signal that the other doesn't send, or refuses the signal that it sends.",
    wayOut: "Add another value that waits for a signal.",
  },
  RC110: {
    name: "absent-changed",
    sentence: "What is never reported is never reported still, and nothing else is.",
    reason: "The side to which the value says nothing refuses every report of it.",
    wayOut: "Add another value for what is reported.",
  },
  RC111: {
    name: "role-changed",
    sentence: "A value that isn't the end keeps its role: pending, active or ending.",
    reason: "Nothing is refused; but who shows or counts what is at work shows something else.",
    wayOut: "Tell those who show it.",
  },
  RC112: {
    name: "edge-added",
    sentence: "No value may follow that could not follow before.",
    reason: "Old readers guard: they refuse the step, and stay at the value before it.",
    wayOut: "Upgrade all readers before the first writer takes the step.",
  },
  RC113: {
    name: "edge-removed",
    sentence: "What could follow may follow still.",
    reason:
      "New readers guard: they refuse the step that old writers take, and stay at the value before it.",
    wayOut: "Stop all writers from taking the step, then take the edge away.",
  },
  RC114: {
    name: "edge-redundant",
    sentence: "An edge that others imply comes or goes.",
    reason: "Nothing changes: what is legal is what can be reached. Diagrams may look different.",
    wayOut: "None is needed.",
  },
  RC115: {
    name: "retry-allowed",
    sentence: "No other attempt may follow where none could.",
    reason: "Old readers refuse the attempt that follows.",
    wayOut: "Upgrade all readers before the first writer tries again.",
  },
  RC116: {
    name: "retry-forbidden",
    sentence: "Another attempt may follow where one could.",
    reason: "New readers refuse the attempt with which old writers follow.",
    wayOut: "Stop all writers from trying again there, then take it away.",
  },
  RC117: {
    name: "attempt-start-added",
    sentence: "An attempt after the first begins only with what it could begin with.",
    reason: "Old readers refuse an attempt that begins so.",
    wayOut: "Upgrade all readers before the first writer begins an attempt so.",
  },
  RC118: {
    name: "attempt-start-removed",
    sentence: "An attempt after the first may begin with all that it could begin with.",
    reason: "New readers refuse the attempts that old writers begin so.",
    wayOut: "Stop all writers from beginning attempts so, then take it away.",
  },
  RC119: {
    name: "initial-changed",
    sentence: "A story starts where it started.",
    reason: "Each side shows another value for what nobody has reported on yet.",
    wayOut: "Keep the initial value, and report the other one.",
  },
  RC120: {
    name: "lifecycle-removed",
    sentence: "An enum that was a lifecycle stays one.",
    reason: "Guards, diagrams and readers that take it from the schema have nothing to take.",
    wayOut: "Keep the options, on a deprecated enum too, until nothing reads them.",
  },
  RC121: {
    name: "lifecycle-added",
    sentence: "An enum becomes a lifecycle.",
    reason: "Nothing to compare with: what its values meant before stood nowhere.",
    wayOut: "None is needed.",
  },
  RC122: {
    name: "version-not-raised",
    sentence: "The version of a lifecycle rises with every change, and never falls.",
    reason: "A database that holds the rows of one can't tell it from the other.",
    wayOut: "Set the version that the message names.",
  },
  RC123: {
    name: "undeclared-value-added",
    sentence: "An enum whose values look like phases says what they mean before one is added.",
    reason:
      "It carries no lifecycle, so nobody but a person can tell whether old readers wait for ever on the new value.",
    wayOut: "Give the enum a lifecycle, in its options or in an overlay, and compare again.",
  },
} as const;
