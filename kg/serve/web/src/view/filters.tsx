/** What is shown, which is the legend too: types, roles, links, confidence, colours. */
import type { JSX } from 'preact';
import type { Subgraph } from '../api/schema';
import { service } from '../api/source';
import { Icon, Sign } from '../part/icon';
import { amend, type Route } from '../route';
import { count } from '../text';
import { LABELS, LINKS, MANY, ROLES, type Group } from '../words';
import { colourOf, toggle, type Scene } from './scene';

interface Props {
  readonly route: Route;
  readonly scene: Scene;
  readonly graph: Subgraph;
  readonly close: () => void;
}

export function Filters({ route, scene, graph, close }: Props): JSX.Element {
  const { params } = route;
  const off = new Set((params.get('off') ?? '').split(','));
  const links = new Set((params.get('links') ?? '').split(','));
  const labels = tally(graph.nodes.map((node) => node.label));
  const types = tally(graph.edges.map((edge) => edge.type));
  const edges = (group: Group): number => group.types.reduce((sum, type) => sum + (types.get(type) ?? 0), 0);
  const sure = Number(params.get('sure') ?? 0);
  const hidden = params.getAll('hide').length;
  const colour = colourOf(route, scene);
  return (
    <section class="filters plate" aria-label="What is shown">
      <header><h2>Shown</h2><button type="button" class="icon-only" aria-label="Close filters" onClick={close}><Icon name="close" /></button></header>
      <fieldset>
        <legend>Types</legend>
        {LABELS.filter((label) => labels.get(label)).map((label) => (
          <label key={label} class="check">
            <input type="checkbox" checked={!off.has(label)} onChange={() => amend((p) => toggle(p, 'off', label))} />
            <Sign label={label} /> {MANY[label]} <small>{count(labels.get(label) ?? 0)}</small>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Roles</legend>
        {ROLES.map((group) => <GroupCheck key={group.key} group={group} on={!off.has(group.key)} edges={edges(group)} parameter="off" />)}
      </fieldset>
      <fieldset>
        <legend>Links</legend>
        {LINKS.filter((group) => (group.extra ? scene.kind !== 'overview' && scene.kind !== 'path' : edges(group))).map((group) => (
          <GroupCheck
            key={group.key}
            group={group}
            on={group.extra ? links.has(group.key) : !off.has(group.key)}
            edges={edges(group)}
            parameter={group.extra ? 'links' : 'off'}
          />
        ))}
      </fieldset>
      <label class="range">
        <span>Confidence from <output>{sure.toFixed(2)}</output></span>
        <input
          type="range"
          min="0"
          max="1"
          step="0.05"
          value={sure}
          onInput={(event) => {
            const value = event.currentTarget.value;
            amend((p) => (Number(value) ? p.set('sure', value) : p.delete('sure')));
          }}
        />
      </label>
      {scene.kind === 'overview' && service.grouped ? (
        <fieldset class="choice">
          <legend>Colour by</legend>
          {(['community', 'type'] as const).map((which) => (
            <label key={which}>
              <input type="radio" name="colour" checked={colour === which} onChange={() => amend((p) => p.set('colour', which))} />
              {which}
            </label>
          ))}
        </fieldset>
      ) : null}
      {scene.kind === 'node' ? (
        <fieldset class="choice">
          <legend>Steps away</legend>
          {['1', '2'].map((depth) => (
            <label key={depth}>
              <input type="radio" name="depth" checked={(params.get('depth') ?? '1') === depth} onChange={() => amend((p) => p.set('depth', depth))} />
              {depth}
            </label>
          ))}
        </fieldset>
      ) : null}
      {hidden ? <button type="button" class="link" onClick={() => amend((p) => p.delete('hide'))}>Show {hidden} hidden again</button> : null}
    </section>
  );
}

function GroupCheck(props: { group: Group; on: boolean; edges: number; parameter: string }): JSX.Element {
  const { group, on, edges, parameter } = props;
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={() => amend((p) => toggle(p, parameter, group.key))} />
      <i class={`dash edge-${group.types[0]}`} aria-hidden="true" /> {group.name} <small>{edges ? count(edges) : ''}</small>
    </label>
  );
}

function tally(words: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const word of words) found.set(word, (found.get(word) ?? 0) + 1);
  return found;
}
