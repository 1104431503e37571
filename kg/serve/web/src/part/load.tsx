import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Failure } from '../api/client';

export type Loaded<T> =
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly error: Failure }
  | { readonly state: 'ready'; readonly value: T };

/** Load something again whenever `key` changes; what was shown stays until the new is there. */
export function useLoad<T>(key: string | null, load: () => Promise<T>): Loaded<T> {
  const [found, setFound] = useState<Loaded<T>>({ state: 'waiting' });
  useEffect(() => {
    if (key === null) return;
    let current = true;
    load().then(
      (value) => current && setFound({ state: 'ready', value }),
      (error: unknown) => current && setFound({ state: 'failed', error: error instanceof Failure ? error : new Failure(0, String(error)) }),
    );
    return () => {
      current = false;
    };
  }, [key]);
  return found;
}

export function Await<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }): JSX.Element {
  if (of.state === 'waiting') return <p class="quiet waiting" role="status">Loading…</p>;
  if (of.state === 'failed') return <Failed error={of.error} />;
  return <>{children(of.value)}</>;
}

export function Failed({ error }: { error: Failure }): JSX.Element {
  return (
    <div class="failed" role="alert">
      <strong>{error.status === 404 ? 'Not in this graph' : 'That did not work'}</strong>
      <p>{error.message}</p>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="empty">
      <strong>{title}</strong>
      <p>{children}</p>
    </div>
  );
}
