/** A pause that somebody may end before its time. An end while nobody pauses ends the next one. */
export class Pause {
  #isOver = false;
  #end: (() => void) | undefined;

  /** Ends it now. */
  end(): void {
    this.#isOver = true;
    this.#end?.();
  }

  /** Pauses so many milliseconds at most. One may at a time. */
  async take(milliseconds: number): Promise<void> {
    if (!this.#isOver) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#end = undefined;
    this.#isOver = false;
  }
}
