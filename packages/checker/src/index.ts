export { type CheckOptions, checkHistory, type Finding, type RuleName } from './check-history.ts';
export {
  type Acknowledged,
  type Fact,
  type Final,
  History,
  type HistoryEntry,
  type Joined,
  type Left,
  type LoggedEvent,
  type Read,
  type Refused,
  type Seen,
  type Sent,
  type Stored,
} from './history.ts';
export { decodeHistory, encodeHistory } from './json-lines.ts';
