import { createHmac } from 'node:crypto';

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** An access token with other claims or another header, signed with `secret`. */
export function forgeToken(
  genuine: string,
  secret: string,
  changes: { header?: object; claims?: object },
): string {
  const [header = '', claims = ''] = genuine.split('.');
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
  const signed = [
    encode({ ...decode(header), ...changes.header }),
    encode({ ...decode(claims), ...changes.claims }),
  ].join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
