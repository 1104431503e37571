/** Talk to the service; every failure is a `Failure` with words for people. */
import type {
  Board, BoardRow, Correction, Decision, EdgeCard, EntityCard, Gaps, Hits, NamedQuestion, OtherCard, Overview, PaperCard,
  PaperQuotesPage, PathAnswer, RelatedList,
  Status, Subgraph, Trends, Vocabulary, Wanted,
} from './schema';

export class Failure extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

export type Card = PaperCard | EntityCard | OtherCard;
type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

function address(path: string, query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) for (const one of value) params.append(name, String(one));
    else params.set(name, String(value));
  }
  const text = params.toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

async function answer(response: Response): Promise<Response> {
  if (response.ok) return response;
  let detail = response.statusText;
  try {
    const problem = (await response.json()) as { detail?: string };
    detail = problem.detail ?? detail;
  } catch {
    // No problem details: the status says what there is to say.
  }
  throw new Failure(response.status, detail);
}

async function ask(path: string, init?: RequestInit): Promise<Response> {
  try {
    return await answer(await fetch(path, init));
  } catch (error) {
    if (error instanceof Failure || (error instanceof DOMException && error.name === 'AbortError')) throw error;
    throw new Failure(0, 'The service does not answer. Is kg serve still running?');
  }
}

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const response = await ask(address(path, query), signal ? { signal } : undefined);
  return (await response.json()) as T;
}

const token = (): string => document.querySelector<HTMLMetaElement>('meta[name=kg-token]')?.content ?? '';

/** Post JSON, with the token that only this page has. */
export async function post<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json', 'x-kg-token': token() };
  const response = await ask(address(path, {}), { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as T;
}

/** Post a file as it is. */
export async function send<T>(path: string, query: Query, file: Blob): Promise<T> {
  const headers = { 'content-type': 'application/octet-stream', 'x-kg-token': token() };
  const response = await ask(address(path, query), { method: 'POST', headers, body: file });
  return (await response.json()) as T;
}

/** Post JSON and receive a file. */
export async function receive(path: string, body: unknown): Promise<Blob> {
  const headers = { 'content-type': 'application/json', 'x-kg-token': token() };
  const response = await ask(address(path, {}), { method: 'POST', headers, body: JSON.stringify(body) });
  return response.blob();
}

export interface Around {
  readonly id: readonly string[];
  readonly depth?: number;
  readonly limit?: number;
  readonly label?: readonly string[];
  readonly type?: readonly string[];
}

/** What the page asks of a graph; `api/file.ts` answers the same from a graph inside the page. */
export interface Source {
  readonly whole: boolean;
  /** Whether the overview comes with communities and places. */
  readonly grouped: boolean;
  status(): Promise<Status>;
  overview(): Promise<Overview>;
  search(q: string, label: readonly string[], signal?: AbortSignal): Promise<Hits>;
  around(what: Around): Promise<Subgraph>;
  node(id: string): Promise<Card>;
  papers(id: string, offset: number): Promise<PaperQuotesPage>;
  edge(source: string, type: string, target: string): Promise<EdgeCard>;
  path(source: string, target: string): Promise<PathAnswer>;
}

export const service: Source = {
  whole: true,
  grouped: true,
  status: () => get<Status>('/status'),
  overview: () => get<Overview>('/overview'),
  search: (q, label, signal) => get<Hits>('/search', { q, label, limit: 12 }, signal),
  around: (what) => get<Subgraph>('/neighbourhood', { ...what }),
  node: (id) => get<Card>('/node', { id }),
  papers: (id, offset) => get<PaperQuotesPage>('/node/papers', { id, offset, limit: 10 }),
  edge: (source, type, target) => get<EdgeCard>('/edge', { source, type, target }),
  path: (source, target) => get<PathAnswer>('/path', { source, target }),
};

export const boards = (): Promise<BoardRow[]> => get('/boards', { limit: 100 });
export const board = (query: Query): Promise<Board> => get('/board', query);
export const gaps = (query: Query): Promise<Gaps> => get('/gaps', query);
export const trends = (query: Query): Promise<Trends> => get('/trends', query);
export const relatedTo = (wish: { ids?: readonly string[]; text?: string }): Promise<RelatedList> => post('/related', wish);
export const relatedToFile = (file: File): Promise<RelatedList> => send('/related/file', { name: file.name }, file);
export const questions = (): Promise<NamedQuestion[]> => get('/questions');
export const vocabulary = (): Promise<Vocabulary> => get('/schema');
export const decisions = (): Promise<Decision[]> => get('/decisions');
export const correct = (correction: Correction): Promise<Decision> => post('/decisions', correction);
export const undo = (seq: number): Promise<Decision> => post(`/decisions/${seq}/undo`, {});
export const file = (wanted: Wanted): Promise<Blob> => receive('/export', wanted);

export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly truncated: boolean;
}

export const query = (question: { cypher?: string; name?: string; parameters?: Record<string, unknown>; limit?: number }): Promise<Answer> =>
  post('/query', question);
