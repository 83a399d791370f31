// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Error, Error__Output } from '../parley/v1/Error.ts';
import type { SendReply, SendReply__Output } from '../parley/v1/SendReply.ts';
import type { HistoryReply, HistoryReply__Output } from '../parley/v1/HistoryReply.ts';
import type { Done, Done__Output } from '../parley/v1/Done.ts';
import type { OpenReply, OpenReply__Output } from '../parley/v1/OpenReply.ts';
import type { HeadsReply, HeadsReply__Output } from '../parley/v1/HeadsReply.ts';
import type { TouchReply, TouchReply__Output } from '../parley/v1/TouchReply.ts';
import type { PositionsReply, PositionsReply__Output } from '../parley/v1/PositionsReply.ts';
import type { MembershipReply, MembershipReply__Output } from '../parley/v1/MembershipReply.ts';
import type { PresenceReply, PresenceReply__Output } from '../parley/v1/PresenceReply.ts';
import type { OccupyReply, OccupyReply__Output } from '../parley/v1/OccupyReply.ts';
import type { NewestReply, NewestReply__Output } from '../parley/v1/NewestReply.ts';
import type { GuestPullReply, GuestPullReply__Output } from '../parley/v1/GuestPullReply.ts';
import type { Reply, Reply__Output } from '../parley/v1/Reply.ts';
import { decodeError, encodeError, wholeError } from './Error.ts';
import { decodeSendReply, encodeSendReply, wholeSendReply } from './SendReply.ts';
import { decodeHistoryReply, encodeHistoryReply, wholeHistoryReply } from './HistoryReply.ts';
import { decodeDone, encodeDone, wholeDone } from './Done.ts';
import { decodeOpenReply, encodeOpenReply, wholeOpenReply } from './OpenReply.ts';
import { decodeHeadsReply, encodeHeadsReply, wholeHeadsReply } from './HeadsReply.ts';
import { decodeTouchReply, encodeTouchReply, wholeTouchReply } from './TouchReply.ts';
import { decodePositionsReply, encodePositionsReply, wholePositionsReply } from './PositionsReply.ts';
import { decodeMembershipReply, encodeMembershipReply, wholeMembershipReply } from './MembershipReply.ts';
import { decodePresenceReply, encodePresenceReply, wholePresenceReply } from './PresenceReply.ts';
import { decodeOccupyReply, encodeOccupyReply, wholeOccupyReply } from './OccupyReply.ts';
import { decodeNewestReply, encodeNewestReply, wholeNewestReply } from './NewestReply.ts';
import { decodeGuestPullReply, encodeGuestPullReply, wholeGuestPullReply } from './GuestPullReply.ts';

export function encodeReply(it: Reply, writer: Writer): void {
  if (it.guestPull) { const end = writer.size; encodeGuestPullReply(it.guestPull, writer); writer.message(end, 170); }
  if (it.newest) { const end = writer.size; encodeNewestReply(it.newest, writer); writer.message(end, 146); }
  if (it.occupy) { const end = writer.size; encodeOccupyReply(it.occupy, writer); writer.message(end, 138); }
  if (it.presence) { const end = writer.size; encodePresenceReply(it.presence, writer); writer.message(end, 130); }
  if (it.membership) { const end = writer.size; encodeMembershipReply(it.membership, writer); writer.message(end, 114); }
  if (it.positions) { const end = writer.size; encodePositionsReply(it.positions, writer); writer.message(end, 74); }
  if (it.touch) { const end = writer.size; encodeTouchReply(it.touch, writer); writer.message(end, 66); }
  if (it.heads) { const end = writer.size; encodeHeadsReply(it.heads, writer); writer.message(end, 58); }
  if (it.open) { const end = writer.size; encodeOpenReply(it.open, writer); writer.message(end, 50); }
  if (it.done) { const end = writer.size; encodeDone(it.done, writer); writer.message(end, 42); }
  if (it.history) { const end = writer.size; encodeHistoryReply(it.history, writer); writer.message(end, 34); }
  if (it.send) { const end = writer.size; encodeSendReply(it.send, writer); writer.message(end, 26); }
  if (it.error) { const end = writer.size; encodeError(it.error, writer); writer.message(end, 18); }
  if (it.id) writer.uint(it.id, 8);
}

