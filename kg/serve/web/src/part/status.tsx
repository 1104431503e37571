/** Watch the graph behind the page: say when it is gone, and when a new one has come. */
import { useEffect, useState } from 'preact/hooks';
import { Failure } from '../api/client';
import { service } from '../api/source';
import type { Status } from '../api/schema';

const CALM_MS = 4000;
const BUSY_MS = 900;

export interface Watched {
  readonly status: Status | null;
  readonly notice: string | null;
}

let poke: () => void = () => undefined;

/** Look at once: something was just asked of the service that changes the graph. */
export const lookNow = (): void => poke();

export function useStatus(): Watched {
  const [status, setStatus] = useState<Status | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  useEffect(() => {
    let timer = 0;
    let over = false;
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      let wait = CALM_MS;
      try {
        const now = await service.status();
        if (over) return;
        setStatus((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now));
        setNotice(words(now));
        if (!service.whole) return;
        if (now.state !== 'ready' || now.rebuild.running) wait = BUSY_MS;
      } catch (error) {
        if (over) return;
        setNotice(error instanceof Failure && error.status ? error.message : 'The service does not answer. This page comes back by itself when it does.');
        wait = BUSY_MS;
      }
      timer = window.setTimeout(() => void look(), wait);
    };
    poke = () => void look();
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, []);
  return { status, notice };
}

function words(status: Status): string | null {
  if (status.rebuild.running) {
    const { stage, done, total } = status.rebuild;
    return `Rebuilding the graph: ${stage || 'starting'}${total ? ` ${done} of ${total}` : ''}. You can go on reading the old one.`;
  }
  if (status.rebuild.error) return `The rebuild failed: ${status.rebuild.error}`;
  if (status.state === 'empty') return `No graph to show: ${status.message}`;
  if (status.state === 'stale') return `The graph cannot be read now (${status.message}). What was loaded before is shown; the page takes the new graph as soon as there is one.`;
  return null;
}
