import { type ConversationId, compareIds, type Logger } from '@parley/core';
import type { Comparison, ConversationHead, Head } from '@parley/wire';
import { type Link, NO_CLOSE_FRAME } from '../socket/link.ts';
import type { Conversation } from '../store/conversation.ts';
import type { Conversations } from '../store/conversations.ts';

/** So many heads fit into a frame. */
const HEADS_PER_FRAME = 500;

interface Deps {
  conversations: Conversations;
  logger: Logger;
  receiveHeads(heads: readonly ConversationHead[]): void;
}

/** What was held of a range of conversations when the server was asked to compare it. */
interface Held {
  heads: Head[];
  /** The range ends here; undefined when nothing is held beyond. */
  upToId?: ConversationId;
}

/**
 * Finds out over a new link what differs between here and the server, range of ids by range. The first
 * one goes with `hello`. Before the list of conversations is loaded there is nothing to compare;
 * afterwards everything is compared, so what was pushed meanwhile need not be kept.
 */
export class HeadComparer {
  private readonly deps: Deps;
  private link: Link | null = null;
  /** From where on the server has not been asked; null when it has been asked about all. */
  private restAfterId: ConversationId | null = null;
  /** The seqs that were known of what was asked about last. */
  private asked = new Map<ConversationId, number>();

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** For `hello`. */
  first(): Held {
    if (!this.deps.conversations.loaded) return { heads: [], upToId: '0' };
    return this.heldAfter('0');
  }

  /** The answer to `first` is there. */
  attach(link: Link, compared: Comparison): void {
    this.link = link;
    this.take(compared);
    this.proceed();
  }

  detach(): void {
    this.link = null;
    this.restAfterId = null;
  }

  /** Compares what is left to compare, once the list is there. */
  proceed(): void {
    const { link, restAfterId } = this;
    if (link === null || restAfterId === null || !this.deps.conversations.loaded) return;
    this.restAfterId = null;
    link
      .compare({ afterId: restAfterId, ...this.heldAfter(restAfterId) })
      .then(compared => {
        if (link !== this.link) return;
        this.take(compared);
        this.proceed();
      })
      .catch((error: unknown) => {
        // Something may be missing without anybody knowing: the next link compares again.
        if (link !== this.link) return;
        this.deps.logger.warn({ err: error }, 'what differs could not be asked');
        link.end(NO_CLOSE_FRAME, 'nothing compared');
      });
  }

  private take({ heads, gone, upToId }: Comparison): void {
    const { conversations } = this.deps;
    this.restAfterId = upToId ?? null;
    for (const id of gone) {
      const knownSeq = conversations.find(id)?.log.knownSeq;
      // Who came back since the question was asked has heard of it.
      if (knownSeq !== undefined && knownSeq === this.asked.get(id)) conversations.remove(id);
    }
    this.deps.receiveHeads(heads);
  }

  private heldAfter(afterId: ConversationId): Held {
    const all = [...this.deps.conversations.values()]
      .filter(conversation => conversation.isOwn && compareIds(conversation.id, afterId) > 0)
      .sort((a, b) => compareIds(a.id, b.id));
    const some = all.slice(0, HEADS_PER_FRAME);
    this.asked = new Map(some.map(({ id, log }) => [id, log.knownSeq]));
    const heads = some.map(headOf);
    const last = some.at(-1);
    return some.length < all.length && last ? { heads, upToId: last.id } : { heads };
  }
}

function headOf({ id, log, view, readSeq }: Conversation): Head {
  const head = { conversationId: id, seq: log.headSeq, epoch: log.epoch };
  return view.own === null ? head : { ...head, readSeq };
}
