// Made by scripts/proto-codec.ts from proto/.
import { decodeDone, encodeDone, wholeDone } from './Done.ts';
import { decodeRegisterRequest, encodeRegisterRequest, wholeRegisterRequest } from './RegisterRequest.ts';
import { decodeSignInRequest, encodeSignInRequest, wholeSignInRequest } from './SignInRequest.ts';
import { decodeRefreshRequest, encodeRefreshRequest, wholeRefreshRequest } from './RefreshRequest.ts';
import { decodeSignedIn, encodeSignedIn, wholeSignedIn } from './SignedIn.ts';
import { decodeSignOutRequest, encodeSignOutRequest, wholeSignOutRequest } from './SignOutRequest.ts';
import { decodeSignOutReply, encodeSignOutReply, wholeSignOutReply } from './SignOutReply.ts';
import { decodeCallerRequest, encodeCallerRequest, wholeCallerRequest } from './CallerRequest.ts';
import { decodeSessionList, encodeSessionList, wholeSessionList } from './SessionList.ts';
import { decodeSession, encodeSession, wholeSession } from './Session.ts';
import { decodeUser, encodeUser, wholeUser } from './User.ts';
import { decodeSetPresenceModeRequest, encodeSetPresenceModeRequest, wholeSetPresenceModeRequest } from './SetPresenceModeRequest.ts';
import { decodeGetUsersRequest, encodeGetUsersRequest, wholeGetUsersRequest } from './GetUsersRequest.ts';
import { decodeFindUsersRequest, encodeFindUsersRequest, wholeFindUsersRequest } from './FindUsersRequest.ts';
import { decodeUserPage, encodeUserPage, wholeUserPage } from './UserPage.ts';
import { decodeConversation, encodeConversation, wholeConversation } from './Conversation.ts';
import { decodeMembership, encodeMembership, wholeMembership } from './Membership.ts';
import { decodeConversationRequest, encodeConversationRequest, wholeConversationRequest } from './ConversationRequest.ts';
import { decodeListConversationsRequest, encodeListConversationsRequest, wholeListConversationsRequest } from './ListConversationsRequest.ts';
import { decodeListRoomsRequest, encodeListRoomsRequest, wholeListRoomsRequest } from './ListRoomsRequest.ts';
import { decodeConversationPage, encodeConversationPage, wholeConversationPage } from './ConversationPage.ts';
import { decodeCreateConversationRequest, encodeCreateConversationRequest, wholeCreateConversationRequest } from './CreateConversationRequest.ts';
import { decodeOpenDirectRequest, encodeOpenDirectRequest, wholeOpenDirectRequest } from './OpenDirectRequest.ts';
import { decodeListMembersRequest, encodeListMembersRequest, wholeListMembersRequest } from './ListMembersRequest.ts';
import { decodeAnnounceRosterRequest, encodeAnnounceRosterRequest, wholeAnnounceRosterRequest } from './AnnounceRosterRequest.ts';
import { decodeMember, encodeMember, wholeMember } from './Member.ts';
import { decodeMemberPage, encodeMemberPage, wholeMemberPage } from './MemberPage.ts';
import { decodeMembersRequest, encodeMembersRequest, wholeMembersRequest } from './MembersRequest.ts';
import { decodeRemoveMemberRequest, encodeRemoveMemberRequest, wholeRemoveMemberRequest } from './RemoveMemberRequest.ts';
import { decodeExchangeRequest, encodeExchangeRequest, wholeExchangeRequest } from './ExchangeRequest.ts';
import { decodeExchangeReply, encodeExchangeReply, wholeExchangeReply } from './ExchangeReply.ts';
import { decodeCall, encodeCall, wholeCall } from './Call.ts';
import { decodeReply, encodeReply, wholeReply } from './Reply.ts';
import { decodeSendCall, encodeSendCall, wholeSendCall } from './SendCall.ts';
import { decodeSendReply, encodeSendReply, wholeSendReply } from './SendReply.ts';
import { decodeGuestSendCall, encodeGuestSendCall, wholeGuestSendCall } from './GuestSendCall.ts';
import { decodeGuestPullCall, encodeGuestPullCall, wholeGuestPullCall } from './GuestPullCall.ts';
import { decodeGuestPullReply, encodeGuestPullReply, wholeGuestPullReply } from './GuestPullReply.ts';
import { decodeGuestMessage, encodeGuestMessage, wholeGuestMessage } from './GuestMessage.ts';
import { decodeHistoryCall, encodeHistoryCall, wholeHistoryCall } from './HistoryCall.ts';
import { decodeHistoryReply, encodeHistoryReply, wholeHistoryReply } from './HistoryReply.ts';
import { decodeMarkCall, encodeMarkCall, wholeMarkCall } from './MarkCall.ts';
import { decodeOpenCall, encodeOpenCall, wholeOpenCall } from './OpenCall.ts';
import { decodeOpenReply, encodeOpenReply, wholeOpenReply } from './OpenReply.ts';
import { decodeMembershipCall, encodeMembershipCall, wholeMembershipCall } from './MembershipCall.ts';
import { decodeMembershipReply, encodeMembershipReply, wholeMembershipReply } from './MembershipReply.ts';
import { decodeHeadsCall, encodeHeadsCall, wholeHeadsCall } from './HeadsCall.ts';
import { decodeKnownHead, encodeKnownHead, wholeKnownHead } from './KnownHead.ts';
import { decodeHeadsReply, encodeHeadsReply, wholeHeadsReply } from './HeadsReply.ts';
import { decodeHead, encodeHead, wholeHead } from './Head.ts';
import { decodePositionsCall, encodePositionsCall, wholePositionsCall } from './PositionsCall.ts';
import { decodePositionsReply, encodePositionsReply, wholePositionsReply } from './PositionsReply.ts';
import { decodeConversationPositions, encodeConversationPositions, wholeConversationPositions } from './ConversationPositions.ts';
import { decodeMemberPosition, encodeMemberPosition, wholeMemberPosition } from './MemberPosition.ts';
import { decodeBinding, encodeBinding, wholeBinding } from './Binding.ts';
import { decodeCloseCall, encodeCloseCall, wholeCloseCall } from './CloseCall.ts';
import { decodeOccupyCall, encodeOccupyCall, wholeOccupyCall } from './OccupyCall.ts';
import { decodeTouchCall, encodeTouchCall, wholeTouchCall } from './TouchCall.ts';
import { decodeTouchReply, encodeTouchReply, wholeTouchReply } from './TouchReply.ts';
import { decodeNewestCall, encodeNewestCall, wholeNewestCall } from './NewestCall.ts';
import { decodeNewestReply, encodeNewestReply, wholeNewestReply } from './NewestReply.ts';
import { decodeOccupyReply, encodeOccupyReply, wholeOccupyReply } from './OccupyReply.ts';
import { decodePresenceCall, encodePresenceCall, wholePresenceCall } from './PresenceCall.ts';
import { decodePresenceReply, encodePresenceReply, wholePresenceReply } from './PresenceReply.ts';
import { decodePresence, encodePresence, wholePresence } from './Presence.ts';
import { decodeListDeadLettersRequest, encodeListDeadLettersRequest, wholeListDeadLettersRequest } from './ListDeadLettersRequest.ts';
import { decodeDeadLetterPage, encodeDeadLetterPage, wholeDeadLetterPage } from './DeadLetterPage.ts';
import { decodeDeadLetter, encodeDeadLetter, wholeDeadLetter } from './DeadLetter.ts';
import { decodeDeadLetterDispatch, encodeDeadLetterDispatch, wholeDeadLetterDispatch } from './DeadLetterDispatch.ts';
import { decodeDeadLettersRequest, encodeDeadLettersRequest, wholeDeadLettersRequest } from './DeadLettersRequest.ts';
import { decodeDeadLettersReply, encodeDeadLettersReply, wholeDeadLettersReply } from './DeadLettersReply.ts';
import { decodeError, encodeError, wholeError } from './Error.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';
import { decodeSessionRef, encodeSessionRef, wholeSessionRef } from './SessionRef.ts';
import { decodeDispatchBatch, encodeDispatchBatch, wholeDispatchBatch } from './DispatchBatch.ts';
import { decodeDispatch, encodeDispatch, wholeDispatch } from './Dispatch.ts';
import { decodeAudience, encodeAudience, wholeAudience } from './Audience.ts';
import { decodeUserList, encodeUserList, wholeUserList } from './UserList.ts';
import { decodeSubscription, encodeSubscription, wholeSubscription } from './Subscription.ts';
import { decodePushRequest, encodePushRequest, wholePushRequest } from './PushRequest.ts';
import { decodePushReply, encodePushReply, wholePushReply } from './PushReply.ts';

