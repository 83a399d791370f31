export {
  createDirectoryBlobStore,
  type DirectoryBlobStoreOptions,
} from './directory-blob-store.ts';
