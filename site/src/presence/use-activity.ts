import { useEffect } from 'preact/hooks';
import { useModel } from '../model/model.ts';

/** Without a key, a touch or a move of the mouse for so long nobody is at this device. */
const IDLE_MS = 5 * 60_000;
/** A page may be hidden for a glance at another one. */
const HIDDEN_MS = 60_000;

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Tells the server whether somebody is at this device. */
export function useActivity(): void {
  const { client } = useModel();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leaveAfter = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => client.setAway(true), ms);
    };
    const onSign = () => {
      if (document.visibilityState === 'hidden') return;
      client.setAway(false);
      leaveAfter(IDLE_MS);
    };
    const onVisible = () => {
      if (document.visibilityState === 'hidden') leaveAfter(HIDDEN_MS);
      else onSign();
    };
    onVisible();
    document.addEventListener('visibilitychange', onVisible);
    for (const sign of SIGNS) addEventListener(sign, onSign, { passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
      for (const sign of SIGNS) removeEventListener(sign, onSign);
    };
  }, [client]);
}
