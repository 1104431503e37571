/** The picture: a graph drawn by sigma, laid out in a worker, filtered, selected and moved by people. */
import { MultiDirectedGraph } from 'graphology';
import Sigma from 'sigma';
import { EdgeLineProgram, EdgeRectangleProgram } from 'sigma/rendering';
import type { Dot, Line, Subgraph } from '../api/schema';
import { shorten, shown } from '../text';
import { mix, palette, SHAPES } from './colour';
import { visible, type Filter, type Visible } from './filter';
import { drawHover, Labels } from './label';
import { calm, layOut, spiral, type Running } from './layout';
import { ShapeProgram } from './shape';

export type ColourBy = 'type' | 'community';

export interface Heard {
  node(id: string): void;
  edge(source: string, type: string, target: string): void;
  ground(): void;
  pinned(id: string, x: number, y: number): void;
  rendered(): void;
}

export interface Selection {
  readonly node: string | null;
  readonly edge: string | null;
  readonly path: ReadonlySet<string>;
}

const MANY_EDGES = 2500;
const MANY_NODES = 1200;

export const edgeKey = (line: Pick<Line, 'source' | 'type' | 'target'>): string =>
  `${line.source}\n${line.type}\n${line.target}`;

export class Stage {
  readonly graph = new MultiDirectedGraph();
  readonly labels = new Labels();
  readonly sigma: Sigma;
  private running: Running | null = null;
  private seen: Visible = { nodes: new Set(), edges: new Set() };
  private filter: Filter | null = null;
  private kept: ReadonlySet<string> = new Set();
  private chosen: Selection = { node: null, edge: null, path: new Set() };
  private hovered: string | null = null;
  private bright: ReadonlySet<string> | null = null;
  private colours = palette();
  private colourBy: ColourBy = 'type';
  private dragged: string | null = null;
  private moved = false;

  constructor(container: HTMLElement, private readonly heard: Heard) {
    this.sigma = new Sigma(this.graph, container, {
      allowInvalidContainer: true,
      defaultNodeType: 'shape',
      nodeProgramClasses: { shape: ShapeProgram },
      edgeProgramClasses: { line: EdgeRectangleProgram, thin: EdgeLineProgram },
      defaultDrawNodeLabel: this.labels.collect,
      defaultDrawNodeHover: drawHover,
      labelDensity: 1.2,
      labelGridCellSize: 90,
      labelRenderedSizeThreshold: 4.5,
      minCameraRatio: 0.02,
      maxCameraRatio: 4,
      stagePadding: 46,
      zIndex: true,
      enableEdgeEvents: true,
      minEdgeThickness: 1,
      nodeReducer: (id, data) => this.drawnNode(id, data),
      edgeReducer: (key, data) => this.drawnEdge(key, data),
      zoomDuration: calm() ? 0 : 200,
      inertiaDuration: calm() ? 0 : 200,
    });
    // A handle for tests and benchmarks, and for people at the browser's console.
    Object.assign(container, { stage: this });
    this.listen();
  }

  /** Show a graph: nodes that stay keep their places; those that come begin beside a neighbour. */
  show(part: Subgraph, kept: ReadonlySet<string>, pins: ReadonlyMap<string, readonly [number, number]>): void {
    this.running?.stop();
    this.kept = kept;
    const wanted = new Set(part.nodes.map((dot) => dot.id));
    const fresh = this.graph.order === 0 || !part.nodes.some((dot) => this.graph.hasNode(dot.id));
    for (const id of this.graph.nodes()) if (!wanted.has(id)) this.graph.dropNode(id);
    this.graph.clearEdges();
    const most = Math.max(1, ...part.nodes.map((dot) => dot.degree));
    const crowded = part.nodes.length > 120;
    part.nodes.forEach((dot, place) => this.addNode(dot, place, most, crowded, part.edges));
    for (const line of part.edges) this.addEdge(line);
    for (const [id, [x, y]] of pins) {
      if (this.graph.hasNode(id)) this.graph.mergeNodeAttributes(id, { x, y, fixed: true });
    }
    this.sigma.setSettings({
      hideEdgesOnMove: this.graph.size > MANY_EDGES,
      hideLabelsOnMove: this.graph.order > MANY_NODES,
      labelDensity: this.graph.order > MANY_NODES ? 0.3 : 1.2,
    });
    if (fresh) this.sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
    this.refilter();
    const placed = part.nodes.length > 0 && part.nodes.every((dot) => dot.x != null);
    if (!placed) this.layOut();
  }

  layOut(): void {
    this.running?.stop();
    this.sigma.getContainer().dataset['layout'] = 'running';
    this.running = layOut(
      this.graph,
      () => this.sigma.refresh(),
      () => {
        this.sigma.getContainer().dataset['layout'] = 'done';
      },
    );
  }

