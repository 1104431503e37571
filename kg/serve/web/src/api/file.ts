/** Answer from a graph that lies inside the page: what `kg export --format html` writes. */
import { cut, length } from '../text';
import { VERBS } from '../words';
import type { Card, Source } from './client';
import { Failure } from './client';
import type {
  ClaimRow, Dot, EdgeCard, Hit, Line, MarkedSpan, Overview, PaperQuotes, Quote, Ref, Relation, Subgraph, YearUse,
} from './schema';

/** A node or an edge as `loaders.files.html` writes it: the fields of `schemas.nodes` and `schemas.edges`. */
export interface RawNode {
  readonly id: string;
  readonly label: Dot['label'];
  readonly name?: string;
  readonly title?: string;
  readonly abstract?: string;
  readonly text?: string;
  readonly year?: number | null;
  readonly aliases?: readonly string[];
  readonly papers?: number;
  readonly [more: string]: unknown;
}
export interface RawEdge {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly fields?: readonly ('title' | 'abstract')[];
  readonly starts?: readonly number[];
  readonly ends?: readonly number[];
  readonly texts?: readonly string[];
  readonly confidences?: readonly number[];
  readonly extractor?: string;
  readonly [more: string]: unknown;
}

const ROLE: Readonly<Record<string, 'introduced' | 'mentioned'>> = { INTRODUCES: 'introduced', MENTIONS: 'mentioned' };
const IDENTIFIERS = ['doi', 'arxiv', 'acl', 'openreview', 's2', 'openalex', 'huggingface'];
const HIDDEN = new Set(['Claim']);
const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

