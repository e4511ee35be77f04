import { type AddressInfo, type Server, type Socket, connect, createServer } from "node:net";
import { once } from "node:events";
import { Link, type LinkEnds } from "./link.ts";

/** Where a connection is to go. */
export interface Destination {
  /** As in {@link LinkEnds}. */
  readonly to: string;
  readonly port: number;
}

/** What the network does to links between two ends, the ones of today and those made tomorrow. */
export interface Weather {
  readonly held?: boolean;
  readonly readingHeld?: boolean;
  readonly delay?: number;
  readonly notificationsDropped?: boolean;
}

/** Whether a link is meant. */
export type LinkFilter = (ends: LinkEnds) => boolean;

/** The network between clients, gateways and the database: everybody connects to a door of it. */
export class Network {
  readonly #links = new Set<Link>();
  readonly #doors: Server[] = [];
  readonly #weather = new Map<LinkFilter, Weather>();

  /**
   * Opens a door on the loopback address.
   *
   * @param from who goes through it
   * @param destination is asked for each connection where it is to go
   * @returns the door's port
   */
  async open(from: string, destination: () => Destination): Promise<number> {
    const door = createServer({ allowHalfOpen: true }, (near) => {
      this.#connect(from, near, destination());
    });
    this.#doors.push(door);
    door.listen(0, "127.0.0.1");
    await once(door, "listening");
    return (door.address() as AddressInfo).port;
  }

  /** Does something to each link of today that is meant. */
  each(isMeant: LinkFilter, act: (link: Link) => void): void {
    for (const link of [...this.#links]) if (isMeant(link.ends)) act(link);
  }

  /** Begins some weather, for the links of today and for those that are made meanwhile. @returns how it ends */
  begin(isMeant: LinkFilter, weather: Weather): () => void {
    // A filter of its own, so that the same weather may begin twice.
    const own: LinkFilter = (ends) => isMeant(ends);
    this.#weather.set(own, weather);
    this.#refresh(isMeant);
    return () => {
      this.#weather.delete(own);
      this.#refresh(isMeant);
    };
  }

  /** Closes the doors, and cuts what goes through them. */
  async close(): Promise<void> {
    this.#weather.clear();
    this.each(
      () => true,
      (link) => link.cut(),
    );
    await Promise.all(
      this.#doors.map(
        (door) =>
          new Promise((resolve) => {
            door.close(resolve);
          }),
      ),
    );
  }

  #connect(from: string, near: Socket, { to, port }: Destination): void {
    const far = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    const link = new Link({ from, to }, near, far, () => this.#links.delete(link));
    this.#links.add(link);
    this.#applyTo(link);
  }

  #refresh(isMeant: LinkFilter): void {
    this.each(isMeant, (link) => this.#applyTo(link));
  }

  #applyTo(link: Link): void {
    const over = [...this.#weather].filter(([isMeant]) => isMeant(link.ends)).map(([, all]) => all);
    link.slow(Math.max(0, ...over.map(({ delay = 0 }) => delay)));
    link.dropNotifications(over.some((each) => each.notificationsDropped));
    link.holdReading(over.some(({ readingHeld }) => readingHeld));
    link.hold(over.some(({ held }) => held));
  }
}
