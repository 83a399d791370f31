import { createConnection } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { AbstractConnector, type RedisOptions } from 'ioredis';
import type { Address } from './address.ts';

/**
 * A connector for ioredis that asks at every try where to connect, given ioredis's own host and port: it
 * may be to any node of a cluster. It stands in for ioredis's own also for one server, because that
 * listens for one error of a socket and no more: TLS can report a second one (an alert behind a reset),
 * and an error that nobody listens for ends the process.
 */
export function connector(next: (own: Address) => Address): NonNullable<RedisOptions['Connector']> {
  return class Connector extends AbstractConnector {
    private readonly own: Address;
    private readonly tls: RedisOptions['tls'];

    constructor(options: unknown) {
      const { disconnectTimeout = 0, host = '', port = 0, tls } = options as RedisOptions;
      super(disconnectTimeout);
      this.own = { host, port };
      this.tls = tls;
    }

    override connect() {
      const address = next(this.own);
      this.connecting = true;
      this.stream = this.tls ? connectTls({ ...address, ...this.tls }) : createConnection(address);
      this.stream.on('error', error => {
        this.firstError ??= error;
      });
      return Promise.resolve(this.stream);
    }
  };
}
