import type { MessageTypeDefinition } from '@grpc/proto-loader';
import { describe, expect, it } from '@jest/globals';
import { packageDefinition } from './load.ts';
import { wholeOf } from './whole.ts';

interface Field {
  name: string;
  type: string;
  label: string;
  typeName: string;
}

type Message = MessageTypeDefinition<object, object>;

const messages = Object.entries(packageDefinition).flatMap(([name, definition]) =>
  'fileDescriptorProtos' in definition ? [[name, definition as Message] as const] : [],
);

/** A value of each type that is not its default. */
const VALUES: Record<string, unknown> = {
  TYPE_STRING: 'text ☃',
  TYPE_BOOL: true,
  TYPE_UINT32: 7,
  TYPE_UINT64: 2 ** 53 - 1,
  TYPE_BYTES: Buffer.from('bytes'),
};

function fieldsOf(message: Message): Field[] {
  return (message.type as { field: Field[] }).field;
}

/** A message with every field, down to the third level. */
function filled(message: Message, depth = 3): Record<string, unknown> {
  return Object.fromEntries(
    fieldsOf(message).map(({ name, type, label, typeName }) => {
      const nested = packageDefinition[`parley.v1.${typeName}`] as Message;
      const value =
        type === 'TYPE_MESSAGE' ? (depth > 0 ? filled(nested, depth - 1) : {}) : VALUES[type];
      return [name, label === 'LABEL_REPEATED' ? [value, value] : value];
    }),
  );
}

describe.each(messages)('%s', (_, message) => {
  const whole = wholeOf(message);
  const overTheWire = (it: object) => message.deserialize(message.serialize(it));
  const all = filled(message);

  it('is what the wire makes of it when nothing is set', () => {
    expect(whole({})).toEqual(overTheWire({}));
    const nothing = Object.fromEntries(Object.keys(all).map(name => [name, undefined]));
    expect(whole(nothing)).toEqual(overTheWire({}));
    expect(whole({ strange: 1 })).toEqual(overTheWire({}));
  });

  it('… with each field alone', () => {
    for (const name of Object.keys(all)) {
      const one = { [name]: all[name] };
      expect(whole(one)).toEqual(overTheWire(one));
    }
  });

  it('… and when it has arrived once before', () => {
    const first = whole(all);
    expect(whole(first)).toEqual(first);
  });
});

describe('wholeOf', () => {
  const dispatch = packageDefinition['parley.v1.Dispatch'] as Message;

  it('shares nothing but text and bytes', () => {
    const event = Buffer.from('{}');
    const subscriptions = [{ userId: '5', subscribed: true }];
    const sent = { event, subscriptions, audience: { users: { userIds: ['1'] } } };
    const got = wholeOf(dispatch)(sent) as typeof sent;
    expect(got.event).toBe(event);
    got.subscriptions.pop();
    got.audience.users.userIds.push('2');
    expect(sent).toEqual({
      event,
      subscriptions: [{ userId: '5', subscribed: true }],
      audience: { users: { userIds: ['1'] } },
    });
    expect((wholeOf(dispatch)({}) as typeof sent).subscriptions).toEqual([]);
  });

  it('takes bytes in each form that may be sent', () => {
    const bytes = new Uint8Array([0, 1, 2, 3]).subarray(1);
    for (const event of [bytes, Buffer.from(bytes), Buffer.from(bytes).toString('base64')]) {
      const got = wholeOf(dispatch)({ event }) as { event: Buffer };
      expect(Buffer.isBuffer(got.event)).toBe(true);
      expect([...got.event]).toEqual([1, 2, 3]);
    }
  });
});
