import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { createLogger, type LoggerOptions } from './logger.ts';

function capture(options: LoggerOptions = {}) {
  const chunks: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  const logger = createLogger({ ...options, destination });
  const text = () => chunks.join('');
  const lines = () => text().trim().split('\n').filter(Boolean);
  const last = () => JSON.parse(lines().at(-1) ?? '{}') as Record<string, unknown>;
  return { logger, text, lines, last };
}

describe('createLogger', () => {
  it('writes one JSON object a line with level, time, base and fields', () => {
    const { logger, last, lines } = capture({ base: { module: 'logic' } });
    logger.info({ port: 7000 }, 'listens');
    expect(lines()).toHaveLength(1);
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      module: 'logic',
      port: 7000,
      msg: 'listens',
    });
  });

  it('leaves out what is below the level', () => {
    const { logger, lines } = capture({ level: 'warn' });
    logger.info({}, 'no');
    logger.warn({}, 'yes');
    expect(lines()).toHaveLength(1);
  });

  it('gives a child its own fields', () => {
    const { logger, last } = capture();
    logger.child({ peer: 'a' }).warn({ n: 1 }, 'gone');
    expect(last()).toMatchObject({ peer: 'a', n: 1, msg: 'gone' });
  });

  it('never writes a secret, wherever it lies', () => {
    const { logger, text } = capture();
    const secret = 'do-not-show-me';
    for (const field of ['authorization', 'token', 'password', 'refreshToken', 'secret']) {
      logger.info({ [field]: secret }, 'top');
      logger.info({ request: { [field]: secret } }, 'inside');
      logger.info({ request: { headers: { [field]: secret } } }, 'deeper');
      logger.child({ [field]: secret }).info({}, 'of a child');
    }
    expect(text()).not.toContain(secret);
    expect(text().match(/\[redacted\]/g)).toHaveLength(20);
  });

  it('keeps what an error was caused by', () => {
    const { logger, last } = capture();
    const error = new ParleyError('internal', 'outer', {}, new Error('the disk is full'));
    logger.error({ err: error }, 'failed');
    const { err } = last() as { err: { message: string; stack: string; code: string } };
    expect(err.code).toBe('internal');
    expect(err.stack).toContain('the disk is full');
  });

  it('writes lines for a person', () => {
    const { logger, lines } = capture({ pretty: true });
    logger.info({ port: 7000 }, 'listens');
    expect(lines()[0]).toMatch(/INFO.*listens/);
    expect(lines().join('\n')).toContain('port: 7000');
  });
});
