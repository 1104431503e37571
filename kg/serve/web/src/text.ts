/** Text as papers give it: offsets count code points, as Python does; JavaScript counts UTF-16 units. */

const ASTRAL = /[\ud800-\udfff]/;

/** Cut by code points. */
export function cut(text: string, start: number, end: number): string {
  return ASTRAL.test(text) ? Array.from(text).slice(start, end).join('') : text.slice(start, end);
}

export function length(text: string): number {
  return ASTRAL.test(text) ? Array.from(text).length : text.length;
}

const OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/g;

/** Show characters that would turn the direction of what follows as what they are: strange. */
export function shown(text: string): string {
  return text.replace(OVERRIDES, '\ufffd');
}

export function shorten(text: string, most: number): string {
  const points = Array.from(text);
  return points.length <= most ? text : `${points.slice(0, most - 1).join('').trimEnd()}…`;
}

export interface Piece<T> {
  readonly text: string;
  readonly mark: T | null;
}

/** Split text at marks; of marks that overlap the first and longest is kept. */
export function pieces<T extends { readonly start: number; readonly end: number }>(
  text: string,
  marks: readonly T[],
  offset = 0,
): Piece<T>[] {
  const sorted = [...marks].sort((a, b) => a.start - b.start || b.end - a.end);
  const found: Piece<T>[] = [];
  let at = 0;
  const whole = length(text);
  for (const mark of sorted) {
    const start = mark.start - offset;
    const end = mark.end - offset;
    if (start < at || end > whole) continue;
    if (start > at) found.push({ text: cut(text, at, start), mark: null });
    found.push({ text: cut(text, start, end), mark });
    at = end;
  }
  if (at < whole) found.push({ text: cut(text, at, whole), mark: null });
  return found;
}

const counter = new Intl.NumberFormat('en');
export const count = (value: number): string => counter.format(value);

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
