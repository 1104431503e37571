/** Take away what is seen: the picture as PNG or SVG, the nodes and edges as files. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Subgraph } from '../api/schema';
import { file } from '../api/client';
import { service } from '../api/source';
import { png, save, svg } from '../graph/picture';
import { edgeKey, type Stage } from '../graph/stage';
import { Icon } from '../part/icon';

const FILES = [
  ['html', 'Page without a server (HTML)', 'graph.html'],
  ['csv', 'Tables (CSV)', 'graph.zip'],
  ['bibtex', 'Papers (BibTeX)', 'papers.bib'],
  ['graphml', 'Graph (GraphML)', 'graph.graphml'],
] as const;

/** Ask for a file of what is visible now. */
function seen(stage: Stage, graph: Subgraph, format: (typeof FILES)[number][0]): Promise<Blob> {
  const { nodes, edges } = stage.visible();
  return file({
    format,
    nodes: graph.nodes.filter((node) => nodes.has(node.id)).map((node) => node.id),
    edges: graph.edges.filter((edge) => edges.has(edgeKey(edge))).map((edge) => [edge.source, edge.type, edge.target]),
  });
}

export function Take({ stage, graph }: { stage: Stage; graph: Subgraph }): JSX.Element {
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState('');
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
    setFailed('');
    Promise.resolve()
      .then(make)
      .then(
        (blob) => save(blob, name),
        (error: unknown) => setFailed(error instanceof Error ? error.message : String(error)),
      );
  };
  return (
    <div class="menu" ref={menu}>
      <button type="button" class="icon-only" aria-label="Take away" aria-expanded={open} onClick={() => setOpen(!open)}><Icon name="down" /></button>
      {open ? (
        <ul class="plate">
          <li><button type="button" onClick={() => take(() => png(stage), 'graph.png')}>Picture (PNG)</button></li>
          <li><button type="button" onClick={() => take(() => svg(stage), 'graph.svg')}>Picture (SVG)</button></li>
          {(service.whole ? FILES : []).map(([format, title, name]) => (
            <li key={format}><button type="button" onClick={() => take(() => seen(stage, graph, format), name)}>{title}</button></li>
          ))}
        </ul>
      ) : null}
      {failed ? <p class="plate error" role="alert">{failed}</p> : null}
    </div>
  );
}
