import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { silentLogger, sleep } from '@parley/core';
import { eventually, findProgram } from '@parley/testing';
import { serveExchange } from './serve-exchange.ts';
import { makeCertificates } from './test/certificates.ts';
import { createTiers, SECRET } from './test/tiers.ts';
import { unary } from './unary.ts';

// In CI a missing openssl is a failure, on a laptop a visible skip.
const possible = Boolean(process.env.CI) || findProgram('openssl') !== undefined;
const tiers = createTiers();

afterEach(() => tiers.close());

const user = { userId: '1', name: 'ada', displayName: 'Ada', createdAtMs: 5, presenceMode: '' };

(possible ? describe : describe.skip)('mutual TLS (needs openssl)', () => {
  const credentials = possible ? makeCertificates() : SECRET;

  const serve = () =>
    tiers.serve(
      'logic',
      'l1',
      {
        getMe: unary(async () => user, silentLogger),
        exchange: serveExchange({ logger: silentLogger, handle: async () => ({ done: {} }) }),
      },
      { credentials },
    );

  it('connects tiers of one authority', async () => {
    await serve();
    const logic = await tiers.logic({}, credentials);
    await expect(logic.unary('getMe', {})).resolves.toEqual(user);
    await expect(logic.exchange('mark', {}, '1')).resolves.toEqual({});
    await eventually(() => logic.ready());
  });

  it('refuses a client of another authority', async () => {
    await serve();
    const logic = await tiers.logic({}, makeCertificates());
    await expect(logic.unary('getMe', {})).rejects.toMatchObject({ code: 'unavailable' });
    await expect(logic.exchange('mark', {}, '1')).rejects.toMatchObject({ code: 'unavailable' });
    expect(logic.ready()).toBe(false);
  });

  it.each([
    ['a client whose certificate is of another authority', 'caPem'],
    ['a server whose certificate is of another authority', 'certPem'],
  ] as const)('refuses %s, though the other half is right', async (_name, own) => {
    await serve();
    if (credentials.kind !== 'mutual-tls') throw new Error('unreachable');
    const { caPem, certPem, keyPem } = credentials;
    const right = own === 'caPem' ? { caPem } : { certPem, keyPem };
    const logic = await tiers.logic({}, { ...makeCertificates(), ...right });
    await expect(logic.unary('getMe', {})).rejects.toMatchObject({ code: 'unavailable' });
    expect(logic.ready()).toBe(false);
  });

  it('refuses a client without TLS', async () => {
    await serve();
    const logic = await tiers.logic({}, SECRET);
    await expect(logic.unary('getMe', {})).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('closes in time though a connection never finishes its handshake', async () => {
    const server = await serve();
    const socket = connect(server.port, '127.0.0.1');
    const ended = new Promise(resolve => socket.on('close', resolve));
    socket.on('error', () => {}).resume();
    await new Promise(resolve => socket.on('connect', resolve));
    await sleep(50);
    const startedMs = performance.now();
    await server.close(100);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    await ended;
  });
});
