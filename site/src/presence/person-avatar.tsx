import type { UserId } from '@parley/core';
import { useModel } from '../model/model.ts';
import { Avatar } from '../ui/avatar.tsx';
import { useNow } from '../use-now.ts';
import { presenceText } from './presence-text.ts';
import { usePresence } from './use-presence.ts';

interface Props {
  userId: UserId;
  name: string;
  size: number;
}

/** A person's picture with a mark that says whether they are there: a disc, a ring, a bar. */
export function PersonAvatar({ userId, name, size }: Props) {
  const model = useModel();
  const presence = usePresence(userId);
  const nowMs = useNow(60_000);
  const status = presence?.status ?? 'unknown';
  const text = presence && presenceText(presence, model, nowMs);
  return (
    <span class="avatar-frame" title={text ?? undefined}>
      <Avatar id={userId} name={name} size={size} />
      {(status === 'online' || status === 'away' || status === 'busy') && (
        <span class={`presence-mark ${status}`} data-testid={`presence-${status}`}>
          <span class="sr-only">{text}</span>
        </span>
      )}
    </span>
  );
}
