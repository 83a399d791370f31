import type { PendingState } from '@parley/client';
import { Check, CheckCheck, CircleAlert, Clock3 } from 'lucide-preact';
import { useTexts } from '../model/model.ts';

const ICONS = {
  sending: Clock3,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
} as const;

export type TickState = keyof typeof ICONS;

/** What stands for a message that is not in the log yet. */
export function pendingTick(state: PendingState): TickState {
  return state === 'queued' ? 'sending' : state;
}

interface Props {
  state: TickState;
  /** Says more than the state alone, such as who has read it. */
  more?: string | null;
  size?: number;
}

/** How far an own message has come: a clock, one tick, two ticks, two in colour; by words as well. */
export function Tick({ state, more = null, size = 13 }: Props) {
  const t = useTexts();
  const Icon = ICONS[state];
  const label = more ?? t(state);
  return (
    <span
      class={`tick ${state}`}
      role="img"
      aria-label={label}
      title={label}
      data-testid={`tick-${state}`}
    >
      <Icon size={size} strokeWidth={2.4} aria-hidden="true" />
    </span>
  );
}
