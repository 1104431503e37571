/** Draw names on the canvas: a halo in the colour of the ground keeps them legible on any edge. */
import type { Settings } from 'sigma/settings';
import type { NodeDisplayData, PartialButFor } from 'sigma/types';
import { palette } from './colour';

type Labelled = PartialButFor<NodeDisplayData, 'x' | 'y' | 'size' | 'label' | 'color'> & {
  kind?: string;
  labelled?: string;
  forceLabel?: boolean;
  chosen?: boolean;
};

export const FONT = '"Inter", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif';

function fontOf(data: Labelled): string {
  const size = Math.round(Math.min(17, 10.5 + data.size * 0.36) * 2) / 2;
  return data.kind === 'Paper' ? `italic 400 ${Math.min(size, 12)}px ${FONT}` : `600 ${size}px ${FONT}`;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const apart = (one: Box, other: Box): boolean =>
  one.right < other.left || one.left > other.right || one.bottom < other.top || one.top > other.bottom;

/**
 * Collect the labels of a frame, then draw them: large nodes first, on the right or else on the left, below or above,
 * and none over another but what is chosen. Names of communities keep their place.
 */
export class Labels {
  readonly drawn = new Set<string>();
  /** Where something else stands already. */
  reserved: readonly Box[] = [];
  private waiting: Labelled[] = [];

  readonly collect = (_: CanvasRenderingContext2D, data: Labelled): void => {
    if (data.label) this.waiting.push(data);
  };

  draw(context: CanvasRenderingContext2D, width: number, height: number): void {
    const colours = palette();
    const taken = [...this.reserved];
    this.drawn.clear();
    const weight = (one: Labelled): number => (one.chosen ? 2000 : one.forceLabel ? 1000 : 0) + (one.kind === 'Paper' ? 0 : 6) + one.size;
    this.waiting.sort((a, b) => weight(b) - weight(a));
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 3.5;
    for (const data of this.waiting) {
      const text = data.label as string;
      context.font = fontOf(data);
      const long = context.measureText(text).width;
      const gap = data.size + 4;
      const box = (left: number, y = data.y): Box => ({ left, right: left + long, top: y - 8, bottom: y + 8 });
      const inside = (one: Box): boolean => one.left > 2 && one.right < width - 2 && one.top > 0 && one.bottom < height;
      const middle = data.x - long / 2;
      const places = [box(data.x + gap), box(data.x - gap - long), box(middle, data.y + gap + 6), box(middle, data.y - gap - 6)];
      const place = places.find((one) => inside(one) && taken.every((other) => apart(one, other))) ?? (data.chosen ? places.find(inside) : undefined);
      if (!place) continue;
      taken.push(place);
      this.drawn.add(String(data['key']));
      context.strokeStyle = colours.background;
      context.strokeText(text, place.left, place.top + 8.5);
      context.fillStyle = data.kind === 'Paper' ? (colours.dark ? '#b3bcc9' : '#4b5361') : colours.ink;
      context.fillText(text, place.left, place.top + 8.5);
    }
    this.waiting = [];
  }
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
