import { PassThrough } from "node:stream";
import type { Keyboard } from "../workflow/line-reader.ts";

/** A keyboard on which a test writes. */
export class TestKeyboard extends PassThrough implements Keyboard {
  /** Whether keys were read one by one, as it was told. */
  readonly modes: boolean[] = [];

  setRawMode(mode: boolean): void {
    this.modes.push(mode);
  }
}
