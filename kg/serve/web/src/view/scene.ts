/** Which part of the graph the address asks for, and how it is shown. */
import { service } from '../api/source';
import type { PathAnswer, Subgraph } from '../api/schema';
import type { Filter } from '../graph/filter';
import type { ColourBy } from '../graph/stage';
import type { Route } from '../route';
import { LABELS, LINKS, ROLES } from '../words';

export interface Scene {
  /** Changes exactly when another graph must be loaded. */
  readonly key: string;
  readonly kind: 'overview' | 'node' | 'path' | 'set';
  readonly kept: ReadonlySet<string>;
  readonly centre: string | null;
}

const list = (params: URLSearchParams, name: string): string[] => params.getAll(name);
const words = (params: URLSearchParams, name: string): string[] => (params.get(name) ?? '').split(',').filter(Boolean);

export function sceneOf(route: Route): Scene {
  const { name, params } = route;
  const links = words(params, 'links').sort().join(',');
  if (name === 'node' && params.get('id')) {
    const ids = [params.get('id') as string, ...list(params, 'more')];
    const key = JSON.stringify(['node', ids, params.get('depth'), params.get('limit'), links]);
    return { key, kind: 'node', kept: new Set(ids), centre: ids[0] ?? null };
  }
  if (name === 'path') {
    const ends = [params.get('from') ?? '', params.get('to') ?? ''];
    return { key: JSON.stringify(['path', ends]), kind: 'path', kept: new Set(ends.filter(Boolean)), centre: null };
  }
  if (name === 'set') {
    const ids = list(params, 'id');
    return { key: JSON.stringify(['set', ids, links]), kind: 'set', kept: new Set(ids), centre: null };
  }
  return { key: 'overview', kind: 'overview', kept: new Set(), centre: null };
}

export interface Shown {
  readonly graph: Subgraph;
  readonly path?: PathAnswer;
}

const CORE_TYPES = [...ROLES, ...LINKS].filter((group) => !group.extra && group.key !== 'together').flatMap((group) => group.types);
const CORE_LABELS = LABELS.filter((label) => label !== 'Author' && label !== 'Venue');
const NOTHING: Subgraph = { nodes: [], edges: [], total: 0 };

export async function load(route: Route, scene: Scene): Promise<Shown> {
  const { params } = route;
  if (scene.kind === 'overview') return { graph: (await service.overview()).graph };
  if (scene.kind === 'path') {
    const [from, to] = [params.get('from'), params.get('to')];
    if (!from || !to) return { graph: NOTHING };
    const path = await service.path(from, to);
    // A path is read from left to right.
    const nodes = path.graph.nodes.map((node, place) => ({ ...node, x: place * 4, y: place % 2 ? -1 : 1 }));
    return { graph: { ...path.graph, nodes }, path };
  }
  const extra = LINKS.filter((group) => group.extra && words(params, 'links').includes(group.key));
  const graph = await service.around({
    id: [...scene.kept],
    depth: scene.kind === 'set' ? 1 : Number(params.get('depth') ?? 1),
    limit: scene.kind === 'set' ? scene.kept.size : Number(params.get('limit') ?? 120) + 60 * (scene.kept.size - 1),
    type: [...CORE_TYPES, ...extra.flatMap((group) => group.types)],
    label: [...CORE_LABELS, ...extra.flatMap((group) => group.labels ?? [])],
  });
  return { graph };
}

export function filterOf(route: Route): Filter {
  const { params } = route;
  const off = new Set(words(params, 'off'));
  const links = new Set(words(params, 'links'));
  const on = (group: { key: string; extra?: boolean }): boolean => (group.extra ? links.has(group.key) : !off.has(group.key));
  const [from = '', to = ''] = (params.get('years') ?? '').split('-');
  return {
    labels: new Set([...LABELS, 'Claim'].filter((label) => !off.has(label))),
    types: new Set([...ROLES, ...LINKS].filter(on).flatMap((group) => group.types)),
    from: from ? Number(from) : null,
    to: to ? Number(to) : null,
    confidence: Number(params.get('sure') ?? 0),
    hidden: new Set(list(params, 'hide')),
  };
}

export function pinsOf(route: Route): Map<string, readonly [number, number]> {
  const pins = new Map<string, readonly [number, number]>();
  for (const text of list(route.params, 'pin')) {
    const [x = '', y = '', ...id] = text.split(',');
    if (id.length) pins.set(id.join(','), [Number(x), Number(y)]);
  }
  return pins;
}

export function colourOf(route: Route, scene: Scene): ColourBy {
  const asked = route.params.get('colour');
  if (asked === 'type' || asked === 'community') return asked;
  return scene.kind === 'overview' && service.grouped ? 'community' : 'type';
}

/** Switch a word of a comma-separated parameter on or off. */
export function toggle(params: URLSearchParams, name: string, word: string): void {
  const now = new Set(words(params, name));
  if (!now.delete(word)) now.add(word);
  if (now.size) params.set(name, [...now].join(','));
  else params.delete(name);
}
