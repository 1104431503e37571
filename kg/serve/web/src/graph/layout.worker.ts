/** Run ForceAtlas2 away from the page's own thread; positions are sent back as they improve. */
import iterate from 'graphology-layout-forceatlas2/iterate';

export interface LayoutTask {
  readonly nodes: Float32Array;
  readonly edges: Float32Array;
  readonly settings: Record<string, unknown>;
  readonly iterations: number;
  readonly showEvery: number;
}

self.onmessage = (event: MessageEvent<LayoutTask>): void => {
  const { nodes, edges, settings, iterations, showEvery } = event.data;
  let shown = performance.now();
  for (let done = 1; done <= iterations; done++) {
    iterate(settings, nodes, edges);
    const last = done === iterations;
    if (last || (showEvery > 0 && performance.now() - shown > showEvery)) {
      shown = performance.now();
      postMessage({ nodes: nodes.slice(), done: last });
    }
  }
};
