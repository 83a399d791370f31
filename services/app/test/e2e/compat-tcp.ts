import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import { eventually } from '@parley/testing';
import type { Deployment } from '@parley/testing/deployment';
import { GochatClient } from './gochat-client.ts';
import { Person, withPeople } from './person.ts';

const HEADER_BYTES = 4;

/** A client made for gochat that uses TCP (docs/compat.md). */
export function describeCompatOverTcp(deployment: () => Deployment): void {
  test('a client of gochat over TCP hears the lobby and is heard there, on every node', () =>
    withPeople(async arrive => {
      const page = await arrive(GochatClient.arrive(deployment()));
      const ann = await arrive(Person.arrive(deployment(), { startAt: 1 }));
      for (const port of tcpPortsOf(deployment())) {
        const socket = connect(port, '127.0.0.1');
        await once(socket, 'connect');
        let received = Buffer.alloc(0);
        socket.on('data', (chunk: Buffer) => {
          received = Buffer.concat([received, chunk]);
        });
        const say = (op: number, msg: string) =>
          socket.write(frameOf({ op, msg, roomId: 1, authToken: page.token }));
        say(6, '');
        await eventually(() => expect(String(received)).toContain('"op":5'));
        const [mine, hers] = [`by TCP to ${port}`, `from ${ann.user.name} to ${port}`];
        say(3, mine);
        await ann.hears(LOBBY_ID, [mine]);
        await page.hears(3, [mine]);
        await ann.say(LOBBY_ID, hers);
        await eventually(() => expect(String(received)).toContain(hers), { timeoutMs: 15_000 });
        expect(String(received)).toContain(`"fromUserName":"${page.name}"`);
        socket.destroy();
      }
    }));
}

/** Of every node, as its start says them. */
function tcpPortsOf({ nodes }: Deployment): number[] {
  const ports = nodes.flatMap(({ process }) => [
    ...process.output().matchAll(/tcp:\/\/127\.0\.0\.1:(\d+)/g),
  ]);
  expect(ports).not.toHaveLength(0);
  return ports.map(([, port]) => Number(port));
}

function frameOf(json: object): Buffer {
  const body = Buffer.from(JSON.stringify(json));
  const header = Buffer.from('v1\0\0');
  header.writeInt16BE(HEADER_BYTES + body.length, 2);
  return Buffer.concat([header, body]);
}
