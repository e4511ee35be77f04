// What can be told.
import { builder } from "../builder.ts";

builder.mutationType({ description: "What can be told. Whatever is answered has been committed." });

import "./abort.ts";
import "./create-run.ts";
import "./declare-actions.ts";
import "./delete-run.ts";
import "./note-abort-delivery.ts";
import "./prune-runs.ts";
import "./report-events.ts";
import "./retry-aborts.ts";
import "./signal-condition.ts";
