export { check } from './check.ts';
export { type ClientFrameSchemas, type ClientOp, clientFrameSchemas } from './client-frames.ts';
export {
  clientIdSchema,
  conversationIdSchema,
  deviceIdSchema,
  labelSchema,
  messageBodySchema,
  requestIdSchema,
  seqSchema,
  sessionIdSchema,
  userIdSchema,
  userNameSchema,
} from './parts.ts';
