export { type ClientRecorder, type RecordableClient, recordClient } from './record-client.ts';
export { recordLog } from './record-log.ts';
