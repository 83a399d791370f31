const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * 21 characters, 126 random bits. Not `crypto.randomUUID`: browsers have that on HTTPS only, and a
 * server in a local network is often reached without.
 */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(21));
  let id = '';
  for (const byte of bytes) id += ALPHABET[byte & 63];
  return id;
}
