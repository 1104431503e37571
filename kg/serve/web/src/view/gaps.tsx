/** What was tried on what: a heat map of two types of entities, and its empty places. */
import type { JSX } from 'preact';
import { gaps } from '../api/client';
import type { Gaps, Ref } from '../api/schema';
import { Await, Empty, useLoad } from '../part/load';
import { Name, Text } from '../part/name';
import { amend, nodeAddress, type Route } from '../route';
import { plural, shorten } from '../text';
import { ENTITY_LABELS, MANY } from '../words';

export function GapsView({ route, generation }: { route: Route; generation: string }): JSX.Element {
  const rows = route.params.get('rows') ?? 'Task';
  const columns = route.params.get('columns') ?? 'Benchmark';
  const found = useLoad(JSON.stringify([rows, columns, generation]), () => gaps({ rows, columns, size: 20 }));
  const choose = (name: string, value: string): JSX.Element => (
    <select aria-label={name} value={value} onChange={(event) => { const chosen = event.currentTarget.value; amend((params) => params.set(name, chosen)); }}>
      {ENTITY_LABELS.map((label) => <option key={label} value={label}>{MANY[label]}</option>)}
    </select>
  );
  return (
    <div class="view">
      <header class="view-head">
        <h1>Gaps</h1>
        <p class="quiet">How many papers bring two things together. Outlined: both are common, and nobody has.</p>
      </header>
      <p class="controls">{choose('rows', rows)} <span class="quiet">against</span> {choose('columns', columns)}</p>
      <Await of={found}>{(value) => (value.rows.length && value.columns.length ? <Matrix of={value} /> : <Empty title="Nothing to compare">This graph has no entities of one of the two types.</Empty>)}</Await>
    </div>
  );
}

function Matrix({ of }: { of: Gaps }): JSX.Element {
  const most = Math.max(1, ...of.cells.flat());
  const empty = new Set(of.gaps.map((gap) => `${gap.row} ${gap.column}`));
  const row = (place: number): Ref => of.rows[place] as Ref;
  const column = (place: number): Ref => of.columns[place] as Ref;
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label="Heat map">
        <table class="heat">
          <thead>
            <tr>
              <td />
              {of.columns.map((node) => <th key={node.id} scope="col"><a href={nodeAddress(node.id)} title={node.name}><Text>{shorten(node.name, 18)}</Text></a></th>)}
            </tr>
          </thead>
          <tbody>
            {of.rows.map((node, down) => (
              <tr key={node.id}>
                <th scope="row"><a href={nodeAddress(node.id)} title={node.name}><Text>{shorten(node.name, 30)}</Text></a></th>
                {of.cells[down]?.map((papers, across) => {
                  const depth = papers ? Math.ceil((5 * Math.log(1 + papers)) / Math.log(1 + most)) : 0;
                  const gap = empty.has(`${down} ${across}`);
                  const title = `${node.name} and ${column(across).name}: ${plural(papers, 'paper')}`;
                  return (
                    <td key={across} class={`heat-${depth} ${gap ? 'gap' : ''}`} title={title}>
                      {papers ? <a href={`#/set?id=${encodeURIComponent(node.id)}&id=${encodeURIComponent(column(across).id)}&edge=${encodeURIComponent(JSON.stringify([node.id, 'CO_USED', column(across).id]))}`}>{papers}<span class="unseen"> papers</span></a> : <span class="unseen">0</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {of.gaps.length ? (
        <section class="gap-list">
          <h2>Never together, though both are common</h2>
          <ul>
            {of.gaps.map((gap) => (
              <li key={`${gap.row} ${gap.column}`}>
                <Name node={row(gap.row)} /> <span class="quiet">and</span> <Name node={column(gap.column)} />
                <small class="quiet">by chance there would be {gap.expected.toFixed(1)}</small>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
