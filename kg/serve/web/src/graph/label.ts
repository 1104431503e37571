/** Draw names on the canvas: a halo in the colour of the ground keeps them legible on any edge. */
import type { Settings } from 'sigma/settings';
import type { NodeDisplayData, PartialButFor } from 'sigma/types';
import { palette } from './colour';

type Labelled = PartialButFor<NodeDisplayData, 'x' | 'y' | 'size' | 'label' | 'color'> & {
  kind?: string;
  labelled?: string;
};

export const FONT = '"Inter", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif';

function fontOf(data: Labelled): string {
  const size = Math.round(Math.min(17, 10.5 + data.size * 0.36) * 2) / 2;
  return data.kind === 'Paper' ? `italic 400 ${Math.min(size, 12)}px ${FONT}` : `600 ${size}px ${FONT}`;
}

export function drawLabel(context: CanvasRenderingContext2D, data: Labelled, _: Settings): void {
  if (!data.label) return;
  const colours = palette();
  context.font = fontOf(data);
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const width = context.measureText(data.label).width;
  const right = context.canvas.width / devicePixelRatio;
  const over = data.x + data.size + 4 + width > right - 6 && data.x - data.size - 4 - width > 0;
  const x = over ? data.x - data.size - 4 - width : data.x + data.size + 4;
  context.lineWidth = 3.5;
  context.strokeStyle = colours.background;
  context.strokeText(data.label, x, data.y + 0.5);
  context.fillStyle = data.kind === 'Paper' ? (colours.dark ? '#b3bcc9' : '#4b5361') : colours.ink;
  context.fillText(data.label, x, data.y + 0.5);
}

/** Draw the name of the node under the pointer on a plate. */
export function drawHover(context: CanvasRenderingContext2D, data: Labelled, settings: Settings): void {
  const text = data.labelled ?? data.label;
  if (!text) return;
  const colours = palette();
  context.font = fontOf({ ...data, size: Math.max(data.size, 6) });
  const width = context.measureText(text).width;
  const x = data.x + data.size + 1;
  context.beginPath();
  context.roundRect(x, data.y - 13, width + 14, 26, 6);
  context.shadowColor = 'rgb(0 0 0 / 0.25)';
  context.shadowBlur = 10;
  context.fillStyle = colours.dark ? '#20252d' : '#ffffff';
  context.fill();
  context.shadowBlur = 0;
  context.textBaseline = 'middle';
  context.fillStyle = colours.ink;
  context.fillText(text, x + 7, data.y + 0.5);
  void settings;
}
