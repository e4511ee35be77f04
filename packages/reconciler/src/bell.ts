/** Lets one wait for a while, or until somebody rings. A ring while nobody waits is heard by the next one. */
export class Bell {
  #rung = false;
  #heard: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#heard?.();
  }

  /** Waits so many milliseconds at most. One may wait at a time. */
  async wait(milliseconds: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#heard = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#heard = undefined;
    this.#rung = false;
  }
}
