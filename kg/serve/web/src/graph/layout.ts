/** Place nodes by ForceAtlas2 (Jacomy et al. 2014), in a worker where there is one. */
import type Graph from 'graphology';
import defaults from 'graphology-layout-forceatlas2/defaults';
import { graphToByteArrays } from 'graphology-layout-forceatlas2/helpers';
import iterate from 'graphology-layout-forceatlas2/iterate';

/** Numbers that a node and an edge take in ForceAtlas2's arrays. */
const PER_NODE = 10;
const FIXED = 9;

export const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export interface Running {
  stop(): void;
}

/** Improve positions; nodes with `fixed` stay. `moved` hears when the picture changes, `ended` when all is done. */
export function layOut(graph: Graph, moved: () => void, ended: () => void): Running {
  const order = graph.order;
  if (order < 2 || graph.size === 0) {
    ended();
    return { stop: () => undefined };
  }
  const { nodes, edges } = graphToByteArrays(graph, (_, attributes) => Number(attributes['weight'] ?? 1));
  graph.nodes().forEach((node, place) => {
    nodes[place * PER_NODE + FIXED] = graph.getNodeAttribute(node, 'fixed') ? 1 : 0;
  });
  const settings = {
    ...defaults,
    barnesHutOptimize: order > 600,
    barnesHutTheta: 0.7,
    gravity: order > 1500 ? 0.05 : 0.6,
    scalingRatio: order > 1500 ? 10 : 18,
    slowDown: 1 + Math.log(order),
    strongGravityMode: order <= 1500,
    linLogMode: false,
    outboundAttractionDistribution: true,
  };
  const iterations = order > 3000 ? 120 : order > 600 ? 250 : 500;
  const keys = graph.nodes();
  const apply = (found: Float32Array): void => {
    let place = 0;
    graph.updateEachNodeAttributes(
      (key, attributes) => {
        if (keys[place] === key) {
          attributes['x'] = found[place * PER_NODE];
          attributes['y'] = found[place * PER_NODE + 1];
        }
        place++;
        return attributes;
      },
      { attributes: ['x', 'y'] },
    );
    moved();
  };
  if (document.getElementById('kg-data')) return inTurns(nodes, edges, settings, iterations, apply, ended);
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module', name: 'layout' });
  worker.onmessage = (event: MessageEvent<{ nodes: Float32Array; done: boolean }>): void => {
    if (graph.order === keys.length) apply(event.data.nodes);
    if (event.data.done) {
      worker.terminate();
      ended();
    }
  };
  worker.postMessage({ nodes, edges, settings, iterations, showEvery: calm() ? 0 : 60 }, [nodes.buffer, edges.buffer]);
  return { stop: () => worker.terminate() };
}

/** Lay out between frames: a page that was saved as a file may start no worker. */
function inTurns(
  nodes: Float32Array,
  edges: Float32Array,
  settings: object,
  iterations: number,
  apply: (found: Float32Array) => void,
  ended: () => void,
): Running {
  let left = iterations;
  let frame = 0;
  const turn = (): void => {
    for (const until = performance.now() + 12; left > 0 && performance.now() < until; left--) iterate(settings, nodes, edges);
    if (!left || !calm()) apply(nodes);
    if (left) frame = requestAnimationFrame(turn);
    else ended();
  };
  frame = requestAnimationFrame(turn);
  return { stop: () => cancelAnimationFrame(frame) };
}

/** Begin around a spiral, in the order given: the same graph always begins the same. */
export function spiral(place: number): { x: number; y: number } {
  const golden = Math.PI * (3 - Math.sqrt(5));
  const radius = 10 * Math.sqrt(place);
  return { x: radius * Math.cos(golden * place), y: radius * Math.sin(golden * place) };
}
