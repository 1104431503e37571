/** What of a drawn graph is visible: by label, edge type, year and confidence. */
import type Graph from 'graphology';

export interface Filter {
  readonly labels: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly from: number | null;
  readonly to: number | null;
  readonly confidence: number;
  readonly hidden: ReadonlySet<string>;
}

export interface Visible {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/** `kept` stay visible although nothing visible joins them. */
export function visible(graph: Graph, filter: Filter, kept: ReadonlySet<string>): Visible {
  const able = new Set<string>();
  graph.forEachNode((id, node) => {
    if (filter.hidden.has(id)) return;
    if (!kept.has(id) && !filter.labels.has(node['kind'] as string)) return;
    if (!kept.has(id) && !inYears(node['year'] as number | null, filter)) return;
    able.add(id);
  });
  const edges = new Set<string>();
  const joined = new Set<string>(kept);
  graph.forEachEdge((key, edge, source, target) => {
    if (!able.has(source) || !able.has(target) || !filter.types.has(edge['kind'] as string)) return;
    if (!inYears(edge['year'] as number | null, filter)) return;
    const weight = edge['kind'] === 'RELATED_TO' || edge['kind'] === 'CO_USED' ? 1 : Number(edge['confidence']);
    if (weight < filter.confidence) return;
    edges.add(key);
    joined.add(source);
    joined.add(target);
  });
  const nodes = new Set<string>();
  graph.forEachNode((id) => {
    if (able.has(id) && (joined.has(id) || graph.degree(id) === 0)) nodes.add(id);
  });
  return { nodes, edges };
}

function inYears(year: number | null, filter: Filter): boolean {
  if (year === null) return true;
  return (filter.from === null || year >= filter.from) && (filter.to === null || year <= filter.to);
}
