export type { BlobInfo, BlobStore, ByteRange } from './blob-store.ts';
