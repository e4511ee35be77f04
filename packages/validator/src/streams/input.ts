import type { Format } from "../input/format.ts";
import type { ReportType } from "../input/report-type.ts";

/** One input. */
export interface Input {
  /** The name to show. */
  readonly name: string;
  /** Opens it. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Undefined: found out. */
  readonly format?: Format | undefined;
  /** What its reports are. Undefined: found out, report by report. */
  readonly type?: ReportType | undefined;
  /** Its size in bytes, as it lies there; undefined where that isn't known. */
  readonly size?: number | undefined;
}
