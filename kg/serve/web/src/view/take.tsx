/** Take away what is seen: the picture as PNG or SVG. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Subgraph } from '../api/schema';
import { png, save, svg } from '../graph/picture';
import type { Stage } from '../graph/stage';
import { Icon } from '../part/icon';

export function Take({ stage }: { stage: Stage; graph: Subgraph }): JSX.Element {
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event): void => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !menu.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', away);
    addEventListener('keydown', away);
    return () => {
      removeEventListener('pointerdown', away);
      removeEventListener('keydown', away);
    };
  }, [open]);
  const take = (make: () => Promise<Blob> | Blob, name: string): void => {
    setOpen(false);
    void Promise.resolve(make()).then((blob) => save(blob, name));
  };
  return (
    <div class="menu" ref={menu}>
      <button type="button" class="icon-only" aria-label="Take away" aria-expanded={open} onClick={() => setOpen(!open)}><Icon name="down" /></button>
      {open ? (
        <ul class="plate">
          <li><button type="button" onClick={() => take(() => png(stage), 'graph.png')}>Picture (PNG)</button></li>
          <li><button type="button" onClick={() => take(() => svg(stage), 'graph.svg')}>Picture (SVG)</button></li>
        </ul>
      ) : null}
    </div>
  );
}