  setFilter(filter: Filter): void {
    this.filter = filter;
    this.refilter();
  }

  select(selection: Selection): void {
    this.chosen = selection;
    this.brighten();
    this.sigma.refresh({ skipIndexation: true });
  }

  paint(colourBy: ColourBy): void {
    this.colours = palette();
    this.colourBy = colourBy;
    this.sigma.refresh({ skipIndexation: true });
  }

  unpin(id: string): void {
    if (this.graph.hasNode(id)) this.graph.setNodeAttribute(id, 'fixed', false);
  }

  /** What is visible now, the nodes with their attributes. */
  visible(): Visible {
    return this.seen;
  }

  focus(id: string): void {
    const data = this.sigma.getNodeDisplayData(id);
    if (!data) return;
    const camera = this.sigma.getCamera();
    const state = { x: data.x, y: data.y, ratio: Math.min(camera.ratio, 0.6) };
    if (calm()) camera.setState(state);
    else void camera.animate(state, { duration: 350 });
  }

  zoom(step: 'in' | 'out' | 'all'): void {
    const camera = this.sigma.getCamera();
    const duration = calm() ? 1 : 250;
    if (step === 'in') void camera.animatedZoom({ duration, factor: 1.5 });
    else if (step === 'out') void camera.animatedUnzoom({ duration, factor: 1.5 });
    else void camera.animatedReset({ duration });
  }

  pan(right: number, down: number): void {
    const camera = this.sigma.getCamera();
    const reach = 0.12 * camera.ratio;
    camera.setState({ x: camera.x + right * reach, y: camera.y - down * reach });
  }

  kill(): void {
    this.running?.stop();
    this.sigma.kill();
  }

  private addNode(dot: Dot, place: number, most: number, crowded: boolean, lines: readonly Line[]): void {
    const small = this.sigma.getDimensions().width < 520 ? 0.65 : 1;
    const share = dot.label === 'Paper' ? (crowded ? 0.55 : 0.75) : 1;
    const size = (3.2 + 13 * Math.sqrt(dot.degree / most)) * small * share;
    const attributes = {
      kind: dot.label,
      label: shorten(shown(dot.name), dot.label === 'Paper' ? 38 : 30),
      labelled: shorten(shown(dot.name), 90),
      name: dot.name,
      year: dot.year ?? null,
      degree: dot.degree,
      papers: dot.papers,
      community: dot.community ?? null,
      shape: SHAPES[dot.label] ?? 1,
      size,
    };
    const given = dot.x != null && dot.y != null ? { x: dot.x, y: dot.y } : null;
    if (this.graph.hasNode(dot.id)) this.graph.mergeNodeAttributes(dot.id, { ...attributes, ...given });
    else this.graph.addNode(dot.id, { ...attributes, ...(given ?? this.beside(dot.id, place, lines)) });
  }

  private beside(id: string, place: number, lines: readonly Line[]): { x: number; y: number } {
    const start = spiral(place);
    if (this.graph.order < 2) return start;
    const line = lines.find(
      (one) =>
        (one.source === id && this.graph.hasNode(one.target)) || (one.target === id && this.graph.hasNode(one.source)),
    );
    if (!line) return start;
    const near = this.graph.getNodeAttributes(line.source === id ? line.target : line.source);
    return { x: Number(near['x']) + start.x * 0.2, y: Number(near['y']) + start.y * 0.2 };
  }

  private addEdge(line: Line): void {
    const key = edgeKey(line);
    if (this.graph.hasEdge(key) || line.source === line.target) return;
    const together = line.type === 'CO_USED';
    this.graph.addEdgeWithKey(key, line.source, line.target, {
      kind: line.type,
      confidence: line.weight,
      weight: together ? 1 + Math.log(line.weight) : line.type === 'INTRODUCES' ? 2 : 1,
      year: line.year ?? null,
      size: together ? 0.8 + Math.log(1 + line.weight) * 0.35 : line.type === 'INTRODUCES' ? 1.7 : 1,
    });
  }

  private refilter(): void {
    if (this.filter) this.seen = visible(this.graph, this.filter, this.kept);
    this.brighten();
    this.sigma.refresh();
  }

  /** Collect what stays bright while something is under the pointer or chosen. */
  private brighten(): void {
    const { node, edge, path } = this.chosen;
    if (path.size) {
      this.bright = path;
      return;
    }
    const centre = this.hovered ?? (edge ? null : node);
    if (edge && this.graph.hasEdge(edge) && !this.hovered) {
      this.bright = new Set(this.graph.extremities(edge));
    } else if (centre && this.graph.hasNode(centre)) {
      const near = new Set([centre]);
      this.graph.forEachEdge(centre, (key, _, source, target) => {
        if (this.seen.edges.has(key)) near.add(source === centre ? target : source);
      });
      this.bright = near.size > 1 ? near : null;
    } else {
      this.bright = null;
    }
  }

