/**
 * Colours for light and dark, safe for the colour-blind: after Okabe and Ito (2008) for types and Tol's "muted"
 * scheme for communities, each at 3:1 or more against its background. Shape says the type once more.
 */
export interface Palette {
  readonly dark: boolean;
  readonly background: string;
  readonly ink: string;
  readonly faint: string;
  readonly label: Readonly<Record<string, string>>;
  readonly edge: Readonly<Record<string, string>>;
  readonly community: readonly string[];
}

const LIGHT: Palette = {
  dark: false,
  background: '#fbfaf7',
  ink: '#1d2129',
  faint: '#dcdad4',
  label: {
    Paper: '#5d6675', Model: '#0067a5', Dataset: '#00805c', Benchmark: '#c24a06', Method: '#9c3f86', Task: '#876500',
    Metric: '#2f86b5', Author: '#7d6a58', Venue: '#65705c', Claim: '#777777',
  },
  edge: {
    INTRODUCES: '#4f9e86', USES: '#a9b8cb', EVALUATES_ON: '#dcb79f', ADDRESSES: '#cfc19a', MEASURES: '#a9c9dc',
    MENTIONS: '#d9d7d0', CITES: '#8e97a6', BUILDS_ON: '#b98bad', VARIANT_OF: '#6fa4c9', RELATED_TO: '#d3cdb4',
    AUTHORED: '#cfc6bb', PUBLISHED_IN: '#cfd2c6', CO_USED: '#c3c7cd',
  },
  community: [
    '#332288', '#117733', '#cc6677', '#1f7f9c', '#999933', '#882255', '#2f8f7f', '#aa4499', '#b5651d', '#5d6675',
  ],
};

const DARK: Palette = {
  dark: true,
  background: '#12151a',
  ink: '#e8eaed',
  faint: '#2b3038',
  label: {
    Paper: '#9aa5b5', Model: '#4fa6e0', Dataset: '#2fbf93', Benchmark: '#f0874a', Method: '#d68bc4', Task: '#d9b53a',
    Metric: '#86c8ea', Author: '#b9a28c', Venue: '#a3b196', Claim: '#a0a0a0',
  },
  edge: {
    INTRODUCES: '#2f7a66', USES: '#3d4c60', EVALUATES_ON: '#6b4a35', ADDRESSES: '#5d5330', MEASURES: '#34566a',
    MENTIONS: '#33373e', CITES: '#5a6474', BUILDS_ON: '#6d4a63', VARIANT_OF: '#2f5f80', RELATED_TO: '#4d4932',
    AUTHORED: '#453d35', PUBLISHED_IN: '#3b4036', CO_USED: '#383d45',
  },
  community: [
    '#8f86e0', '#4fb477', '#e08a98', '#88ccee', '#c7c75a', '#d0719f', '#44c2a9', '#d58ad0', '#e0a05a', '#9aa5b5',
  ],
};

export type Theme = 'light' | 'dark';

export function theme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export const palette = (which: Theme = theme()): Palette => (which === 'dark' ? DARK : LIGHT);

/** Mix two colours written as #rrggbb. */
export function mix(one: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const a = parseInt(one.slice(at, at + 2), 16);
    const b = parseInt(other.slice(at, at + 2), 16);
    return Math.round(a * (1 - share) + b * share).toString(16).padStart(2, '0');
  });
  return `#${parts.join('')}`;
}

/** Shape of each label; the numbers are those of the shader. */
export const SHAPES: Readonly<Record<string, number>> = {
  Paper: 0, Model: 1, Dataset: 2, Benchmark: 3, Method: 4, Task: 5, Metric: 6, Author: 0, Venue: 2, Claim: 6,
};
