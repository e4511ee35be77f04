import {
  type ExecutionError,
  ExecutionErrorSchema,
  ExecutionError_ErrorKind,
} from "@runledger/proto/core/v1";
import { create } from "@bufbuild/protobuf";
import {
  type ActionEvent,
  type ErrorInfo,
  ErrorInfoSchema,
  ErrorInfo_Kind,
} from "@runledger/proto/run/v1";
import { byNumber } from "../by-number.ts";

const kindOfInfo: ReadonlyMap<number, ExecutionError_ErrorKind> = /*@__PURE__*/ byNumber(
  ErrorInfo_Kind,
  {
    UNSPECIFIED: ExecutionError_ErrorKind.UNKNOWN,
    USER: ExecutionError_ErrorKind.USER,
    SYSTEM: ExecutionError_ErrorKind.SYSTEM,
  },
);

const kindOfError: ReadonlyMap<number, ErrorInfo_Kind> = /*@__PURE__*/ byNumber(
  ExecutionError_ErrorKind,
  {
    UNKNOWN: ErrorInfo_Kind.UNSPECIFIED,
    USER: ErrorInfo_Kind.USER,
    SYSTEM: ErrorInfo_Kind.SYSTEM,
  },
);

/** An error, told in short and whole. */
export interface ToldError {
  readonly info: ErrorInfo;
  readonly error: ExecutionError;
}

/**
 * Gets the error that a report tells of, each form filled from the other where only one was told. Both are one detail:
 * they always come from the same report, so that they never speak of two errors. Undefined if it tells of none.
 */
export function toldError({ errorInfo, error }: ActionEvent): ToldError | undefined {
  if (error !== undefined) return { error, info: errorInfo ?? infoOf(error) };
  if (errorInfo !== undefined) return { info: errorInfo, error: errorOf(errorInfo) };
  return undefined;
}

function infoOf({ message, kind }: ExecutionError): ErrorInfo {
  return create(ErrorInfoSchema, {
    message,
    kind: kindOfError.get(kind) ?? ErrorInfo_Kind.UNSPECIFIED,
  });
}

function errorOf({ message, kind }: ErrorInfo): ExecutionError {
  return create(ExecutionErrorSchema, {
    message,
    kind: kindOfInfo.get(kind) ?? ExecutionError_ErrorKind.UNKNOWN,
  });
}