  private drawnNode(id: string, data: Record<string, unknown>): Record<string, unknown> {
    if (!this.seen.nodes.has(id)) return { ...data, hidden: true };
    const { colours } = this;
    const kind = data['kind'] as string;
    const group = data['community'] as number | null;
    const plain =
      this.colourBy === 'community' && group !== null
        ? (colours.community[group % colours.community.length] as string)
        : (colours.label[kind] as string);
    const dim = this.bright !== null && !this.bright.has(id);
    const chosen = id === this.chosen.node || this.chosen.path.has(id);
    return {
      ...data,
      type: 'shape',
      color: dim ? mix(plain, colours.background, 0.78) : plain,
      ring: chosen ? colours.ink : data['fixed'] ? mix(plain, colours.ink, 0.6) : 'rgba(0,0,0,0)',
      label: dim ? null : data['label'],
      chosen,
      forceLabel: chosen || (this.bright !== null && this.bright.size <= 24 && this.bright.has(id)),
      zIndex: dim ? 0 : chosen ? 2 : 1,
    };
  }

  private drawnEdge(key: string, data: Record<string, unknown>): Record<string, unknown> {
    if (!this.seen.edges.has(key)) return { ...data, hidden: true };
    const { colours } = this;
    const plain = colours.edge[data['kind'] as string] ?? colours.faint;
    const type = this.graph.size > MANY_EDGES ? 'thin' : 'line';
    if (key === this.chosen.edge) return { ...data, type: 'line', color: colours.ink, size: 3, zIndex: 3 };
    if (this.bright === null) return { ...data, type, color: plain, zIndex: 0 };
    const [source, target] = this.graph.extremities(key);
    const centre = this.hovered ?? this.chosen.node;
    const near = this.chosen.path.size
      ? this.bright.has(source) && this.bright.has(target)
      : source === centre || target === centre;
    if (near) return { ...data, type, color: mix(plain, colours.ink, 0.35), size: Number(data['size']) + 0.6, zIndex: 2 };
    return { ...data, type, color: mix(plain, colours.background, 0.75), zIndex: 0 };
  }

  private hover(id: string | null): void {
    this.hovered = id;
    this.sigma.getContainer().style.cursor = id ? 'pointer' : '';
    if (this.graph.order > MANY_NODES * 2) return;
    this.brighten();
    this.sigma.refresh({ skipIndexation: true });
  }

  private listen(): void {
    const { sigma, heard } = this;
    sigma.on('clickNode', ({ node }) => {
      if (!this.moved) heard.node(node);
    });
    sigma.on('clickEdge', ({ edge }) => {
      const [source = '', type = '', target = ''] = edge.split('\n');
      heard.edge(source, type, target);
    });
    sigma.on('clickStage', () => heard.ground());
    sigma.on('enterNode', ({ node }) => this.hover(node));
    sigma.on('leaveNode', () => this.hover(null));
    sigma.on('enterEdge', () => {
      sigma.getContainer().style.cursor = 'pointer';
    });
    sigma.on('leaveEdge', () => {
      sigma.getContainer().style.cursor = '';
    });
    sigma.on('afterRender', () => {
      heard.rendered();
      const context = sigma.getCanvases()['labels']?.getContext('2d');
      const { width, height } = sigma.getDimensions();
      if (context) this.labels.draw(context, width, height);
    });
    sigma.on('downNode', ({ node, event }) => {
      if (event.original instanceof MouseEvent && event.original.button !== 0) return;
      this.dragged = node;
      this.moved = false;
    });
    sigma.on('moveBody', ({ event }) => {
      if (!this.dragged) return;
      if (!this.moved) {
        this.moved = true;
        this.running?.stop();
        if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
      }
      const place = sigma.viewportToGraph(event);
      this.graph.mergeNodeAttributes(this.dragged, { x: place.x, y: place.y, fixed: true });
      event.preventSigmaDefault();
      event.original.preventDefault();
    });
    const drop = (): void => {
      const id = this.dragged;
      this.dragged = null;
      if (!id || !this.moved) return;
      const { x, y } = this.graph.getNodeAttributes(id);
      heard.pinned(id, Number(x), Number(y));
      setTimeout(() => {
        this.moved = false;
      });
    };
    sigma.on('upNode', drop);
    sigma.on('upStage', drop);
  }
}
