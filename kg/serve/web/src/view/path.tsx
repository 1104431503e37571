/** The shortest path between two nodes, step by step in words. */
import type { JSX } from 'preact';
import { service } from '../api/source';
import type { PathAnswer } from '../api/schema';
import { useLoad } from '../part/load';
import { Text } from '../part/name';
import { Search } from '../part/search';
import { go, step, type Route } from '../route';
import { plural } from '../text';

export function PathPanel({ route, path }: { route: Route; path: PathAnswer | null }): JSX.Element {
  const from = route.params.get('from') ?? '';
  const to = route.params.get('to') ?? '';
  const open = (source: string, type: string, target: string): void =>
    step((params) => params.set('edge', JSON.stringify([source, type, target])));
  return (
    <aside class="panel" aria-label="Path">
      <header class="head"><p class="kind">Path</p><h2>From one to the other</h2></header>
      <div class="body">
        <End label="From" id={from} choose={(id) => go('path', to ? { from: id, to } : { from: id })} />
        <End label="To" id={to} choose={(id) => go('path', from ? { from, to: id } : { to: id })} />
        {!from || !to ? <p class="quiet">Choose both ends here, or click them in the picture.</p> : null}
        {path && !path.steps.length ? <p class="quiet">Nothing joins the two in this graph.</p> : null}
        {path?.steps.length ? (
          <>
            <p>{plural(path.steps.length, 'step')}. Each opens the words that it stands on.</p>
            <ol class="steps">
              {path.steps.map((one) => (
                <li key={`${one.source}${one.target}`}>
                  <button type="button" onClick={() => open(one.source, one.type, one.target)}><Text>{one.words}</Text></button>
                </li>
              ))}
            </ol>
          </>
        ) : null}
      </div>
    </aside>
  );
}

function End({ label, id, choose }: { label: string; id: string; choose: (id: string) => void }): JSX.Element {
  const found = useLoad(id || null, () => service.node(id));
  const name = id && found.state === 'ready' ? found.value.node.name : '';
  return (
    <div class="end">
      <span aria-hidden="true">{label}</span>
      <Search label={`${label}: paper or entity`} placeholder="A paper or an entity" value={name} choose={(hit) => choose(hit.id)} />
    </div>
  );
}