export function fromFile(nodes: readonly RawNode[], edges: readonly RawEdge[], given: Overview | null): Source {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const going = grouped(edges, (edge) => edge.source);
  const coming = grouped(edges, (edge) => edge.target);
  const out = (id: string): readonly RawEdge[] => going.get(id) ?? [];
  const into = (id: string): readonly RawEdge[] => coming.get(id) ?? [];
  const caption = (node: RawNode): string => node.title ?? node.name ?? node.text ?? node.id;

  const need = (id: string): RawNode => {
    const node = byId.get(id);
    if (!node) throw new Failure(404, 'This file holds a part of the graph, and that is not in it.');
    return node;
  };
  const ref = (id: string): Ref => {
    const node = need(id);
    return { id, label: node.label, name: caption(node), year: node.year ?? null };
  };
  const refs = (list: readonly string[]): Ref[] => list.map(ref).sort((a, b) => (b.year ?? 0) - (a.year ?? 0));

  const dot = (node: RawNode): Dot => ({
    id: node.id,
    label: node.label,
    name: caption(node),
    year: node.year ?? null,
    degree: out(node.id).length + into(node.id).length,
    papers: node.papers ?? 0,
  });
  const line = (edge: RawEdge): Line => ({
    source: edge.source,
    target: edge.target,
    type: edge.type,
    weight: Number(edge['score'] ?? Math.max(0, ...(edge.confidences ?? [1]))),
    year: byId.get(edge.source)?.year ?? null,
  });

  const quotes = (edge: RawEdge): PaperQuotes => {
    const paper = need(edge.source);
    return {
      paper: ref(paper.id),
      title: paper.title ?? '',
      abstract: paper.abstract ?? '',
      type: edge.type,
      extractor: edge.extractor ?? '',
      quotes: (edge.fields ?? []).map((field, place) =>
        quote(paper, field, edge.starts?.[place] ?? 0, edge.ends?.[place] ?? 0, edge.confidences?.[place] ?? 0),
      ),
    };
  };
  const claim = (node: RawNode): ClaimRow => {
    const ends = Object.fromEntries(out(node.id).map((edge) => [edge.type, edge.target]));
    const value = String(node['value']);
    return {
      ...(node as unknown as ClaimRow),
      paper: ref(String(node['paper'])),
      subject_id: ends['ABOUT'] ?? null,
      on_id: ends['ON'] ?? null,
      number: Number(/[-+]?\d+(?:\.\d+)?/.exec(value)?.[0] ?? NaN),
    };
  };
  const claimsAt = (list: readonly RawEdge[], end: 'source' | 'target'): ClaimRow[] =>
    list.flatMap((edge) => {
      const node = byId.get(edge[end]);
      return node?.label === 'Claim' ? [claim(node)] : [];
    });

  const part = (keep: ReadonlySet<string>, types?: ReadonlySet<string>): Subgraph => ({
    nodes: nodes.filter((node) => keep.has(node.id)).map(dot),
    edges: edges.filter((edge) => keep.has(edge.source) && keep.has(edge.target) && (!types || types.has(edge.type))).map(line),
    total: keep.size,
  });

  const paperCard = (node: RawNode): Card => {
    const to = (type: string): string[] => out(node.id).filter((edge) => edge.type === type).map((edge) => edge.target);
    const from = (type: string): string[] => into(node.id).filter((edge) => edge.type === type).map((edge) => edge.source);
    const building = (list: readonly RawEdge[], end: 'source' | 'target'): Relation[] =>
      list.filter((edge) => edge.type === 'BUILDS_ON').map((edge) => ({ node: ref(edge[end]), type: edge.type, why: ((edge['names'] as string[]) ?? []).join(', '), weight: 1 }));
    const mentions: MarkedSpan[] = out(node.id).flatMap((edge) =>
      (edge.fields ?? []).map((field, place) => ({
        field,
        start: edge.starts?.[place] ?? 0,
        end: edge.ends?.[place] ?? 0,
        text: edge.texts?.[place] ?? '',
        type: need(edge.target).label as MarkedSpan['type'],
        role: ROLE[edge.type] ?? 'used',
        confidence: edge.confidences?.[place] ?? 0,
        entity: edge.target,
        name: caption(need(edge.target)),
      })),
    );
    const cited = from('CITES');
    return {
      kind: 'paper',
      node: ref(node.id),
      title: caption(node),
      abstract: node.abstract ?? '',
      identifiers: Object.fromEntries(IDENTIFIERS.flatMap((name) => (typeof node[name] === 'string' ? [[name, node[name] as string]] : []))),
      authors: into(node.id).filter((edge) => edge.type === 'AUTHORED').sort((a, b) => Number(a['position']) - Number(b['position'])).map((edge) => ref(edge.source)),
      venue: to('PUBLISHED_IN').map(ref)[0] ?? null,
      mentions,
      claims: claimsAt(out(node.id), 'target'),
      related: out(node.id).filter((edge) => edge.type === 'RELATED_TO').sort((a, b) => Number(a['rank']) - Number(b['rank'])).map((edge) => ({
        paper: ref(edge.target), score: Number(edge['score']), text: Number(edge['text']), entities: Number(edge['entities']), citations: Number(edge['citations']), reasons: (edge['reasons'] as string[]) ?? [],
      })),
      cites: refs(to('CITES')),
      cited_by: refs(cited),
      cited_by_total: cited.length,
      builds_on: building(out(node.id), 'target'),
      built_on_by: building(into(node.id), 'source'),
    };
  };

  const entityCard = (node: RawNode): Card => {
    const naming = into(node.id).filter((edge) => edge.fields);
    const years = new Map<number, YearUse>();
    for (const edge of naming) {
      const year = need(edge.source).year;
      if (!year) continue;
      const before = years.get(year) ?? { year, introduced: 0, used: 0, mentioned: 0 };
      const role = ROLE[edge.type] ?? 'used';
      years.set(year, { ...before, [role]: before[role] + 1 });
    }
    const relation = (edge: RawEdge, end: 'source' | 'target'): Relation => ({ node: ref(edge[end]), type: edge.type, why: String(edge['difference'] ?? ''), weight: 1 });
    const claims = claimsAt(into(node.id), 'source');
    return {
      kind: 'entity',
      node: ref(node.id),
      type: node.label as MarkedSpan['type'],
      aliases: [...(node.aliases ?? [])],
      papers: naming.length,
      variant_of: out(node.id).filter((edge) => edge.type === 'VARIANT_OF').map((edge) => relation(edge, 'target')),
      variants: into(node.id).filter((edge) => edge.type === 'VARIANT_OF').map((edge) => relation(edge, 'source')),
      introduced_by: naming.filter((edge) => edge.type === 'INTRODUCES').slice(0, 3).map(quotes),
      years: [...years.values()].sort((a, b) => a.year - b.year),
      undated: naming.filter((edge) => !need(edge.source).year).length,
      with_others: [],
      claims: claims.slice(0, 30),
      claims_total: claims.length,
    };
  };

  const shortest = (source: string, target: string): RawEdge[] => {
    const before = new Map<string, RawEdge | null>([[source, null]]);
    let frontier = [source];
    while (frontier.length && !before.has(target)) {
      const next: string[] = [];
      for (const id of frontier) {
        for (const edge of [...out(id), ...into(id)]) {
          const other = edge.source === id ? edge.target : edge.source;
          if (edge.type === 'RELATED_TO' || before.has(other)) continue;
          before.set(other, edge);
          next.push(other);
        }
      }
      frontier = next;
    }
    const steps: RawEdge[] = [];
    for (let at = target, edge = before.get(at); edge; edge = before.get(at)) {
      steps.unshift(edge);
      at = edge.source === at ? edge.target : edge.source;
    }
    return steps;
  };

  const counted = (names: readonly string[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  };

  return {
    whole: false,
    grouped: given !== null,
    status: () =>
      Promise.resolve({
        state: 'ready', message: '', generation: 'file', read_only: true, papers: 0, cypher: '', cypher_message: '',
        rebuild: { running: false, stage: '', done: 0, total: null, error: '' },
      }),
    overview: () => {
      // Boards, gaps and trends need the service.
      if (given) return Promise.resolve({ ...given, questions: given.questions.filter((one) => one.view.startsWith('/node')) });
      const years = counted(nodes.flatMap((node) => (node.label === 'Paper' && node.year ? [String(node.year)] : [])));
      const overview: Overview = {
        nodes: counted(nodes.map((node) => node.label)),
        edges: counted(edges.map((edge) => edge.type)),
        years: Object.entries(years).map(([year, papers]) => ({ year: Number(year), papers })),
        graph: part(new Set(nodes.filter((node) => !HIDDEN.has(node.label)).map((node) => node.id))),
        communities: [],
        questions: [],
      };
      return Promise.resolve(overview);
    },
    search: (q, labels) => {
      const words = fold(q).split(' ').filter(Boolean);
      const items: Hit[] = [];
      for (const node of nodes) {
        if (HIDDEN.has(node.label) || (labels.length && !labels.includes(node.label))) continue;
        const matched = [caption(node), ...(node.aliases ?? [])].map(fold).find((name) => words.every((word) => name.includes(word)));
        if (words.length && matched) items.push({ id: node.id, label: node.label, name: caption(node), matched, year: node.year ?? null, papers: node.papers ?? 0 });
      }
      const rank = (hit: Hit): number => (hit.matched === fold(q) ? 0 : hit.matched.startsWith(fold(q)) ? 1 : 2);
      items.sort((a, b) => rank(a) - rank(b) || b.papers - a.papers || a.name.localeCompare(b.name));
      return Promise.resolve({ total: items.length, offset: 0, limit: 12, items: items.slice(0, 12) });
    },
    around: ({ id, depth = 1, type, label }) => {
      const types = new Set(type ?? []);
      const labels = new Set(label ?? []);
      const kept = new Set(id.filter((one) => byId.has(one)));
      let frontier = [...kept];
      for (let step = 0; step < depth; step++) {
        const next: string[] = [];
        for (const one of frontier) {
          for (const edge of [...out(one), ...into(one)]) {
            const other = edge.source === one ? edge.target : edge.source;
            if (!types.has(edge.type) || kept.has(other) || !labels.has(need(other).label)) continue;
            kept.add(other);
            next.push(other);
          }
        }
        frontier = next;
      }
      return Promise.resolve(part(kept, types));
    },
    node: async (id) => {
      const node = need(id);
      if (node.label === 'Paper') return paperCard(node);
      if (node.label === 'Claim') return { kind: 'other', node: ref(id), papers: [], total: 0, claim: claim(node) };
      if (node.aliases) return entityCard(node);
      const papers = refs([...out(id).map((edge) => edge.target), ...into(id).map((edge) => edge.source)].filter((one) => need(one).label === 'Paper'));
      return { kind: 'other', node: ref(id), papers, total: papers.length, claim: null };
    },
    papers: async (id, offset) => {
      const naming = into(id).filter((edge) => edge.fields);
      return { total: naming.length, offset, limit: 10, items: naming.slice(offset, offset + 10).map(quotes) };
    },
    edge: async (source, type, target) => {
      const edge = out(source).find((one) => one.type === type && one.target === target);
      if (!edge) throw new Failure(404, 'That link is not in this file.');
      const carried = type === 'BUILDS_ON' ? ((edge['entities'] as string[]) ?? []) : [];
      const papers = edge.fields
        ? [quotes(edge)]
        : carried.flatMap((entity) =>
            [source, target].flatMap((paper) => out(paper).filter((one) => one.target === entity && one.fields).map((one) => ({ ...quotes(one), entity: ref(entity) }))),
          );
      const card: EdgeCard = { source: ref(source), target: ref(target), type, meaning: `The first ${VERBS[type] ?? type} the second.`, details: edge, papers, total: papers.length };
      return card;
    },
    path: async (source, target) => {
      need(source);
      need(target);
      const steps = shortest(source, target);
      const ids = [source];
      for (const edge of steps) ids.push(edge.source === ids[ids.length - 1] ? edge.target : edge.source);
      const found = steps.length || source === target ? ids : [];
      return {
        graph: { nodes: found.map((id) => dot(need(id))), edges: steps.map(line), total: found.length },
        steps: steps.map((edge) => ({
          source: edge.source, target: edge.target, type: edge.type, words: `“${ref(edge.source).name}” ${VERBS[edge.type] ?? edge.type} “${ref(edge.target).name}”.`,
        })),
      };
    },
  };
}

function grouped(edges: readonly RawEdge[], key: (edge: RawEdge) => string): Map<string, RawEdge[]> {
  const found = new Map<string, RawEdge[]>();
  for (const edge of edges) {
    const list = found.get(key(edge));
    if (list) list.push(edge);
    else found.set(key(edge), [edge]);
  }
  return found;
}

/** Put a mention into its sentence, as the browser divides sentences. */
function quote(paper: RawNode, field: 'title' | 'abstract', start: number, end: number, confidence: number): Quote {
  const whole = (field === 'title' ? paper.title : paper.abstract) ?? '';
  const text = cut(whole, start, end);
  let at = 0;
  let sentence = whole;
  let from = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(whole)) {
    const next = at + length(segment);
    if (start >= at && start < next) {
      from = at;
      sentence = end <= next ? segment : cut(whole, at, Math.max(end, next));
      break;
    }
    at = next;
  }
  return { field, start, end, text, confidence, sentence, sentence_start: from };
}
