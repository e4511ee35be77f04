import type { Simulation } from "./simulation.ts";

/** A customer of a station: how long serving it takes, in seconds, and what comes after. */
interface Customer {
  readonly came: number;
  readonly service: number;
  readonly done: () => void;
}

/** What a station has been through since it was last asked. In seconds. */
export interface StationFigures {
  /** How busy its servers were, from 0 to 1. */
  readonly utilization: number;
  /** How long customers waited before they were served, on average. */
  readonly meanWait: number;
  /** How many were served, or are being served. */
  readonly served: number;
  /** How many came while the queue was full. */
  readonly refused: number;
  /** The longest that the queue was. */
  readonly longestQueue: number;
}

/** One queue and a number of servers: first come, first served. */
export class Station {
  readonly #simulation: Simulation;
  readonly #servers: number;
  readonly #room: number;
  #queue: Customer[] = [];
  /** How many at the front of the queue have left it: shifting one by one would move all the others each time. */
  #left = 0;
  #busy = 0;
  #since = 0;
  #work = 0;
  #waited = 0;
  #served = 0;
  #refused = 0;
  #longest = 0;

  /** @param room how many may wait. Left out: any number */
  constructor(simulation: Simulation, servers: number, room: number = Infinity) {
    this.#simulation = simulation;
    this.#servers = servers;
    this.#room = room;
  }

  /**
   * Takes a customer.
   *
   * @param service how long serving it takes, in seconds
   * @returns false if there is no room
   */
  take(service: number, done: () => void): boolean {
    const customer = { came: this.#simulation.now, service, done };
    if (this.#busy < this.#servers) {
      this.#serve(customer);
      return true;
    }
    const waiting = this.#queue.length - this.#left;
    if (waiting >= this.#room) {
      this.#refused += 1;
      return false;
    }
    this.#queue.push(customer);
    this.#longest = Math.max(this.#longest, waiting + 1);
    return true;
  }

  /** Tells what happened since the last time, and begins to count anew. */
  takeFigures(): StationFigures {
    const lasted = this.#simulation.now - this.#since;
    const figures = {
      utilization: lasted === 0 ? 0 : this.#work / lasted / this.#servers,
      meanWait: this.#served === 0 ? 0 : this.#waited / this.#served,
      served: this.#served,
      refused: this.#refused,
      longestQueue: this.#longest,
    };
    this.#since = this.#simulation.now;
    this.#work = 0;
    this.#waited = 0;
    this.#served = 0;
    this.#refused = 0;
    this.#longest = 0;
    return figures;
  }

  #serve({ came, service, done }: Customer): void {
    this.#busy += 1;
    this.#waited += this.#simulation.now - came;
    this.#served += 1;
    this.#work += service;
    this.#simulation.after(service, () => {
      this.#busy -= 1;
      const next = this.#queue[this.#left];
      if (next !== undefined) {
        this.#left += 1;
        if (this.#left * 2 > this.#queue.length) {
          this.#queue = this.#queue.slice(this.#left);
          this.#left = 0;
        }
        this.#serve(next);
      }
      done();
    });
  }
}
