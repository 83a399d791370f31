// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { SendCall, SendCall__Output } from '../parley/v1/SendCall.ts';
import type { HistoryCall, HistoryCall__Output } from '../parley/v1/HistoryCall.ts';
import type { MarkCall, MarkCall__Output } from '../parley/v1/MarkCall.ts';
import type { OpenCall, OpenCall__Output } from '../parley/v1/OpenCall.ts';
import type { HeadsCall, HeadsCall__Output } from '../parley/v1/HeadsCall.ts';
import type { CloseCall, CloseCall__Output } from '../parley/v1/CloseCall.ts';
import type { OccupyCall, OccupyCall__Output } from '../parley/v1/OccupyCall.ts';
import type { TouchCall, TouchCall__Output } from '../parley/v1/TouchCall.ts';
import type { PositionsCall, PositionsCall__Output } from '../parley/v1/PositionsCall.ts';
import type { MembershipCall, MembershipCall__Output } from '../parley/v1/MembershipCall.ts';
import type { PresenceCall, PresenceCall__Output } from '../parley/v1/PresenceCall.ts';
import type { NewestCall, NewestCall__Output } from '../parley/v1/NewestCall.ts';
import type { GuestSendCall, GuestSendCall__Output } from '../parley/v1/GuestSendCall.ts';
import type { GuestPullCall, GuestPullCall__Output } from '../parley/v1/GuestPullCall.ts';
import type { Call, Call__Output } from '../parley/v1/Call.ts';
import { decodeSendCall, encodeSendCall, wholeSendCall } from './SendCall.ts';
import { decodeHistoryCall, encodeHistoryCall, wholeHistoryCall } from './HistoryCall.ts';
import { decodeMarkCall, encodeMarkCall, wholeMarkCall } from './MarkCall.ts';
import { decodeOpenCall, encodeOpenCall, wholeOpenCall } from './OpenCall.ts';
import { decodeHeadsCall, encodeHeadsCall, wholeHeadsCall } from './HeadsCall.ts';
import { decodeCloseCall, encodeCloseCall, wholeCloseCall } from './CloseCall.ts';
import { decodeOccupyCall, encodeOccupyCall, wholeOccupyCall } from './OccupyCall.ts';
import { decodeTouchCall, encodeTouchCall, wholeTouchCall } from './TouchCall.ts';
import { decodePositionsCall, encodePositionsCall, wholePositionsCall } from './PositionsCall.ts';
import { decodeMembershipCall, encodeMembershipCall, wholeMembershipCall } from './MembershipCall.ts';
import { decodePresenceCall, encodePresenceCall, wholePresenceCall } from './PresenceCall.ts';
import { decodeNewestCall, encodeNewestCall, wholeNewestCall } from './NewestCall.ts';
import { decodeGuestSendCall, encodeGuestSendCall, wholeGuestSendCall } from './GuestSendCall.ts';
import { decodeGuestPullCall, encodeGuestPullCall, wholeGuestPullCall } from './GuestPullCall.ts';

export function encodeCall(it: Call, writer: Writer): void {
  if (it.guestPull) { const end = writer.size; encodeGuestPullCall(it.guestPull, writer); writer.message(end, 170); }
  if (it.guestSend) { const end = writer.size; encodeGuestSendCall(it.guestSend, writer); writer.message(end, 162); }
  if (it.newest) { const end = writer.size; encodeNewestCall(it.newest, writer); writer.message(end, 146); }
  if (it.presence) { const end = writer.size; encodePresenceCall(it.presence, writer); writer.message(end, 130); }
  if (it.membership) { const end = writer.size; encodeMembershipCall(it.membership, writer); writer.message(end, 114); }
  if (it.positions) { const end = writer.size; encodePositionsCall(it.positions, writer); writer.message(end, 82); }
  if (it.touch) { const end = writer.size; encodeTouchCall(it.touch, writer); writer.message(end, 74); }
  if (it.occupy) { const end = writer.size; encodeOccupyCall(it.occupy, writer); writer.message(end, 66); }
  if (it.close) { const end = writer.size; encodeCloseCall(it.close, writer); writer.message(end, 58); }
  if (it.heads) { const end = writer.size; encodeHeadsCall(it.heads, writer); writer.message(end, 50); }
  if (it.open) { const end = writer.size; encodeOpenCall(it.open, writer); writer.message(end, 42); }
  if (it.mark) { const end = writer.size; encodeMarkCall(it.mark, writer); writer.message(end, 34); }
  if (it.history) { const end = writer.size; encodeHistoryCall(it.history, writer); writer.message(end, 26); }
  if (it.send) { const end = writer.size; encodeSendCall(it.send, writer); writer.message(end, 18); }
  if (it.id) writer.uint(it.id, 8);
}

