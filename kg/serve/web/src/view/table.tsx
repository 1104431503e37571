/** The picture as a table: the same nodes, for readers and screen readers. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Dot, Subgraph } from '../api/schema';
import { Name } from '../part/name';
import { count, plural } from '../text';

type Column = 'name' | 'label' | 'year' | 'degree';
const TITLES: Record<Column, string> = { name: 'Name', label: 'Type', year: 'Year', degree: 'Links' };

export function Table({ graph, nodes }: { graph: Subgraph; nodes: ReadonlySet<string> }): JSX.Element {
  const [by, setBy] = useState<Column>('degree');
  const [down, setDown] = useState(true);
  const rows = graph.nodes.filter((node) => nodes.has(node.id)).sort((a, b) => compare(a, b, by) * (down ? -1 : 1));
  return (
    <div class="table-view" tabIndex={0} role="region" aria-label="Nodes as a table">
      <table>
        <caption>{plural(rows.length, 'node')} shown</caption>
        <thead>
          <tr>
            {(Object.keys(TITLES) as Column[]).map((column) => (
              <th key={column} scope="col" aria-sort={by === column ? (down ? 'descending' : 'ascending') : 'none'}>
                <button type="button" onClick={() => (by === column ? setDown(!down) : (setBy(column), setDown(column === 'degree' || column === 'year')))}>{TITLES[column]}</button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 1000).map((node) => (
            <tr key={node.id}>
              <th scope="row"><Name node={{ id: node.id, label: node.label, name: node.name }} year={false} /></th>
              <td>{node.label}</td>
              <td>{node.year ?? ''}</td>
              <td class="number">{count(node.degree)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function compare(a: Dot, b: Dot, by: Column): number {
  if (by === 'degree') return a.degree - b.degree;
  if (by === 'year') return (a.year ?? 0) - (b.year ?? 0);
  return a[by].localeCompare(b[by]);
}
