/** A board for a benchmark: claims as abstracts state them, each row opens its sentence. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { board, boards } from '../api/client';
import type { Board, ClaimRow } from '../api/schema';
import { Sign } from '../part/icon';
import { Await, Empty, useLoad } from '../part/load';
import { Name, Text } from '../part/name';
import { Search } from '../part/search';
import { amend, go, type Route } from '../route';
import { plural } from '../text';

const COLUMNS = { value: 'Value', subject: 'Of', metric: 'Metric', year: 'Year', confidence: 'Confidence' } as const;

export function BoardView({ route, generation }: { route: Route; generation: string }): JSX.Element {
  const list = useLoad(generation, boards);
  const id = route.params.get('id') ?? (list.state === 'ready' ? list.value[0]?.node.id : null) ?? null;
  const sort = route.params.get('sort') ?? 'value';
  const up = route.params.get('order') === 'up';
  const metric = route.params.get('metric');
  const offset = Number(route.params.get('offset') ?? 0);
  const found = useLoad(id && JSON.stringify([id, sort, up, metric, offset, generation]), () =>
    board({ id, sort, descending: !up, metric, offset, limit: 50 }),
  );
  return (
    <div class="view">
      <header class="view-head">
        <h1>Board</h1>
        <p class="quiet">Results as abstracts state them. They are claims, not checked facts: settings differ from paper to paper.</p>
      </header>
      <div class="controls">
        <Search label="Benchmark or dataset" placeholder="Another benchmark or dataset" labels={['Benchmark', 'Dataset']} choose={(hit) => go('board', { id: hit.id })} />
      </div>
      <Await of={list}>
        {(rows) =>
          rows.length || id ? (
            <ul class="pills tabs">
              {rows.slice(0, 14).map((row) => (
                <li key={row.node.id}><a href={`#/board?id=${encodeURIComponent(row.node.id)}`} aria-current={row.node.id === id ? 'true' : undefined}><Sign label={row.node.label} /><Text>{row.node.name}</Text> <small>{row.claims}</small></a></li>
              ))}
            </ul>
          ) : (
            <Empty title="No claims yet">The abstracts of this graph state no numbers that were read as results.</Empty>
          )
        }
      </Await>
      {id ? <Await of={found}>{(value) => <Rows board={value} sort={sort} up={up} metric={metric} />}</Await> : null}
    </div>
  );
}

function Rows({ board: { node, metrics, items, total, offset, limit }, sort, up, metric }: { board: Board; sort: string; up: boolean; metric: string | null }): JSX.Element {
  const by = (column: string): void =>
    amend((params) => {
      params.set('sort', column);
      if (sort === column ? !up : column === 'subject' || column === 'metric') params.set('order', 'up');
      else params.delete('order');
    });
  return (
    <>
      <div class="table-head">
        <h2><Name node={node} /></h2>
        <span class="quiet">{plural(total, 'claim')}</span>
        {metrics.length > 1 ? (
          <label>
            Metric{' '}
            <select value={metric ?? ''} onChange={(event) => { const { value } = event.currentTarget; amend((params) => (value ? params.set('metric', value) : params.delete('metric'))); }}>
              <option value="">all</option>
              {metrics.map((one) => <option key={one} value={one}>{one}</option>)}
            </select>
          </label>
        ) : null}
      </div>
      {items.length ? (
        <div class="scroll" tabIndex={0} role="region" aria-label="Claims">
          <table class="board">
            <thead>
              <tr>
                {Object.entries(COLUMNS).map(([column, title]) => (
                  <th key={column} scope="col" class={column === 'value' ? 'number' : ''} aria-sort={sort === column ? (up ? 'ascending' : 'descending') : 'none'}>
                    <button type="button" onClick={() => by(column)}>{title}</button>
                  </th>
                ))}
                <th scope="col">Paper</th>
                <th scope="col"><span class="unseen">Sentence</span></th>
              </tr>
            </thead>
            <tbody>{items.map((row) => <Row key={row.id} row={row} />)}</tbody>
          </table>
        </div>
      ) : <p class="quiet">No abstract states a result on it.</p>}
      {total > limit ? (
        <p class="pager">
          <button type="button" class="action" disabled={!offset} onClick={() => amend((p) => p.set('offset', String(Math.max(0, offset - limit))))}>Earlier</button>
          <span class="quiet">{offset + 1}–{Math.min(total, offset + limit)} of {total}</span>
          <button type="button" class="action" disabled={offset + limit >= total} onClick={() => amend((p) => p.set('offset', String(offset + limit)))}>Later</button>
        </p>
      ) : null}
    </>
  );
}

function Row({ row }: { row: ClaimRow }): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <>
      <tr>
        <td class="number strong"><Text>{row.value}</Text>{row.kind === 'delta' ? <small class="delta">against <Text>{row.against ?? 'unnamed'}</Text></small> : null}</td>
        <th scope="row"><Text>{row.subject}</Text></th>
        <td>{row.metric ? <Text>{row.metric}</Text> : <span class="quiet">not named</span>}</td>
        <td>{row.paper.year ?? ''}</td>
        <td class="number">{row.confidence.toFixed(2)}</td>
        <td><Name node={row.paper} year={false} /></td>
        <td><button type="button" class="link nowrap" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? 'Close' : 'Sentence'}</button></td>
      </tr>
      {open ? <tr class="sentence"><td colSpan={7}><blockquote><bdi>{row.text}</bdi></blockquote></td></tr> : null}
    </>
  );
}
