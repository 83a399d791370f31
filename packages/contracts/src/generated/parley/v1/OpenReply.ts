// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface OpenReply {
  'userId'?: (string);
  'sessionId'?: (string);
  'subscribeTo'?: (string)[];
  'visibleFromSeqs'?: (number | string | Long)[];
  'membersSeqs'?: (number | string | Long)[];
  'boundAtUs'?: (number | string | Long);
  'presenceMode'?: (string);
}

export interface OpenReply__Output {
  'userId': (string);
  'sessionId': (string);
  'subscribeTo': (string)[];
  'visibleFromSeqs': (number)[];
  'membersSeqs': (number)[];
  'boundAtUs': (number);
  'presenceMode': (string);
}
