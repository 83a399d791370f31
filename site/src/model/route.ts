import type { ConversationId } from '@parley/core';
import { type ReadonlySignal, signal } from '@preact/signals';

/** Which conversation the address names: `/c/17`; null is the list alone. */
export interface Route {
  readonly conversationId: ReadonlySignal<ConversationId | null>;
  open(id: ConversationId | null): void;
}

export function createRoute(): Route {
  const conversationId = signal(parse(location.pathname));
  window.addEventListener('popstate', () => {
    conversationId.value = parse(location.pathname);
  });
  return {
    conversationId,
    open: id => {
      const path = id === null ? '/' : `/c/${encodeURIComponent(id)}`;
      if (path !== location.pathname) history.pushState(null, '', path);
      conversationId.value = id;
    },
  };
}

function parse(path: string): ConversationId | null {
  const match = /^\/c\/([^/]+)$/.exec(path);
  try {
    return match?.[1] === undefined ? null : decodeURIComponent(match[1]);
  } catch {
    return null;
  }
}
