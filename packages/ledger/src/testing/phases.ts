import { ActionPhase } from "@runledger/proto";

/** Phases by name, for tables of examples. The code under test asks for their properties instead. */
export const { ABORTED, FAILED, INITIALIZING, PAUSED, QUEUED, RUNNING, SUCCEEDED, UNSPECIFIED } =
  ActionPhase;
