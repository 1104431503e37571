/** The picture with what lies over it: names of communities, and the keyboard. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Community, Subgraph } from '../api/schema';
import { palette, type Theme } from '../graph/colour';
import type { Filter } from '../graph/filter';
import { Stage, type ColourBy } from '../graph/stage';
import { amend, step } from '../route';
import { plural, shown } from '../text';

interface Props {
  readonly graph: Subgraph;
  readonly sceneKey: string;
  readonly kept: ReadonlySet<string>;
  readonly pins: ReadonlyMap<string, readonly [number, number]>;
  readonly filter: Filter;
  readonly colourBy: ColourBy;
  readonly communities: readonly Community[];
  readonly card: string | null;
  readonly edge: string | null;
  readonly path: ReadonlySet<string>;
  readonly theme: Theme;
  readonly pick: ((id: string) => void) | null;
  readonly ready: (stage: Stage) => void;
}

export function Canvas(props: Props): JSX.Element {
  const container = useRef<HTMLDivElement>(null);
  const names = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const made = new Stage(container.current as HTMLElement, {
      node: (id) => {
        if (latest.current.pick) latest.current.pick(id);
        else
          step((params) => {
            params.delete('edge');
            params.set('card', id);
          });
      },
      edge: (source, type, target) =>
        step((params) => {
          params.delete('card');
          params.set('edge', JSON.stringify([source, type, target]));
        }),
      ground: () => {
        if (latest.current.card || latest.current.edge)
          step((params) => {
            params.delete('edge');
            params.delete('card');
            params.set('closed', '1');
          });
      },
      pinned: (id, x, y) =>
        amend((params) => {
          const others = params.getAll('pin').filter((pin) => !pin.endsWith(`,${id}`));
          params.delete('pin');
          for (const pin of [...others, `${x.toFixed(2)},${y.toFixed(2)},${id}`]) params.append('pin', pin);
        }),
      rendered: () => {
        if (stage.current && names.current) placeNames(stage.current, names.current);
      },
    });
    stage.current = made;
    props.ready(made);
    return () => made.kill();
  }, []);

  useEffect(() => stage.current?.setFilter(props.filter), [JSON.stringify([...props.filter.labels, ...props.filter.types, ...props.filter.hidden]), props.filter.from, props.filter.to, props.filter.confidence]);
  useEffect(() => stage.current?.show(props.graph, props.kept, props.pins), [props.graph]);
  useEffect(() => stage.current?.paint(props.colourBy), [props.colourBy, props.theme, props.graph]);
  useEffect(() => stage.current?.select({ node: props.card, edge: props.edge, path: props.path }), [props.card, props.edge, props.path, props.graph]);

  const key = (event: KeyboardEvent): void => {
    const made = stage.current;
    if (!made) return;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => made.pan(-1, 0),
      ArrowRight: () => made.pan(1, 0),
      ArrowUp: () => made.pan(0, -1),
      ArrowDown: () => made.pan(0, 1),
      '+': () => made.zoom('in'),
      '=': () => made.zoom('in'),
      '-': () => made.zoom('out'),
      '0': () => made.zoom('all'),
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  };
  return (
    <div class="canvas">
      <div
        class="picture"
        ref={container}
        tabIndex={0}
        role="application"
        aria-label={`Picture of ${plural(props.graph.nodes.length, 'node')} and ${plural(props.graph.edges.length, 'link')}. Arrows move, plus and minus zoom, 0 shows all. The table shows the same as text.`}
        onKeyDown={key}
      />
      <div class="communities" ref={names} aria-hidden="true">
        {props.colourBy === 'community'
          ? props.communities.map((community) => (
              <span key={community.id} data-community={community.id} style={{ color: palette(props.theme).community[community.id % palette().community.length] }}>
                {shown(community.name)}
              </span>
            ))
          : null}
      </div>
    </div>
  );
}

/** Put each community's name above its visible nodes; of names that collide the smaller goes. */
function placeNames(stage: Stage, names: HTMLElement): void {
  const spans = [...names.children] as HTMLElement[];
  if (!spans.length) {
    stage.labels.reserved = [];
    return;
  }
  const members = new Map<string, { x: number; y: number }[]>();
  for (const id of stage.visible().nodes) {
    const { x, y, community } = stage.graph.getNodeAttributes(id);
    const group = members.get(String(community)) ?? [];
    group.push(stage.sigma.graphToViewport({ x: Number(x), y: Number(y) }));
    members.set(String(community), group);
  }
  const { width, height } = stage.sigma.getDimensions();
  const taken: [number, number, number][] = [];
  for (const span of spans) {
    const group = members.get(span.dataset['community'] ?? '') ?? [];
    if (group.length < 3) {
      span.style.opacity = '0';
      continue;
    }
    const middle = (of: number[]): number => of.sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;
    const upper = group.map((one) => one.y).sort((a, b) => a - b)[Math.floor(group.length / 8)] ?? 0;
    const at = { x: middle(group.map((one) => one.x)), y: upper - 18 };
    const half = span.offsetWidth / 2;
    const y = Math.min(height - 14, Math.max(14, at.y));
    const x = Math.min(width - half - 8, Math.max(half + 8, at.x));
    const inside = at.x > 0 && at.x < width && at.y > 0 && at.y < height;
    const free = taken.every(([left, top, reach]) => Math.abs(left - x) > reach + half + 10 || Math.abs(top - y) > 26);
    span.style.transform = `translate(${Math.round(x - half)}px, ${Math.round(y - 12)}px)`;
    span.style.opacity = inside && free ? '1' : '0';
    if (inside && free) taken.push([x, y, half]);
  }
  stage.labels.reserved = taken.map(([x, y, half]) => ({ left: x - half, right: x + half, top: y - 11, bottom: y + 11 }));
}

