import { createConnection } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { AbstractConnector, type RedisOptions } from 'ioredis';
import { toAddress } from './address.ts';

/**
 * A connector for ioredis that takes the next address at every try, for a connection that may be to any
 * node. The two halves of ioredis's own for one server.
 */
export function rotatingConnector(next: () => string): NonNullable<RedisOptions['Connector']> {
  return class RotatingConnector extends AbstractConnector {
    private readonly tls: RedisOptions['tls'];

    constructor(options: unknown) {
      const { disconnectTimeout = 0, tls } = options as RedisOptions;
      super(disconnectTimeout);
      this.tls = tls;
    }

    override connect() {
      const address = toAddress(next());
      this.connecting = true;
      this.stream = this.tls ? connectTls({ ...address, ...this.tls }) : createConnection(address);
      this.stream.once('error', error => {
        this.firstError = error;
      });
      return Promise.resolve(this.stream);
    }
  };
}