export function decodeCall(reader: Reader, end: number): Call__Output {
  let $id: Call__Output['id'] = 0;
  let $send: Call__Output['send'];
  let $history: Call__Output['history'];
  let $mark: Call__Output['mark'];
  let $open: Call__Output['open'];
  let $heads: Call__Output['heads'];
  let $close: Call__Output['close'];
  let $occupy: Call__Output['occupy'];
  let $touch: Call__Output['touch'];
  let $positions: Call__Output['positions'];
  let $membership: Call__Output['membership'];
  let $presence: Call__Output['presence'];
  let $newest: Call__Output['newest'];
  let $guestSend: Call__Output['guestSend'];
  let $guestPull: Call__Output['guestPull'];
  let $call: Call__Output['call'];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 8: $id = reader.uint(); break;
      case 18: $send = decodeSendCall(reader, reader.end(end)); $call = 'send'; break;
      case 26: $history = decodeHistoryCall(reader, reader.end(end)); $call = 'history'; break;
      case 34: $mark = decodeMarkCall(reader, reader.end(end)); $call = 'mark'; break;
      case 42: $open = decodeOpenCall(reader, reader.end(end)); $call = 'open'; break;
      case 50: $heads = decodeHeadsCall(reader, reader.end(end)); $call = 'heads'; break;
      case 58: $close = decodeCloseCall(reader, reader.end(end)); $call = 'close'; break;
      case 66: $occupy = decodeOccupyCall(reader, reader.end(end)); $call = 'occupy'; break;
      case 74: $touch = decodeTouchCall(reader, reader.end(end)); $call = 'touch'; break;
      case 82: $positions = decodePositionsCall(reader, reader.end(end)); $call = 'positions'; break;
      case 114: $membership = decodeMembershipCall(reader, reader.end(end)); $call = 'membership'; break;
      case 130: $presence = decodePresenceCall(reader, reader.end(end)); $call = 'presence'; break;
      case 146: $newest = decodeNewestCall(reader, reader.end(end)); $call = 'newest'; break;
      case 162: $guestSend = decodeGuestSendCall(reader, reader.end(end)); $call = 'guestSend'; break;
      case 170: $guestPull = decodeGuestPullCall(reader, reader.end(end)); $call = 'guestPull'; break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { id: $id, send: $send, history: $history, mark: $mark, open: $open, heads: $heads, close: $close, occupy: $occupy, touch: $touch, positions: $positions, membership: $membership, presence: $presence, newest: $newest, guestSend: $guestSend, guestPull: $guestPull, call: $call };
}

export function wholeCall(it: Call): Call__Output {
  return { id: count(it.id), send: it.send ? wholeSendCall(it.send) : undefined, history: it.history ? wholeHistoryCall(it.history) : undefined, mark: it.mark ? wholeMarkCall(it.mark) : undefined, open: it.open ? wholeOpenCall(it.open) : undefined, heads: it.heads ? wholeHeadsCall(it.heads) : undefined, close: it.close ? wholeCloseCall(it.close) : undefined, occupy: it.occupy ? wholeOccupyCall(it.occupy) : undefined, touch: it.touch ? wholeTouchCall(it.touch) : undefined, positions: it.positions ? wholePositionsCall(it.positions) : undefined, membership: it.membership ? wholeMembershipCall(it.membership) : undefined, presence: it.presence ? wholePresenceCall(it.presence) : undefined, newest: it.newest ? wholeNewestCall(it.newest) : undefined, guestSend: it.guestSend ? wholeGuestSendCall(it.guestSend) : undefined, guestPull: it.guestPull ? wholeGuestPullCall(it.guestPull) : undefined, call: it.guestPull !== undefined && it.guestPull !== null ? 'guestPull' : it.guestSend !== undefined && it.guestSend !== null ? 'guestSend' : it.newest !== undefined && it.newest !== null ? 'newest' : it.presence !== undefined && it.presence !== null ? 'presence' : it.membership !== undefined && it.membership !== null ? 'membership' : it.positions !== undefined && it.positions !== null ? 'positions' : it.touch !== undefined && it.touch !== null ? 'touch' : it.occupy !== undefined && it.occupy !== null ? 'occupy' : it.close !== undefined && it.close !== null ? 'close' : it.heads !== undefined && it.heads !== null ? 'heads' : it.open !== undefined && it.open !== null ? 'open' : it.mark !== undefined && it.mark !== null ? 'mark' : it.history !== undefined && it.history !== null ? 'history' : it.send !== undefined && it.send !== null ? 'send' : undefined };
}
