/** Take the picture away: PNG from the canvases, SVG from what is drawn on them. */
import { palette } from './colour';
import { FONT } from './label';
import type { Stage } from './stage';

const LAYERS = ['edges', 'edgeLabels', 'nodes', 'labels'] as const;

export async function png(stage: Stage): Promise<Blob> {
  const { sigma } = stage;
  const canvases = sigma.getCanvases();
  const first = canvases['nodes'];
  if (!first) throw new Error('nothing is drawn yet');
  const whole = document.createElement('canvas');
  whole.width = first.width;
  whole.height = first.height;
  const context = whole.getContext('2d');
  if (!context) throw new Error('this browser draws no pictures');
  context.fillStyle = palette().background;
  context.fillRect(0, 0, whole.width, whole.height);
  // WebGL keeps its pixels only until the browser shows them: draw and copy in one go.
  sigma.refresh();
  for (const layer of LAYERS) {
    const canvas = canvases[layer];
    if (canvas) context.drawImage(canvas, 0, 0);
  }
  return new Promise((resolve, reject) => {
    whole.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be made'))), 'image/png');
  });
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd');

export function svg(stage: Stage): Blob {
  const { sigma, graph } = stage;
  const { width, height } = sigma.getDimensions();
  const colours = palette();
  const seen = stage.visible();
  const place = (id: string): { x: number; y: number; size: number; color: string } | null => {
    const data = sigma.getNodeDisplayData(id);
    if (!data) return null;
    const { x, y } = sigma.framedGraphToViewport(data);
    return { x, y, size: sigma.scaleSize(data.size), color: data.color };
  };
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" fill="${colours.background}"/>`,
  ];
  for (const key of seen.edges) {
    const [source, target] = graph.extremities(key);
    const from = place(source);
    const to = place(target);
    const data = sigma.getEdgeDisplayData(key);
    if (!from || !to || !data) continue;
    parts.push(
      `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}" stroke="${data.color}" stroke-width="${round(data.size)}"/>`,
    );
  }
  for (const id of seen.nodes) {
    const at = place(id);
    if (at) parts.push(shape(Number(graph.getNodeAttribute(id, 'shape')), at));
  }
  for (const id of seen.nodes) {
    const at = place(id);
    if (!at || !stage.labels.drawn.has(id)) continue;
    const paper = graph.getNodeAttribute(id, 'kind') === 'Paper';
    parts.push(
      `<text x="${round(at.x + at.size + 4)}" y="${round(at.y + 4)}" font-family="${escaped(FONT)}" font-size="12" ${paper ? 'font-style="italic"' : 'font-weight="600"'} fill="${colours.ink}" stroke="${colours.background}" stroke-width="3" paint-order="stroke">${escaped(String(graph.getNodeAttribute(id, 'label')))}</text>`,
    );
  }
  parts.push('</svg>');
  return new Blob([parts.join('\n')], { type: 'image/svg+xml' });
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Points of the shapes, as the shader draws them: corners on a circle of radius one. */
const CORNERS: Readonly<Record<number, readonly [number, number, number]>> = {
  2: [4, Math.PI / 4, 1.2],
  3: [4, 0, 1.2],
  4: [6, Math.PI / 2, 1.06],
  5: [3, -Math.PI / 2, 1.2],
  6: [3, Math.PI / 2, 1.2],
};

function shape(which: number, at: { x: number; y: number; size: number; color: string }): string {
  const corners = CORNERS[which];
  if (!corners) {
    const radius = which === 0 ? at.size * 0.82 : at.size;
    return `<circle cx="${round(at.x)}" cy="${round(at.y)}" r="${round(radius)}" fill="${at.color}"/>`;
  }
  const [sides, turn, stretch] = corners;
  const points = Array.from({ length: sides }, (_, corner) => {
    const angle = turn + (corner * 2 * Math.PI) / sides;
    return `${round(at.x + at.size * stretch * Math.cos(angle))},${round(at.y + at.size * stretch * Math.sin(angle))}`;
  });
  return `<polygon points="${points.join(' ')}" fill="${at.color}"/>`;
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
