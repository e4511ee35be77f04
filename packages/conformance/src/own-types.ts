/**
 * Our messages and enums that Flyte has no counterpart of, with the reason why there is one of
 * ours. They are on the wire of Runledger's own API and in its database, and in no message that a
 * Flyte client reads.
 */
export const ownTypes: Readonly<Record<string, string>> = {
  "runledger.run.v1.AbortRequest":
    "follows an abort until it is confirmed; Flyte's actions.AbortRequest is a request to an engine",
  "runledger.run.v1.AbortState": "says how far an abort has come",
  "runledger.run.v1.ActionDeclaration": "tells of an action before anything has happened",
  "runledger.run.v1.ActionRecord": "is what the database keeps of an action",
  "runledger.run.v1.ActionsChanged": "is a frame of a watch with revisions",
  "runledger.run.v1.ActionsFrame": "is a frame of a watch with revisions",
  "runledger.run.v1.ActionsSnapshot": "is a frame of a watch with revisions",
  "runledger.run.v1.ActionsWindow": "is a frame of a watch of a part of a run's rows",
  "runledger.run.v1.ArchiveEnd": "ends an archive of runs",
  "runledger.run.v1.ArchiveHeader": "begins an archive of runs",
  "runledger.run.v1.ArchiveRecord": "is one record of an archive of runs",
  "runledger.run.v1.ArchivedAction": "is one action in an archive of runs",
  "runledger.run.v1.AttemptRecord": "is what the database keeps of an attempt",
  "runledger.run.v1.ChildFailure": "says what the failure of an action does to those beside it",
  "runledger.run.v1.ErrorGroup": "counts errors of one kind and code",
  "runledger.run.v1.EventsFrame": "is a frame of a watch that skips no report",
  "runledger.run.v1.QuarantinedEvent": "keeps a report that was refused, with the rule",
  "runledger.run.v1.RecordedEvent": "is a report with what became of it",
  "runledger.run.v1.RecordedEvents": "is a frame of a watch that skips no report",
  "runledger.run.v1.ReportKey": "orders the reports on one attempt",
  "runledger.run.v1.ReportOutcome": "says what became of a report",
  "runledger.run.v1.RunDeclaration": "tells of a run before anything has happened",
  "runledger.run.v1.RunSettled": "is a frame of a watch with revisions",
  "runledger.run.v1.SnapshotComplete": "is a frame of a watch with revisions",
  "runledger.run.v1.WindowFrame": "is a frame of a watch of a part of a run's rows",
  "runledger.run.v1.WindowRow": "is a row of such a frame",
  "runledger.run.v1.WorkCache": "is what a reconciler's record of an action says of its cache",
  "runledger.run.v1.WorkCleanup": "is what a reconciler's record says of what it leaves behind",
  "runledger.run.v1.WorkRecord": "is what the database keeps of how far a reconciler is",
};
