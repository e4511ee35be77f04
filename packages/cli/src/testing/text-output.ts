import type { Output } from "../terminal/output.ts";

/** Keeps what is written. */
export class TextOutput implements Output {
  readonly isTTY: boolean;
  readonly columns = 80;
  readonly rows = 24;
  text = "";

  constructor(isTTY = false) {
    this.isTTY = isTTY;
  }

  write(text: string): void {
    this.text += text;
  }
}
