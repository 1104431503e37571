import type { JSX } from 'preact';
import type { YearUse } from '../api/schema';
import { plural } from '../text';

/** Papers a year as stacked bars: introduced, used, mentioned. */
export function Bars({ years }: { years: readonly YearUse[] }): JSX.Element | null {
  if (years.length < 2) return null;
  const first = years[0]?.year ?? 0;
  const last = years[years.length - 1]?.year ?? first;
  const all = Array.from({ length: last - first + 1 }, (_, place) => {
    const year = first + place;
    return years.find((one) => one.year === year) ?? { year, introduced: 0, used: 0, mentioned: 0 };
  });
  const total = (one: YearUse): number => one.introduced + one.used + one.mentioned;
  const most = Math.max(...all.map(total));
  const width = 100 / all.length;
  const words = all.filter(total).map((one) => `${one.year}: ${plural(total(one), 'paper')}`).join(', ');
  return (
    <figure class="bars">
      <svg viewBox="0 0 100 32" preserveAspectRatio="none" role="img" aria-label={`Papers by year. ${words}`}>
        {all.map((one, place) => {
          let top = 32;
          return (['introduced', 'used', 'mentioned'] as const).map((role) => {
            const height = (one[role] / most) * 31;
            top -= height;
            return height ? <rect class={role} x={place * width + width * 0.12} y={top} width={width * 0.76} height={height} /> : null;
          });
        })}
      </svg>
      <figcaption>
        <span>{first}</span>
        <span class="key"><i class="introduced" />introduced<i class="used" />used<i class="mentioned" />mentioned</span>
        <span>{last}</span>
      </figcaption>
    </figure>
  );
}
