import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { describe, expect, it } from '@jest/globals';
import { ERRORS, isErrorCode, ParleyError } from '@parley/core';
import {
  fromRpcError,
  fromServiceError,
  isTransportFailure,
  publicError,
  toRpcError,
  toStatus,
} from './errors.ts';
import { captureLogger } from './test/capture-logger.ts';

function serviceError(code: status, metadata = new Metadata()): ServiceError {
  return Object.assign(new Error('a status'), { code, details: 'from below', metadata });
}

describe('errors over gRPC', () => {
  it('travel under the status of the catalogue and come back the same', () => {
    for (const code of Object.keys(ERRORS).filter(isErrorCode)) {
      const thrown = new ParleyError(code, `about ${code}`, {
        field: 'name',
        value: 'x\ud83d\ude00',
        expected: 'letters',
        retryAfterMs: 1500,
      });
      const sent = toStatus(thrown);
      expect(status[sent.code]).toBe(ERRORS[code].grpc);
      const received = fromServiceError(serviceError(sent.code, sent.metadata));
      expect(received).toBeInstanceOf(ParleyError);
      expect(received.toBody()).toEqual(thrown.toBody());
    }
  });

  it('leave out what was not said', () => {
    const sent = toStatus(new ParleyError('forbidden', 'No.'));
    const received = fromServiceError(serviceError(sent.code, sent.metadata));
    expect(received.toBody()).toEqual({ code: 'forbidden', message: 'No.', retryable: false });
  });

  it('have details that gRPC can encode', () => {
    const { details } = toStatus(new ParleyError('not_found', 'half a pair: \ud83d'));
    expect(() => encodeURI(details)).not.toThrow();
  });

  it.each([
    [status.UNAVAILABLE, 'unavailable'],
    [status.CANCELLED, 'unavailable'],
    [status.DEADLINE_EXCEEDED, 'deadline_exceeded'],
    [status.UNAUTHENTICATED, 'internal'],
    [status.UNIMPLEMENTED, 'internal'],
    [status.RESOURCE_EXHAUSTED, 'internal'],
  ])('of a foreign status %p become %s', (code, expected) => {
    const foreign = serviceError(code);
    const error = fromServiceError(foreign);
    expect(error.code).toBe(expected);
    expect(error.message).not.toContain('from below');
    expect(error.cause).toBe(foreign);
  });

  it.each(['not json', '{}', 'null', '{"code":1,"message":"x"}'])('ignore a body of %p', text => {
    const metadata = new Metadata();
    metadata.set('parley-error-bin', Buffer.from(text));
    expect(fromServiceError(serviceError(status.NOT_FOUND, metadata)).code).toBe('internal');
  });

  it('of a code that is not known become internal', () => {
    const metadata = new Metadata();
    metadata.set('parley-error-bin', Buffer.from('{"code":"from_tomorrow","message":"x"}'));
    expect(fromServiceError(serviceError(status.NOT_FOUND, metadata)).code).toBe('internal');
  });

  it('tell a failed transport from a service that is not available', () => {
    expect(isTransportFailure(serviceError(status.UNAVAILABLE))).toBe(true);
    const { metadata } = toStatus(new ParleyError('unavailable', 'Draining.'));
    expect(isTransportFailure(serviceError(status.UNAVAILABLE, metadata))).toBe(false);
    expect(isTransportFailure(serviceError(status.INTERNAL))).toBe(false);
  });

  it('travel inside frames, too', () => {
    const thrown = new ParleyError('rate_limited', 'Slow down.', { retryAfterMs: 250 });
    const sent = { code: '', message: '', field: '', value: '', expected: '', retryAfterMs: 0 };
    const received = fromRpcError({ ...sent, ...toRpcError(thrown) });
    expect(received.toBody()).toEqual(thrown.toBody());
  });

  it('that are not ours are logged in full and hidden from the client', () => {
    const { logger, lines } = captureLogger();
    const secret = new Error('password of the database is wrong');
    expect(publicError(secret, logger).toBody()).toEqual({
      code: 'internal',
      message: 'Something went wrong on our side.',
      retryable: false,
    });
    expect(lines).toEqual([
      { level: 'error', fields: { err: secret }, message: 'a call failed unexpectedly' },
    ]);
    publicError(new ParleyError('not_found', 'No such room.'), logger);
    expect(lines).toHaveLength(1);
  });
});
