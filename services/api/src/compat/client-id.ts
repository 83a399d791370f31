import { nanoid } from 'nanoid';

const RANDOM_CHARS = 14;

/**
 * An id for a message of a client that gives none. It begins with the time, as those of our own clients
 * do: ids that grow are cheaper to keep.
 */
export function newClientId(): string {
  return `${Date.now().toString(36)}-${nanoid(RANDOM_CHARS)}`;
}
