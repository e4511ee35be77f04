import type { MessageWriter } from "./message-writer.ts";

/** Writes the value of a field with its tag. Throws where that isn't sure to be what `toBinary` would write. */
export type WriteValue = (writer: MessageWriter, value: unknown) => void;
