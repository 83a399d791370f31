// Original file: proto/parley/v1/logic.proto

import type { Binding as _parley_v1_Binding, Binding__Output as _parley_v1_Binding__Output } from '../../parley/v1/Binding.ts';

export interface CloseCall {
  'serverId'?: (string);
  'bindings'?: (_parley_v1_Binding)[];
}

export interface CloseCall__Output {
  'serverId': (string);
  'bindings': (_parley_v1_Binding__Output)[];
}
