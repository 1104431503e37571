/** Where the graph comes from: the service, or the page itself when it was saved as one file. */
import { service as remote, type Source } from './client';
import { fromFile, type RawEdge, type RawNode } from './file';

const held = document.getElementById('kg-data');

function local(text: string): Source {
  const { nodes, edges } = JSON.parse(text) as { nodes: RawNode[]; edges: RawEdge[] };
  return fromFile(nodes, edges);
}

export const service: Source = held?.textContent ? local(held.textContent) : remote;
