import { ParleyError, toParleyError } from '@parley/core';
import type { ClientFrame, Limits } from '@parley/wire';
import { type ClientFrameSchemas, check, clientFrameSchemas } from '@parley/wire/schemas';
import type { ClientRequest } from './client-request.ts';
import { readUsual } from './usual-frames.ts';

/** A client's frame, or what is wrong with it and the id to answer under (null: unreadable). */
export type Reading =
  | { ok: true; frame: ClientRequest }
  | { ok: false; id: number | null; error: ParleyError };

export interface FrameReader {
  read(text: string): Reading;
  /** The `id` of a frame that is not going to be read; null if it has none. */
  idOf(text: string): number | null;
}

export function createFrameReader(limits: Limits): FrameReader {
  const schemas = clientFrameSchemas(limits);
  const known = Object.keys(schemas).join(', ');

  const refuse = (id: number | null, error: ParleyError): Reading => ({ ok: false, id, error });

  const unknownOp = (op: unknown) => {
    const shown = typeof op === 'string' ? `"${op.slice(0, 40)}"` : 'nothing';
    return new ParleyError('unknown_op', `op: ${shown} is not known; known are ${known}.`, {
      field: 'op',
      value: shown,
      expected: `one of ${known}`,
    });
  };

  return {
    read(text) {
      const usual = readUsual(text, limits);
      if (usual !== undefined) return { ok: true, frame: usual };
      const parsed = parseObject(text);
      if (parsed instanceof ParleyError) return refuse(null, parsed);
      const { op } = parsed;
      const id = readId(parsed);
      if (!isKnown(op, schemas)) return refuse(id, unknownOp(op));
      try {
        return { ok: true, frame: requestOf(check<ClientFrame>(schemas[op], parsed, 'frame')) };
      } catch (error) {
        return refuse(id, toParleyError(error));
      }
    },
    idOf(text) {
      const parsed = parseObject(text);
      return parsed instanceof ParleyError ? null : readId(parsed);
    },
  };
}

function requestOf(frame: ClientFrame): ClientRequest {
  return frame.op === 'send' ? { ...frame, body: JSON.stringify(frame.body) } : frame;
}

function isKnown(op: unknown, schemas: ClientFrameSchemas): op is keyof ClientFrameSchemas {
  return typeof op === 'string' && Object.hasOwn(schemas, op);
}

function parseObject(text: string): Record<string, unknown> | ParleyError {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return unreadable(text, 'JSON');
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
    return parsed as Record<string, unknown>;
  }
  return unreadable(text, 'a JSON object');
}

function unreadable(text: string, expected: string): ParleyError {
  const value = text.length > 80 ? `${text.slice(0, 77)}...` : text;
  return new ParleyError('bad_frame', `frame: expected ${expected}.`, {
    field: 'frame',
    value: value.toWellFormed(),
    expected,
  });
}

function readId({ id }: Record<string, unknown>): number | null {
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : null;
}
