import type { Driver } from './driver.ts';
import { readMarkers } from './marker-events.ts';

/** gochat has its one room that everybody uses; others work the same. */
const FIRST_ROOM = 1;
/** Long enough also for servers that are stricter. */
const PASSWORD = 'bench 111111';

interface Answer {
  code: number;
  data: string | null;
  message: string;
}

/** LockGit/gochat: people register over HTTP, messages are posted, the WebSocket only listens. */
export const gochat: Driver = {
  name: 'gochat',
  order: 'sender',
  path: () => '/ws',
  opening: ({ token, subscribeTo }) => [
    JSON.stringify({ authToken: token, roomId: Number(subscribeTo[0] ?? -1) }),
  ],
  // It answers a good token with nothing.
  isSilent: true,
  greet: () => ({ say: [], ready: true }),
  read: readMarkers,
  // Every answer has status 200; whether it worked is in the body.
  accepts: body => body.includes('"code":0'),
  send: ({ token }, roomId, text) => {
    const body = JSON.stringify({ op: 3, roomId: Number(roomId), authToken: token, msg: text });
    return {
      via: 'http',
      text:
        'POST /push/pushRoom HTTP/1.1\r\nHost: gochat\r\nContent-Type: application/json\r\n' +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    };
  },
  enter: async (plan, apiUrl) => {
    const conversations = plan.conversations.map((_, i) => `${FIRST_ROOM + i}`);
    const prefix = `b${Date.now().toString(36)}`;
    const people = [];
    for (let i = 0; i < plan.people; i++) {
      const room = plan.conversations.findIndex(({ members }) => members.includes(i));
      const token = await register(apiUrl, `${prefix}${i}`);
      const subscribeTo = conversations.slice(room, room + 1);
      people.push({ token, userId: `${i}`, deviceId: `bench-${i}`, subscribeTo });
    }
    return { people, conversations };
  },
};

async function register(apiUrl: string, userName: string): Promise<string> {
  const answer = await fetch(new URL('/user/register', apiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName, passWord: PASSWORD }),
  });
  const { code, data, message } = (await answer.json()) as Answer;
  if (code !== 0 || data === null) throw new Error(`gochat refused ${userName}: ${message}`);
  return data;
}
