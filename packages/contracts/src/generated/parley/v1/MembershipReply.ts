// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface MembershipReply {
  'membersSeq'?: (number | string | Long);
  'userIds'?: (string)[];
  'visibleFromSeqs'?: (number | string | Long)[];
}

export interface MembershipReply__Output {
  'membersSeq': (number);
  'userIds': (string)[];
  'visibleFromSeqs': (number)[];
}
