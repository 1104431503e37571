/** The picture of a part of the graph, with everything around it. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Overview } from '../api/schema';
import { service } from '../api/source';
import { visible } from '../graph/filter';
import type { Theme } from '../graph/colour';
import type { Stage } from '../graph/stage';
import { Icon } from '../part/icon';
import { Empty, Failed, useLoad } from '../part/load';
import { amend, go, step, type Route } from '../route';
import { Canvas } from './canvas';
import { Filters } from './filters';
import { Panel } from './panel';
import { PathPanel } from './path';
import { colourOf, filterOf, load, pinsOf, sceneOf } from './scene';
import { Table } from './table';
import { Take } from './take';
import { Timeline } from './timeline';
import { Welcome } from './welcome';

interface Props {
  readonly route: Route;
  readonly theme: Theme;
  readonly generation: string;
  readonly extra: (id: string) => JSX.Element | null;
}

const NONE: ReadonlySet<string> = new Set();

export function MapView({ route, theme, generation, extra }: Props): JSX.Element {
  const scene = sceneOf(route);
  const { params } = route;
  const found = useLoad(`${scene.key} ${generation}`, () => load(route, scene));
  const overview = useLoad<Overview>(scene.kind === 'overview' ? generation : null, () => service.overview());
  const [stage, setStage] = useState<Stage | null>(null);
  const [filtering, setFiltering] = useState(() => innerWidth > 1100);
  const canvas = useRef<HTMLDivElement>(null);

  const edge = params.get('edge');
  const card = edge ? null : (params.get('card') ?? (params.has('closed') ? null : scene.centre));
  const filter = filterOf(route);
  const shown = found.state === 'ready' ? found.value : null;
  const pathNodes = useMemo(() => (shown?.path ? new Set(shown.path.graph.nodes.map((node) => node.id)) : NONE), [shown]);
  const edgeShown = useMemo(() => (edge ? (JSON.parse(edge) as string[]).join('\n') : null), [edge]);
  const picking = scene.kind === 'path' && !(params.get('from') && params.get('to'));
  const asTable = params.get('view') === 'table';

  useEffect(() => {
    if (!stage) return;
    const resized = new ResizeObserver(() => stage.sigma.refresh());
    resized.observe(stage.sigma.getContainer());
    return () => resized.disconnect();
  }, [stage]);

  const close = (): void =>
    step((p) => {
      p.delete('card');
      p.delete('edge');
      if (scene.centre) p.set('closed', '1');
    });
  // A closed panel opens again for whatever is clicked next.
  useEffect(() => {
    if ((params.has('card') || params.has('edge')) && params.has('closed')) amend((p) => p.delete('closed'));
  }, [params.get('card'), params.get('edge')]);

  const graph = shown?.graph ?? { nodes: [], edges: [], total: 0 };
  const side =
    card || edge ? (
      <Panel route={route} generation={generation} card={card} edge={edge} close={close} focus={(id) => stage?.focus(id)} extra={extra} />
    ) : scene.kind === 'path' ? (
      <PathPanel route={route} path={shown?.path ?? null} />
    ) : scene.kind === 'overview' && overview.state === 'ready' && !params.has('closed') ? (
      <Welcome overview={overview.value} />
    ) : null;
  return (
    <div class={`map ${side ? 'with-side' : ''} ${card || edge ? 'with-card' : ''}`}>
      <section class="stage" aria-label="The graph" ref={canvas}>
        <Canvas
          graph={graph}
          sceneKey={scene.key}
          kept={scene.kept}
          pins={pinsOf(route)}
          filter={filter}
          colourBy={colourOf(route, scene)}
          communities={scene.kind === 'overview' && overview.state === 'ready' ? overview.value.communities : []}
          card={card}
          edge={edgeShown}
          path={pathNodes}
          theme={theme}
          pick={picking ? (id) => pick(route, id) : null}
          ready={setStage}
        />
        {asTable && stage ? <Table graph={graph} nodes={visible(stage.graph, filter, scene.kept).nodes} /> : null}
        {found.state === 'failed' ? <div class="over"><Failed error={found.error} /></div> : null}
        {found.state === 'ready' && !graph.nodes.length && scene.kind === 'overview' ? (
          <div class="over"><Empty title="An empty graph">Nothing is in it yet. Build one with <code>kg build FOLDER</code>; this page notices.</Empty></div>
        ) : null}
        <div class="tools plate" role="toolbar" aria-label="Picture">
          <button type="button" class="icon-only" aria-label="What is shown" aria-pressed={filtering} onClick={() => setFiltering(!filtering)}><Icon name="filter" /></button>
          <button type="button" class="icon-only" aria-label="Show as a table" aria-pressed={asTable} onClick={() => amend((p) => (asTable ? p.delete('view') : p.set('view', 'table')))}><Icon name="table" /></button>
          <button type="button" class="icon-only" aria-label="Find a path between two nodes" aria-pressed={scene.kind === 'path'} onClick={() => go('path', card ? { from: card } : {})}><Icon name="path" /></button>
          {stage ? <Take stage={stage} graph={graph} /> : null}
          <hr />
          <button type="button" class="icon-only" aria-label="Zoom in" onClick={() => stage?.zoom('in')}><Icon name="plus" /></button>
          <button type="button" class="icon-only" aria-label="Zoom out" onClick={() => stage?.zoom('out')}><Icon name="minus" /></button>
          <button type="button" class="icon-only" aria-label="Show all" onClick={() => stage?.zoom('all')}><Icon name="fit" /></button>
          <button type="button" class="icon-only" aria-label="Lay out again" onClick={() => stage?.layOut()}><Icon name="layout" /></button>
        </div>
        {filtering ? <Filters route={route} scene={scene} graph={graph} close={() => setFiltering(false)} /> : null}
        {graph.cut ? <p class="cut plate" role="status">{graph.cut}{more(route, graph.total)}</p> : null}
        <Timeline route={route} graph={graph} />
      </section>
      {side}
    </div>
  );
}

function more(route: Route, total: number): JSX.Element | null {
  const limit = Number(route.params.get('limit') ?? 120);
  if (route.name !== 'node' || limit >= 5000) return null;
  const next = Math.min(5000, limit * 3);
  return <button type="button" class="link" onClick={() => amend((p) => p.set('limit', String(next)))}>Show {Math.min(next, total).toLocaleString('en')}</button>;
}

function pick(route: Route, id: string): void {
  const from = route.params.get('from');
  go('path', from && from !== id ? { from, to: id } : { from: id });
}
