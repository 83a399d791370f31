// Original file: proto/parley/v1/logic.proto


export interface GuestSendCall {
  'sender'?: (string);
  'receiver'?: (string);
  'clientId'?: (string);
  'text'?: (string);
}

export interface GuestSendCall__Output {
  'sender': (string);
  'receiver': (string);
  'clientId': (string);
  'text': (string);
}
