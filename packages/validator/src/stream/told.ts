import type { DescMessage, Message } from "@bufbuild/protobuf";
import type { RunIdentifier } from "@runledger/proto/run/v1";
import type { Track } from "./track.ts";

/** One report, in whatever schema it came, as the judge takes it. */
export interface Told {
  /** What goes through which lifecycle. */
  readonly track: Track;
  readonly run: Pick<RunIdentifier, "project" | "domain" | "name">;
  /** The name of what it tells of, unique in its run. */
  readonly action: string;
  /** The action above, if the report says so. */
  readonly parent: string | undefined;
  /** From 1. */
  readonly attempt: number;
  /** A number of the track's lifecycle, or any other. */
  readonly phase: number;
  readonly version: number;
  readonly producer: string;
  /** When it happened, in milliseconds since 1970. */
  readonly time: number | undefined;
  /** When the producer saw it, in milliseconds since 1970. */
  readonly seen: number | undefined;
  /** The message that it came as. */
  readonly message: Message;
  readonly schema: DescMessage;
  /** The part of the message that only names the action. It doesn't count in comparing two reports. */
  readonly nameField: string;
}
