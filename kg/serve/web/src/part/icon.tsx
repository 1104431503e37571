import type { JSX } from 'preact';

const PATHS: Record<string, string> = {
  search: 'M10.500 10.500 14 14M11.500 6.750a4.750 4.750 0 1 1-9.500 0 4.750 4.750 0 0 1 9.500 0Z',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10',
  pin: 'M8 9.500V14M5 2.500h6l-.8 4 1.800 3H4l1.800-3z',
  hide: 'M2 8s2.200-4 6-4 6 4 6 4-2.200 4-6 4-6-4-6-4ZM3 13 13 3',
  expand: 'M8 5v6M5 8h6M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  path: 'M5 3.500a1.500 1.500 0 1 1-3 0 1.500 1.500 0 0 1 3 0ZM14 12.500a1.500 1.500 0 1 1-3 0 1.500 1.500 0 0 1 3 0ZM5 3.500h4.500a2.250 2.250 0 0 1 0 4.500h-3a2.250 2.250 0 0 0 0 4.500H11',
  table: 'M2 3h12v10H2zM2 6.500h12M6.500 6.500V13',
  filter: 'M2 4h12M4.500 8h7M6.500 12h3',
  down: 'M8 2.500v8M4.500 7.500 8 11l3.500-3.500M3 13.500h10',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1.500V3M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1.050 1.050M11.550 11.550l1.050 1.050M12.600 3.400l-1.050 1.050M4.450 11.550 3.400 12.600',
  moon: 'M13 9.500A5.500 5.500 0 0 1 6.500 3a5.500 5.500 0 1 0 6.500 6.500Z',
  map: 'M4 5.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM6 14.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM5.700 4.500l4.500 1M4.300 5.500l1.300 5M10.800 7.700 7.300 11',
  board: 'M3 13V8M8 13V3M13 13V6',
  gaps: 'M2 2h5v5H2zM9 9h5v5H9zM9 2h5v5H9z',
  trends: 'M2 12l4-4 3 3 5-7M10.500 4H14v3.500',
  related: 'M3 2.500h7l3 3v8H3zM5.500 7h5M5.500 10h5',
  ask: 'M2.500 4.500 6 8l-3.500 3.500M7.500 12h6',
  journal: 'M3.500 2h9v12h-9zM6 5.500h4M6 8.500h4',
  play: 'M5 3v10l8-5z',
  pause: 'M5.500 3v10M10.500 3v10',
  back: 'M10 3 5 8l5 5',
  edit: 'M3 13l.7-2.800L11 3l2 2-7.200 7.300z',
  layout: 'M13.500 8A5.500 5.500 0 1 1 11.500 3.700M13.500 2v3h-3',
};

export function Icon({ name }: { name: string }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name] ?? ''} />
    </svg>
  );
}

const SHAPE_PATHS: Record<string, string> = {
  Dataset: 'M2 2h8v8H2z',
  Benchmark: 'M6 .8 11.200 6 6 11.200.8 6z',
  Method: 'M3.500 1.400h5L11.100 6l-2.600 4.600h-5L.9 6z',
  Task: 'M6 1l5.200 9.500H.8z',
  Metric: 'M6 11 .8 1.500h10.400z',
  Venue: 'M2 2h8v8H2z',
  Claim: 'M6 11 .8 1.500h10.400z',
};

/** The sign of a label: the same shape and colour as in the picture. */
export function Sign({ label }: { label: string }): JSX.Element {
  const path = SHAPE_PATHS[label];
  return (
    <svg class={`sign of-${label}`} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {path ? <path d={path} /> : <circle cx="6" cy="6" r={label === 'Paper' || label === 'Author' ? 3.8 : 5} />}
    </svg>
  );
}