export function decodeReply(reader: Reader, end: number): Reply__Output {
  let $id: Reply__Output['id'] = 0;
  let $error: Reply__Output['error'];
  let $send: Reply__Output['send'];
  let $history: Reply__Output['history'];
  let $done: Reply__Output['done'];
  let $open: Reply__Output['open'];
  let $heads: Reply__Output['heads'];
  let $touch: Reply__Output['touch'];
  let $positions: Reply__Output['positions'];
  let $membership: Reply__Output['membership'];
  let $presence: Reply__Output['presence'];
  let $occupy: Reply__Output['occupy'];
  let $newest: Reply__Output['newest'];
  let $guestPull: Reply__Output['guestPull'];
  let $reply: Reply__Output['reply'];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 8: $id = reader.uint(); break;
      case 18: $error = decodeError(reader, reader.end(end)); $reply = 'error'; break;
      case 26: $send = decodeSendReply(reader, reader.end(end)); $reply = 'send'; break;
      case 34: $history = decodeHistoryReply(reader, reader.end(end)); $reply = 'history'; break;
      case 42: $done = decodeDone(reader, reader.end(end)); $reply = 'done'; break;
      case 50: $open = decodeOpenReply(reader, reader.end(end)); $reply = 'open'; break;
      case 58: $heads = decodeHeadsReply(reader, reader.end(end)); $reply = 'heads'; break;
      case 66: $touch = decodeTouchReply(reader, reader.end(end)); $reply = 'touch'; break;
      case 74: $positions = decodePositionsReply(reader, reader.end(end)); $reply = 'positions'; break;
      case 114: $membership = decodeMembershipReply(reader, reader.end(end)); $reply = 'membership'; break;
      case 130: $presence = decodePresenceReply(reader, reader.end(end)); $reply = 'presence'; break;
      case 138: $occupy = decodeOccupyReply(reader, reader.end(end)); $reply = 'occupy'; break;
      case 146: $newest = decodeNewestReply(reader, reader.end(end)); $reply = 'newest'; break;
      case 170: $guestPull = decodeGuestPullReply(reader, reader.end(end)); $reply = 'guestPull'; break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { id: $id, error: $error, send: $send, history: $history, done: $done, open: $open, heads: $heads, touch: $touch, positions: $positions, membership: $membership, presence: $presence, occupy: $occupy, newest: $newest, guestPull: $guestPull, reply: $reply };
}

export function wholeReply(it: Reply): Reply__Output {
  return { id: count(it.id), error: it.error ? wholeError(it.error) : undefined, send: it.send ? wholeSendReply(it.send) : undefined, history: it.history ? wholeHistoryReply(it.history) : undefined, done: it.done ? wholeDone(it.done) : undefined, open: it.open ? wholeOpenReply(it.open) : undefined, heads: it.heads ? wholeHeadsReply(it.heads) : undefined, touch: it.touch ? wholeTouchReply(it.touch) : undefined, positions: it.positions ? wholePositionsReply(it.positions) : undefined, membership: it.membership ? wholeMembershipReply(it.membership) : undefined, presence: it.presence ? wholePresenceReply(it.presence) : undefined, occupy: it.occupy ? wholeOccupyReply(it.occupy) : undefined, newest: it.newest ? wholeNewestReply(it.newest) : undefined, guestPull: it.guestPull ? wholeGuestPullReply(it.guestPull) : undefined, reply: it.guestPull !== undefined && it.guestPull !== null ? 'guestPull' : it.newest !== undefined && it.newest !== null ? 'newest' : it.occupy !== undefined && it.occupy !== null ? 'occupy' : it.presence !== undefined && it.presence !== null ? 'presence' : it.membership !== undefined && it.membership !== null ? 'membership' : it.positions !== undefined && it.positions !== null ? 'positions' : it.touch !== undefined && it.touch !== null ? 'touch' : it.heads !== undefined && it.heads !== null ? 'heads' : it.open !== undefined && it.open !== null ? 'open' : it.done !== undefined && it.done !== null ? 'done' : it.history !== undefined && it.history !== null ? 'history' : it.send !== undefined && it.send !== null ? 'send' : it.error !== undefined && it.error !== null ? 'error' : undefined };
}
