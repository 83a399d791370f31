// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface GuestMessage {
  'sender'?: (string);
  'text'?: (string);
  'sentAtUs'?: (number | string | Long);
}

export interface GuestMessage__Output {
  'sender': (string);
  'text': (string);
  'sentAtUs': (number);
}
