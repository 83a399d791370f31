// Original file: proto/parley/v1/logic.proto

import type { KnownHead as _parley_v1_KnownHead, KnownHead__Output as _parley_v1_KnownHead__Output } from '../../parley/v1/KnownHead.ts';

export interface OpenCall {
  'accessToken'?: (string);
  'deviceId'?: (string);
  'connectionId'?: (string);
  'serverId'?: (string);
  'away'?: (boolean);
  'known'?: (_parley_v1_KnownHead)[];
  'upToId'?: (string);
  'limit'?: (number);
  'attempt'?: (number);
}

export interface OpenCall__Output {
  'accessToken': (string);
  'deviceId': (string);
  'connectionId': (string);
  'serverId': (string);
  'away': (boolean);
  'known': (_parley_v1_KnownHead__Output)[];
  'upToId': (string);
  'limit': (number);
  'attempt': (number);
}
