/** Entities that rise and that fade. */
import type { JSX } from 'preact';
import { trends } from '../api/client';
import type { Trend, Trends } from '../api/schema';
import { Await, Empty, useLoad } from '../part/load';
import { Name } from '../part/name';
import { amend, type Route } from '../route';
import { plural } from '../text';
import { ENTITY_LABELS, MANY } from '../words';
import { Sign } from '../part/icon';

export function TrendsView({ route, generation }: { route: Route; generation: string }): JSX.Element {
  const chosen = route.params.get('type');
  const found = useLoad(JSON.stringify([chosen, generation]), () => trends(chosen ? { label: [chosen] } : {}));
  return (
    <div class="view">
      <header class="view-head">
        <h1>Trends</h1>
        <p class="quiet">The part of all papers that name an entity, early years against later ones; changes that are surer than chance, the surest first.</p>
      </header>
      <ul class="pills tabs">
        <li><button type="button" aria-pressed={!chosen} onClick={() => amend((p) => p.delete('type'))}>All</button></li>
        {ENTITY_LABELS.map((label) => (
          <li key={label}><button type="button" aria-pressed={chosen === label} onClick={() => amend((p) => p.set('type', label))}><Sign label={label} />{MANY[label]}</button></li>
        ))}
      </ul>
      <Await of={found}>
        {(value) =>
          value.rising.length || value.fading.length ? (
            <div class="columns">
              <List title="Rising" rows={value.rising} of={value} />
              <List title="Fading" rows={value.fading} of={value} />
            </div>
          ) : (
            <Empty title="No trend">{value.note ?? 'no change is surer than chance'}{value.since ? '' : '. Papers need years for this.'}</Empty>
          )
        }
      </Await>
    </div>
  );
}

function List({ title, rows, of }: { title: string; rows: readonly Trend[]; of: Trends }): JSX.Element {
  const years = of.totals.map((one) => one.year);
  return (
    <section>
      <h2>{title} <small class="quiet">since {of.since}</small></h2>
      {rows.length ? null : <p class="quiet">Nothing is surer than chance.</p>}
      <ol class="trend-list">
        {rows.map((row) => (
          <li key={row.node.id}>
            <Name node={row.node} />
            <Spark row={row} of={of} />
            <span class="ratio" title={`95% interval ${row.low.toFixed(2)} to ${row.high.toFixed(2)}`}>{row.ratio >= 1 ? `× ${row.ratio.toFixed(1)}` : `÷ ${(1 / row.ratio).toFixed(1)}`}</span>
            <small class="quiet">{row.before} before, {row.after} since</small>
          </li>
        ))}
      </ol>
      <p class="unseen">Years {years[0]} to {years[years.length - 1]}</p>
    </section>
  );
}

function Spark({ row, of }: { row: Trend; of: Trends }): JSX.Element {
  const shares = row.years.map((one, place) => one.papers / Math.max(1, of.totals[place]?.papers ?? 1));
  const most = Math.max(1e-9, ...shares);
  const points = shares.map((share, place) => `${((place / Math.max(1, shares.length - 1)) * 100).toFixed(1)},${(21 - (share / most) * 19).toFixed(1)}`);
  const words = row.years.filter((one) => one.papers).map((one) => `${one.year}: ${plural(one.papers, 'paper')}`).join(', ');
  return (
    <svg class="spark" viewBox="0 0 100 22" preserveAspectRatio="none" role="img" aria-label={words}>
      <polyline points={points.join(' ')} />
    </svg>
  );
}
