import type { Caller } from '@parley/contracts';
import { type ErrorCode, newId, ParleyError } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import { type Envelope, success } from './envelope.ts';
import type { Form, FormValues } from './read-form.ts';

/** Who asks: an address that wants to sign in, or a token, which logic verifies. */
export interface Asker {
  address: string;
  caller: Caller;
}

/** One of gochat's calls. */
export interface GochatCall {
  path: `/${'user' | 'push'}/${string}`;
  /** `sign-in` needs no token; all others are answered with `SESSION_ERROR` without a good one. */
  access: 'sign-in' | 'token';
  form: Form;
  /** @throws ParleyError what logic threw; the rest of the table says what the client is told. */
  run(logic: Logic, values: FormValues, asker: Asker): Promise<Envelope>;
  /** What a client is told of a failure instead of our own words: by its code, or of any other. */
  says: Partial<Record<ErrorCode | 'other', string>>;
}

type Logic = Pick<LogicGateway, 'unary' | 'exchange'>;

/** How such a session is called in the list of a person's devices. */
const DEVICE_NAME = 'gochat';

const TEXT = { type: 'string' } as const;
const INT = { type: 'int' } as const;
const authToken = { goName: 'AuthToken', ...TEXT };
const userName = { goName: 'UserName', ...TEXT };
const passWord = { goName: 'Password', ...TEXT };
const msg = { goName: 'Msg', ...TEXT };
const roomId = { goName: 'RoomId', ...INT };

/** What a form holds is checked already; here it only gets its type back. */
const textOf = (values: FormValues, name: string) => String(values[name]);

const ID = /^[1-9][0-9]{0,15}$/;

/** An id of ours. @throws ParleyError `not_found` for what can be none: to gochat it is one of nobody. */
function idOf(values: FormValues, name: string): string {
  const id = textOf(values, name);
  if (!ID.test(id)) throw new ParleyError('not_found', 'There is nothing with this id.');
  return id;
}

function credentials(values: FormValues, { address }: Asker) {
  const [name, password] = [textOf(values, 'userName'), textOf(values, 'passWord')];
  return { name, password, address, deviceName: DEVICE_NAME, opaqueToken: true };
}

async function send(logic: Logic, { caller }: Asker, conversationId: string, text: string) {
  const body = JSON.stringify({ kind: 'text', text });
  const call = { caller, conversationId, clientId: newId(), body };
  const attempt = () => logic.exchange('send', call, conversationId);
  try {
    await attempt();
  } catch (error) {
    // In gochat nobody has to join a room to be heard there; here it is done on the way.
    if (!(error instanceof ParleyError) || error.code !== 'not_a_member') throw error;
    await logic.unary('joinConversation', { caller, conversationId });
    await attempt();
  }
}

function announce(withNames: boolean): GochatCall['run'] {
  return async (logic, values, { caller }) => {
    const conversationId = idOf(values, 'roomId');
    await logic.unary('announceRoster', { caller, conversationId, withNames });
    return success('ok', '');
  };
}

/** gochat's HTTP interface over our use cases: each call, its form, and its words. */
export const GOCHAT_CALLS: readonly GochatCall[] = [
  {
    path: '/user/login',
    access: 'sign-in',
    form: { goName: 'FormLogin', fields: { userName, passWord } },
    run: async (logic, values, asker) => {
      const { accessToken } = await logic.unary('signIn', credentials(values, asker));
      return success('login success', accessToken);
    },
    says: { wrong_credentials: 'no this user or password error!' },
  },
  {
    path: '/user/register',
    access: 'sign-in',
    form: { goName: 'FormRegister', fields: { userName, passWord } },
    run: async (logic, values, asker) => {
      const { accessToken } = await logic.unary('register', credentials(values, asker));
      return success('register success', accessToken);
    },
    says: { name_taken: 'this user name already have , please login !!!' },
  },
  {
    path: '/user/checkAuth',
    access: 'token',
    form: { goName: 'FormCheckAuth', fields: { authToken } },
    run: async (logic, _values, { caller }) => {
      const { userId, name } = await logic.unary('getMe', { caller });
      return success('auth success', { userId: Number(userId), userName: name });
    },
    says: {},
  },
  {
    path: '/user/logout',
    access: 'token',
    form: { goName: 'FormLogout', fields: { authToken } },
    run: async (logic, _values, { caller }) => {
      await logic.unary('signOut', { caller });
      return success('logout ok!', null);
    },
    says: { other: 'logout fail!' },
  },
  {
    path: '/push/push',
    access: 'token',
    form: {
      goName: 'FormPush',
      fields: { msg, toUserId: { goName: 'ToUserId', ...TEXT }, roomId, authToken },
    },
    run: async (logic, values, asker) => {
      const { caller } = asker;
      const userId = idOf(values, 'toUserId');
      const { conversationId } = await logic.unary('openDirect', { caller, userId });
      await send(logic, asker, conversationId, textOf(values, 'msg'));
      return success('ok', null);
    },
    says: { not_found: 'rpc fail get friend userName' },
  },
  {
    path: '/push/pushRoom',
    access: 'token',
    form: { goName: 'FormRoom', fields: { authToken, msg, roomId } },
    run: async (logic, values, asker) => {
      await send(logic, asker, idOf(values, 'roomId'), textOf(values, 'msg'));
      return success('ok', '');
    },
    says: { not_found: 'rpc push room msg fail!', forbidden: 'rpc push room msg fail!' },
  },
  {
    path: '/push/count',
    access: 'token',
    form: { goName: 'FormCount', fields: { authToken, roomId } },
    run: announce(false),
    says: { other: 'rpc get room count fail!' },
  },
  {
    path: '/push/getRoomInfo',
    access: 'token',
    form: { goName: 'FormRoomInfo', fields: { authToken, roomId } },
    run: announce(true),
    says: { other: 'rpc get room info fail!' },
  },
];
