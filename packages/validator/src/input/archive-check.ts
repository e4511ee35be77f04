import { createHash } from "node:crypto";
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import type { ArchiveEnd } from "@runledger/proto/run/v1";
import { isArchived, readArchived } from "./decode-archived.ts";
import { InputError } from "./input-error.ts";

/** Checks, where a stream is an archive, that it is the whole of one: an archive ends with how many records it has, and their hash. */
export class ArchiveCheck {
  readonly #hash = createHash("sha256");
  #isArchive: boolean | undefined;
  #records = 0;
  #end: ArchiveEnd | undefined;
  #byte = 0;

  /** Takes a record. @throws InputError where it stands behind the end */
  take(bytes: Uint8Array, byte: number): void {
    this.#isArchive ??= isArchived(bytes);
    if (!this.#isArchive) return;
    this.#byte = byte + bytes.length;
    if (this.#end !== undefined)
      throw new InputError("the file goes on behind the end of the archive.", byte);
    const record = isEnd(bytes) ? readArchived(bytes) : undefined;
    if (record?.case === "end") {
      this.#end = record.value;
      return;
    }
    this.#records += 1;
    this.#hash.update(new BinaryWriter().uint32(bytes.length).finish());
    this.#hash.update(bytes);
  }

  /** @throws InputError where the archive is not whole */
  finish(): void {
    if (this.#isArchive !== true) return;
    if (this.#end === undefined) {
      const message = `the archive was cut: its end is missing, after ${this.#records} records.`;
      throw new InputError(message, this.#byte);
    }
    const isSame =
      this.#end.records === BigInt(this.#records) &&
      Buffer.from(this.#end.sha256).equals(this.#hash.digest());
    if (isSame) return;
    throw new InputError(
      "the archive is damaged: its records are not those that were written.",
      this.#byte,
    );
  }
}

/** The field of ArchiveRecord that ends it: its number is 2004. */
const endTag = new BinaryWriter().tag(2004, 2).finish();

function isEnd(bytes: Uint8Array): boolean {
  return endTag.every((byte, index) => bytes[index] === byte);
}
