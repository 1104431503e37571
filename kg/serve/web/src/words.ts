/** What the page calls labels, edge types and their groups. */

export const ENTITY_LABELS = ['Model', 'Dataset', 'Benchmark', 'Method', 'Task', 'Metric'] as const;
export const LABELS = ['Paper', ...ENTITY_LABELS, 'Author', 'Venue'] as const;
export type LabelName = (typeof LABELS)[number] | 'Claim';

export const MANY: Record<string, string> = {
  Paper: 'Papers', Model: 'Models', Dataset: 'Datasets', Benchmark: 'Benchmarks', Method: 'Methods', Task: 'Tasks',
  Metric: 'Metrics', Author: 'Authors', Venue: 'Venues', Claim: 'Claims',
};

export const VERBS: Record<string, string> = {
  INTRODUCES: 'introduces', USES: 'uses', EVALUATES_ON: 'evaluates on', ADDRESSES: 'works on', MEASURES: 'measures',
  MENTIONS: 'mentions', CITES: 'cites', BUILDS_ON: 'builds on', VARIANT_OF: 'is a variant of', AUTHORED: 'wrote',
  PUBLISHED_IN: 'appeared in', CLAIMS: 'claims', ABOUT: 'is about', ON: 'was measured on', IN: 'is in',
  RELATED_TO: 'is related to', CO_USED: 'is named together with',
};

/** Edges in the groups that people switch on and off. */
export interface Group {
  readonly key: string;
  readonly name: string;
  readonly types: readonly string[];
  /** Off until asked for; the service is asked for them. */
  readonly extra?: boolean;
  readonly labels?: readonly string[];
}

export const ROLES: readonly Group[] = [
  { key: 'introduced', name: 'Introduces', types: ['INTRODUCES'] },
  { key: 'used', name: 'Uses', types: ['USES', 'EVALUATES_ON', 'ADDRESSES', 'MEASURES'] },
  { key: 'mentioned', name: 'Mentions', types: ['MENTIONS'] },
];

export const LINKS: readonly Group[] = [
  { key: 'cites', name: 'Citations', types: ['CITES'] },
  { key: 'builds', name: 'Building on', types: ['BUILDS_ON'] },
  { key: 'variant', name: 'Variants', types: ['VARIANT_OF'] },
  { key: 'together', name: 'Named together', types: ['CO_USED'] },
  { key: 'related', name: 'Related work', types: ['RELATED_TO'], extra: true },
  { key: 'people', name: 'Authors, venues', types: ['AUTHORED', 'PUBLISHED_IN'], extra: true, labels: ['Author', 'Venue'] },
];

export const ROLE_WORDS: Record<string, string> = { introduced: 'introduces', used: 'uses', mentioned: 'mentions' };
