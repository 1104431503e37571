/** Where the graph comes from: the service, or the page itself when it was saved as one file. */
import { service as remote, type Source } from './client';
import { fromFile, type RawEdge, type RawNode } from './file';
import type { Overview } from './schema';

const held = document.getElementById('kg-data');

function local(text: string): Source {
  const { nodes, edges, overview } = JSON.parse(text) as { nodes: RawNode[]; edges: RawEdge[]; overview: Overview | null };
  return fromFile(nodes, edges, overview);
}

export const service: Source = held?.textContent ? local(held.textContent) : remote;
