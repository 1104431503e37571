declare module 'graphology-layout-forceatlas2/iterate' {
  export default function iterate(settings: object, nodes: Float32Array, edges: Float32Array): object;
}
declare module 'graphology-layout-forceatlas2/helpers' {
  import type Graph from 'graphology';
  export function graphToByteArrays(
    graph: Graph,
    weight: (edge: string, attributes: Record<string, unknown>) => number,
  ): { nodes: Float32Array; edges: Float32Array };
}
declare module 'graphology-layout-forceatlas2/defaults' {
  const defaults: Record<string, unknown>;
  export default defaults;
}
