import type { ConversationKind } from '@parley/wire';
import { Hash, Users } from 'lucide-preact';
import { hueOf, initials } from '../text/initials.ts';

interface Props {
  /** Whose colour it is: a user's or a conversation's id. */
  id: string;
  name: string;
  /** Groups and rooms are square and show what they are. Default: a person. */
  kind?: ConversationKind;
  size?: number;
}

/** A picture made of a name. The name itself always stands beside it, so it is hidden from readers. */
export function Avatar({ id, name, kind = 'direct', size = 40 }: Props) {
  const person = kind === 'direct';
  const icon = Math.round(size * 0.45);
  return (
    <span
      class={person ? 'avatar' : 'avatar square'}
      style={`--hue:${hueOf(id)};--size:${size}px`}
      aria-hidden="true"
    >
      {person ? initials(name) : kind === 'group' ? <Users size={icon} /> : <Hash size={icon} />}
    </span>
  );
}
