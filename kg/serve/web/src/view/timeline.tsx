/** Years of what is shown: two handles choose a stretch, play lets it grow year by year. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Subgraph } from '../api/schema';
import { calm } from '../graph/layout';
import { Icon } from '../part/icon';
import { amend, type Route } from '../route';

export function Timeline({ route, graph }: { route: Route; graph: Subgraph }): JSX.Element | null {
  const years = graph.nodes.flatMap((node) => (node.label === 'Paper' && node.year ? [node.year] : []));
  const first = Math.min(...years);
  const last = Math.max(...years);
  const [from, to] = stretch(route, first, last);
  const [playing, setPlaying] = useState(false);
  const set = (low: number, high: number): void =>
    amend((params) => {
      if (low <= first && high >= last) params.delete('years');
      else params.set('years', `${low}-${high}`);
    });
  useEffect(() => {
    if (!playing) return;
    let year = to >= last ? from : to + 1;
    set(from, year);
    const timer = setInterval(
      () => {
        year++;
        if (year > last) setPlaying(false);
        else set(from, year);
      },
      calm() ? 1600 : 800,
    );
    return () => clearInterval(timer);
  }, [playing]);
  if (years.length < 2 || first === last) return null;
  const span = last - first;
  const bars = Array.from({ length: span + 1 }, (_, place) => years.filter((year) => year === first + place).length);
  const most = Math.max(...bars);
  const share = (year: number): number => ((year - first) / span) * 100;
  return (
    <section class="timeline plate" aria-label="Years">
      <button type="button" class="icon-only" aria-label={playing ? 'Pause' : 'Play the years'} onClick={() => setPlaying(!playing)}>
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <output class="years">{from === to ? from : `${from}–${to}`}</output>
      <div class="track">
        <svg viewBox={`0 0 ${bars.length} 10`} preserveAspectRatio="none" aria-hidden="true">
          {bars.map((papers, place) => (
            <rect
              key={place}
              class={first + place >= from && first + place <= to ? 'in' : ''}
              x={place + 0.1}
              width={0.8}
              y={10 - (papers / most) * 10}
              height={(papers / most) * 10}
            />
          ))}
        </svg>
        <i class="chosen" style={{ left: `${share(from)}%`, right: `${100 - share(to)}%` }} />
        <input type="range" aria-label="From year" min={first} max={last} value={from} onInput={(event) => set(Math.min(Number(event.currentTarget.value), to), to)} />
        <input type="range" aria-label="To year" min={first} max={last} value={to} onInput={(event) => set(from, Math.max(Number(event.currentTarget.value), from))} />
      </div>
    </section>
  );
}

function stretch(route: Route, first: number, last: number): [number, number] {
  const [low = '', high = ''] = (route.params.get('years') ?? '').split('-');
  const from = Math.min(last, Math.max(first, Number(low) || first));
  return [from, Math.max(from, Math.min(last, Number(high) || last))];
}
