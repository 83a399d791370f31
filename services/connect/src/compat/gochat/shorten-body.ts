const ELLIPSIS = '…';

/**
 * A body of gochat that fits into so many bytes: of a roster (op 5) as many names as there is room for,
 * of a message (op 2, 3) as much of its text. The count stays what it is.
 */
export function shortenBody(body: string, maxBytes: number): string {
  if (Buffer.byteLength(body) <= maxBytes) return body;
  const { roomUserInfo, msg, ...rest } = JSON.parse(body) as Record<string, unknown>;
  if (typeof roomUserInfo === 'object' && roomUserInfo !== null) {
    const people = Object.entries(roomUserInfo);
    return longest(people.length, maxBytes, count =>
      JSON.stringify({ ...rest, roomUserInfo: Object.fromEntries(people.slice(0, count)) }),
    );
  }
  const { code, ...others } = rest;
  const characters = Array.from(String(msg));
  return longest(characters.length, maxBytes, count =>
    JSON.stringify({ code, msg: characters.slice(0, count).join('') + ELLIPSIS, ...others }),
  );
}

/** What `make` gives of the highest number up to `most` with which it fits. */
function longest(most: number, maxBytes: number, make: (count: number) => string): string {
  let fits = 0;
  let tooMany = most;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (Buffer.byteLength(make(middle)) <= maxBytes) fits = middle;
    else tooMany = middle;
  }
  return make(fits);
}
