import type { ClientFrame, SendFrame } from '@parley/wire';

/** A `send` whose body is the text that is kept: JSON as the schema orders it. */
export interface SendRequest extends Omit<SendFrame, 'body'> {
  /** The same content is the same text, however the client wrote it: repeats are told by it. */
  readonly body: string;
}

/** A client's frame as it is carried out. */
export type ClientRequest = Exclude<ClientFrame, SendFrame> | SendRequest;