export const codecs = {
  Done: { encode: encodeDone, decode: decodeDone, whole: wholeDone },
  RegisterRequest: { encode: encodeRegisterRequest, decode: decodeRegisterRequest, whole: wholeRegisterRequest },
  SignInRequest: { encode: encodeSignInRequest, decode: decodeSignInRequest, whole: wholeSignInRequest },
  RefreshRequest: { encode: encodeRefreshRequest, decode: decodeRefreshRequest, whole: wholeRefreshRequest },
  SignedIn: { encode: encodeSignedIn, decode: decodeSignedIn, whole: wholeSignedIn },
  SignOutRequest: { encode: encodeSignOutRequest, decode: decodeSignOutRequest, whole: wholeSignOutRequest },
  SignOutReply: { encode: encodeSignOutReply, decode: decodeSignOutReply, whole: wholeSignOutReply },
  CallerRequest: { encode: encodeCallerRequest, decode: decodeCallerRequest, whole: wholeCallerRequest },
  SessionList: { encode: encodeSessionList, decode: decodeSessionList, whole: wholeSessionList },
  Session: { encode: encodeSession, decode: decodeSession, whole: wholeSession },
  User: { encode: encodeUser, decode: decodeUser, whole: wholeUser },
  SetPresenceModeRequest: { encode: encodeSetPresenceModeRequest, decode: decodeSetPresenceModeRequest, whole: wholeSetPresenceModeRequest },
  GetUsersRequest: { encode: encodeGetUsersRequest, decode: decodeGetUsersRequest, whole: wholeGetUsersRequest },
  FindUsersRequest: { encode: encodeFindUsersRequest, decode: decodeFindUsersRequest, whole: wholeFindUsersRequest },
  UserPage: { encode: encodeUserPage, decode: decodeUserPage, whole: wholeUserPage },
  Conversation: { encode: encodeConversation, decode: decodeConversation, whole: wholeConversation },
  Membership: { encode: encodeMembership, decode: decodeMembership, whole: wholeMembership },
  ConversationRequest: { encode: encodeConversationRequest, decode: decodeConversationRequest, whole: wholeConversationRequest },
  ListConversationsRequest: { encode: encodeListConversationsRequest, decode: decodeListConversationsRequest, whole: wholeListConversationsRequest },
  ListRoomsRequest: { encode: encodeListRoomsRequest, decode: decodeListRoomsRequest, whole: wholeListRoomsRequest },
  ConversationPage: { encode: encodeConversationPage, decode: decodeConversationPage, whole: wholeConversationPage },
  CreateConversationRequest: { encode: encodeCreateConversationRequest, decode: decodeCreateConversationRequest, whole: wholeCreateConversationRequest },
  OpenDirectRequest: { encode: encodeOpenDirectRequest, decode: decodeOpenDirectRequest, whole: wholeOpenDirectRequest },
  ListMembersRequest: { encode: encodeListMembersRequest, decode: decodeListMembersRequest, whole: wholeListMembersRequest },
  AnnounceRosterRequest: { encode: encodeAnnounceRosterRequest, decode: decodeAnnounceRosterRequest, whole: wholeAnnounceRosterRequest },
  Member: { encode: encodeMember, decode: decodeMember, whole: wholeMember },
  MemberPage: { encode: encodeMemberPage, decode: decodeMemberPage, whole: wholeMemberPage },
  MembersRequest: { encode: encodeMembersRequest, decode: decodeMembersRequest, whole: wholeMembersRequest },
  RemoveMemberRequest: { encode: encodeRemoveMemberRequest, decode: decodeRemoveMemberRequest, whole: wholeRemoveMemberRequest },
  ExchangeRequest: { encode: encodeExchangeRequest, decode: decodeExchangeRequest, whole: wholeExchangeRequest },
  ExchangeReply: { encode: encodeExchangeReply, decode: decodeExchangeReply, whole: wholeExchangeReply },
  Call: { encode: encodeCall, decode: decodeCall, whole: wholeCall },
  Reply: { encode: encodeReply, decode: decodeReply, whole: wholeReply },
  SendCall: { encode: encodeSendCall, decode: decodeSendCall, whole: wholeSendCall },
  SendReply: { encode: encodeSendReply, decode: decodeSendReply, whole: wholeSendReply },
  GuestSendCall: { encode: encodeGuestSendCall, decode: decodeGuestSendCall, whole: wholeGuestSendCall },
  GuestPullCall: { encode: encodeGuestPullCall, decode: decodeGuestPullCall, whole: wholeGuestPullCall },
  GuestPullReply: { encode: encodeGuestPullReply, decode: decodeGuestPullReply, whole: wholeGuestPullReply },
  GuestMessage: { encode: encodeGuestMessage, decode: decodeGuestMessage, whole: wholeGuestMessage },
  HistoryCall: { encode: encodeHistoryCall, decode: decodeHistoryCall, whole: wholeHistoryCall },
  HistoryReply: { encode: encodeHistoryReply, decode: decodeHistoryReply, whole: wholeHistoryReply },
  MarkCall: { encode: encodeMarkCall, decode: decodeMarkCall, whole: wholeMarkCall },
  OpenCall: { encode: encodeOpenCall, decode: decodeOpenCall, whole: wholeOpenCall },
  OpenReply: { encode: encodeOpenReply, decode: decodeOpenReply, whole: wholeOpenReply },
  MembershipCall: { encode: encodeMembershipCall, decode: decodeMembershipCall, whole: wholeMembershipCall },
  MembershipReply: { encode: encodeMembershipReply, decode: decodeMembershipReply, whole: wholeMembershipReply },
  HeadsCall: { encode: encodeHeadsCall, decode: decodeHeadsCall, whole: wholeHeadsCall },
  KnownHead: { encode: encodeKnownHead, decode: decodeKnownHead, whole: wholeKnownHead },
  HeadsReply: { encode: encodeHeadsReply, decode: decodeHeadsReply, whole: wholeHeadsReply },
  Head: { encode: encodeHead, decode: decodeHead, whole: wholeHead },
  PositionsCall: { encode: encodePositionsCall, decode: decodePositionsCall, whole: wholePositionsCall },
  PositionsReply: { encode: encodePositionsReply, decode: decodePositionsReply, whole: wholePositionsReply },
  ConversationPositions: { encode: encodeConversationPositions, decode: decodeConversationPositions, whole: wholeConversationPositions },
  MemberPosition: { encode: encodeMemberPosition, decode: decodeMemberPosition, whole: wholeMemberPosition },
  Binding: { encode: encodeBinding, decode: decodeBinding, whole: wholeBinding },
  CloseCall: { encode: encodeCloseCall, decode: decodeCloseCall, whole: wholeCloseCall },
  OccupyCall: { encode: encodeOccupyCall, decode: decodeOccupyCall, whole: wholeOccupyCall },
  TouchCall: { encode: encodeTouchCall, decode: decodeTouchCall, whole: wholeTouchCall },
  TouchReply: { encode: encodeTouchReply, decode: decodeTouchReply, whole: wholeTouchReply },
  NewestCall: { encode: encodeNewestCall, decode: decodeNewestCall, whole: wholeNewestCall },
  NewestReply: { encode: encodeNewestReply, decode: decodeNewestReply, whole: wholeNewestReply },
  OccupyReply: { encode: encodeOccupyReply, decode: decodeOccupyReply, whole: wholeOccupyReply },
  PresenceCall: { encode: encodePresenceCall, decode: decodePresenceCall, whole: wholePresenceCall },
  PresenceReply: { encode: encodePresenceReply, decode: decodePresenceReply, whole: wholePresenceReply },
  Presence: { encode: encodePresence, decode: decodePresence, whole: wholePresence },
  ListDeadLettersRequest: { encode: encodeListDeadLettersRequest, decode: decodeListDeadLettersRequest, whole: wholeListDeadLettersRequest },
  DeadLetterPage: { encode: encodeDeadLetterPage, decode: decodeDeadLetterPage, whole: wholeDeadLetterPage },
  DeadLetter: { encode: encodeDeadLetter, decode: decodeDeadLetter, whole: wholeDeadLetter },
  DeadLetterDispatch: { encode: encodeDeadLetterDispatch, decode: decodeDeadLetterDispatch, whole: wholeDeadLetterDispatch },
  DeadLettersRequest: { encode: encodeDeadLettersRequest, decode: decodeDeadLettersRequest, whole: wholeDeadLettersRequest },
  DeadLettersReply: { encode: encodeDeadLettersReply, decode: decodeDeadLettersReply, whole: wholeDeadLettersReply },
  Error: { encode: encodeError, decode: decodeError, whole: wholeError },
  Caller: { encode: encodeCaller, decode: decodeCaller, whole: wholeCaller },
  SessionRef: { encode: encodeSessionRef, decode: decodeSessionRef, whole: wholeSessionRef },
  DispatchBatch: { encode: encodeDispatchBatch, decode: decodeDispatchBatch, whole: wholeDispatchBatch },
  Dispatch: { encode: encodeDispatch, decode: decodeDispatch, whole: wholeDispatch },
  Audience: { encode: encodeAudience, decode: decodeAudience, whole: wholeAudience },
  UserList: { encode: encodeUserList, decode: decodeUserList, whole: wholeUserList },
  Subscription: { encode: encodeSubscription, decode: decodeSubscription, whole: wholeSubscription },
  PushRequest: { encode: encodePushRequest, decode: decodePushRequest, whole: wholePushRequest },
  PushReply: { encode: encodePushReply, decode: decodePushReply, whole: wholePushReply },
};
