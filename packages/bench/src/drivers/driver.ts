import type { World, WorldPlan } from '../system/world.ts';

/** Somebody who connects: what each server needs to let them in. */
export interface Person {
  /** The access token, or whatever the server takes instead. */
  token: string;
  /** Names the device, where the server wants one. */
  deviceId: string;
  /** What the server calls this user. */
  userId: string;
  /** Rooms, channels or conversations to hear of, for servers that are told by the client. */
  subscribeTo: readonly string[];
}

/** What one frame of the server says, read once for all sockets that get the same bytes. */
export interface Reading {
  /** `sent`: numbers of messages that the server has acknowledged. */
  acks: number[];
  /** Acknowledgements as the log has them: stream, seq, event, three numbers each; empty without a log. */
  ackPlaces: number[];
  /** Messages that were delivered, in order: stream, seq, event id, intended time in µs, number. */
  events: number[];
  /** Requests that were refused. */
  refused: number;
  /** What has to be answered at once, such as a heartbeat. */
  answer: Buffer | undefined;
  /** It has been held against what others said of the same places. */
  isCompared: boolean;
}

/** Numbers that one event takes in `Reading.events`. */
export const EVENT_FIELDS = 5;

/** How messages are sent: over the sender's socket, or as requests over HTTP. */
export interface SendText {
  via: 'socket' | 'http';
  /** With the places of a `FrameTemplate`. For HTTP the whole request. */
  text: string;
}

/**
 * One server's client protocol, at the level of bytes. What is on the hot path scans instead of
 * parsing: the load shares the machine with what it measures.
 */
export interface Driver {
  readonly name: string;
  /**
   * What a seq means here. `log`: the server numbers each stream without a gap. `sender`: nothing is
   * numbered, so a stream is one sender's messages, by the numbers that the load gives.
   */
  readonly order: 'log' | 'sender';
  /** Path and query of the WebSocket. */
  path(person: Person): string;
  /** What the client says first, after the upgrade. */
  opening(person: Person): string[];
  /** The server does not answer what the client says first: the connection is ready with it. */
  readonly isSilent?: boolean;
  /**
   * Reads a text frame during the handshake: what to say next, and whether the connection is ready.
   * @throws Error when the server refused.
   */
  greet(text: string, person: Person): { say: string[]; ready: boolean };
  /** Reads a text frame after that. */
  read(payload: Buffer, reading: Reading): void;
  /** A message of `text` (with the marker's places) into `target`. */
  send(person: Person, target: string, text: string): SendText;
  /** Whether the body of an answer over HTTP says that it worked. Default: the status decides alone. */
  accepts?: (body: Buffer) => boolean;
  /** Makes the people of `plan` known to a server that runs. Default: they need not be known. */
  enter?: (plan: WorldPlan, apiUrl: string) => Promise<World>;
}
