const run = `(
  $run: RunIdentifierInput! = {
    project: "docs"
    domain: "development"
    name: "hello"
  }
)`;

const report = `# Tells of a run, as an engine would.
# Send it twice: a repeat is known. Then try the tabs
# beside this one, from left to right.
mutation Report${run} {
  declareActions(
    input: {
      run: $run
      actions: [
        {
          name: "fetch"
          metadata: {actionType: TASK, maxAttempts: 3}
        }
        {
          name: "train"
          metadata: {
            actionType: TASK
            dependsOn: ["fetch"]
          }
        }
      ]
    }
  ) {
    results { name outcome message }
  }
  reportEvents(
    input: {
      reports: [
        {
          event: {
            id: {run: $run, name: "a0"}
            attempt: 1, phase: RUNNING
          }
        }
        {
          event: {
            id: {run: $run, name: "fetch"}
            attempt: 1, phase: RUNNING
          }
        }
        {
          event: {
            id: {run: $run, name: "fetch"}
            attempt: 1, phase: FAILED
            error: {
              code: "ConnectionError"
              message: "The host did not answer."
              kind: SYSTEM
              recoverability: RECOVERABLE
            }
          }
        }
        {
          event: {
            id: {run: $run, name: "fetch"}
            attempt: 2, phase: RUNNING
          }
        }
      ]
    }
  ) {
    counts { outcome count }
    results(only: [CONFLICT, REJECTED]) {
      index
      message
      rule { id name wayOut }
    }
  }
}
`;

const watch = `# Watches the run: a snapshot, a marker, the changes.
# GraphiQL shows the newest frame, and stops watching
# when you turn to another tab. To see the run move,
# open a second window and send Finish there.
subscription Watch${run} {
  runActions(run: $run, wait: true) {
    __typename
    ... on ActionsSnapshot { actions { ...Shown } }
    ... on SnapshotComplete { revision shown total }
    ... on ActionsChanged {
      revision
      actions { ...Shown }
    }
    ... on RunSettled { revision phase }
  }
}

fragment Shown on EnrichedAction {
  meetsFilter
  childrenPhaseCounts { phase count }
  action {
    name
    phase
    status { attempts startTime endTime }
  }
}
`;

const finish = `# What happens next. A watch ends when the run settles.
# The last report comes too late: it is refused, and
# kept in quarantine.
mutation Finish${run} {
  reportEvents(
    input: {
      reports: [
        {
          event: {
            id: {run: $run, name: "fetch"}
            attempt: 2, phase: SUCCEEDED
          }
        }
        {
          event: {
            id: {run: $run, name: "train"}
            attempt: 1, phase: SUCCEEDED
          }
        }
        {
          event: {
            id: {run: $run, name: "a0"}
            attempt: 1, phase: SUCCEEDED
          }
        }
        {
          event: {
            id: {run: $run, name: "train"}
            attempt: 1, phase: FAILED
          }
        }
      ]
    }
  ) {
    counts { outcome count }
    results(only: [CONFLICT, REJECTED]) {
      index
      message
      rule { id name wayOut }
    }
  }
}
`;

const inspect = `# How the run stands, with every attempt, and with what
# the ledger refused.
query Inspect${run} {
  run(run: $run) {
    phase
    revision
    settled
    phaseCounts { phase count }
    actions(first: 20, orderBy: [{field: NAME}]) {
      totalCount
      nodes {
        name
        phase
        metadata { maxAttempts dependsOn }
        attempts {
          attempt
          phase
          error { kind code message }
          phaseTransitions { phase startTime endTime }
        }
      }
    }
    errorGroups { kind code count actions }
    quarantine(first: 10) {
      nodes {
        message
        rule { id }
        event { id { name } phase }
      }
    }
  }
}
`;

const browse = `# The newest runs, and what their phases mean.
query Browse {
  runs(first: 10, filter: {project: "docs"}) {
    nodes { name phase createdTime labels { key value } }
    pageInfo { hasNextPage endCursor }
  }
  lifecycle {
    values {
      name
      role
      terminal
      retryable
      followedBy { name }
      description
    }
  }
}
`;

/** What GraphiQL opens with, a tab each: operations that work one after the other on an empty ledger. */
export const examples: readonly string[] = [report, watch, finish, inspect, browse];
