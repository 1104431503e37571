/** Ask in Cypher: named questions, a box of one's own, the answer as a table or as a graph. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Failure, query, questions, vocabulary, type Answer } from '../api/client';
import type { NamedQuestion, Status } from '../api/schema';
import { save } from '../graph/picture';
import { CypherBox } from '../part/cypher';
import { Await, Empty, Failed, useLoad } from '../part/load';
import { Name } from '../part/name';
import { address, amend, type Route } from '../route';
import { plural, shown } from '../text';

export function AskView({ route, status }: { route: Route; status: Status | null }): JSX.Element {
  const named = useLoad('questions', questions);
  const words = useLoad('vocabulary', vocabulary);
  const [text, setText] = useState(route.params.get('cypher') ?? '');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const name = route.params.get('name');
  const question = named.state === 'ready' ? named.value.find((one) => one.name === name) : undefined;
  const given = Object.fromEntries([...route.params].filter(([key]) => key.startsWith('p.')).map(([key, value]) => [key.slice(2), value]));
  const ask = (asked: Promise<Answer>): void => {
    setBusy(true);
    setFailure(null);
    asked
      .then(setAnswer, (error: unknown) => {
        setAnswer(null);
        setFailure(error instanceof Failure ? error : new Failure(0, String(error)));
      })
      .finally(() => setBusy(false));
  };
  const run = (): void => {
    amend((params) => {
      params.delete('name');
      params.set('cypher', text);
    });
    ask(query({ cypher: text, limit: 500 }));
  };
  // An address that holds a question answers it.
  useEffect(() => {
    if (route.params.get('cypher')) ask(query({ cypher: route.params.get('cypher') ?? '', limit: 500 }));
  }, []);
  useEffect(() => {
    if (question && question.parameters.every((one) => !one.required || given[one.name])) ask(query({ name: question.name, parameters: given, limit: 500 }));
  }, [question?.name, JSON.stringify(given)]);
  return (
    <div class="view wide">
      <header class="view-head">
        <h1>Ask</h1>
        <p class="quiet">Cypher, answered by {status?.cypher || 'a store'}. The store itself refuses to write.</p>
      </header>
      {status?.cypher_message ? <Empty title="No store answers Cypher here">{status.cypher_message}</Empty> : null}
      <div class="ask">
        <nav aria-label="Named questions" class="named">
          <h2>Named questions</h2>
          <Await of={named}>{(list) => <ul>{list.map((one) => <li key={one.name}><a href={address('ask', { name: one.name, ...examples(one) })} aria-current={one.name === name ? 'true' : undefined}>{one.answers}</a></li>)}</ul>}</Await>
        </nav>
        <div>
          {question ? <Parameters question={question} given={given} edit={() => { setText(question.cypher.trim()); amend((p) => { p.delete('name'); }); }} /> : (
            <form onSubmit={(event) => { event.preventDefault(); run(); }}>
              <CypherBox value={text} change={setText} run={run} words={words.state === 'ready' ? words.value : null} />
              <p class="buttons"><button type="submit" class="action primary" disabled={busy || !text.trim()}>Ask</button><span class="quiet small">Ctrl+Enter asks, Tab completes</span></p>
            </form>
          )}
          {busy ? <p class="quiet" role="status">Asking…</p> : null}
          {failure ? <Failed error={failure} /> : null}
          {answer ? <Results answer={answer} /> : null}
        </div>
      </div>
    </div>
  );
}

function examples(question: NamedQuestion): Record<string, string> {
  return Object.fromEntries(question.parameters.filter((one) => one.required && one.example).map((one) => [`p.${one.name}`, one.example ?? '']));
}

function Parameters({ question, given, edit }: { question: NamedQuestion; given: Record<string, string>; edit: () => void }): JSX.Element {
  return (
    <section class="parameters">
      <h2>{question.answers}</h2>
      <form onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        amend((params) => { for (const one of question.parameters) { const value = String(data.get(one.name) ?? ''); if (value) params.set(`p.${one.name}`, value); else params.delete(`p.${one.name}`); } });
      }}>
        {question.parameters.map((one) => (
          <label key={`${question.name}${one.name}`}>
            <span>{one.meaning}</span>
            <input name={one.name} defaultValue={given[one.name] ?? ''} required={one.required} placeholder={one.default === null || one.default === undefined ? (one.example ?? '') : String(one.default)} />
          </label>
        ))}
        <p class="buttons"><button type="submit" class="action primary">Ask</button><button type="button" class="action" onClick={edit}>Edit the Cypher</button></p>
      </form>
    </section>
  );
}

interface Thing { readonly id?: unknown; readonly label?: unknown; readonly type?: unknown; readonly source?: unknown; readonly target?: unknown }

/** Collect the ids of nodes and of ends of edges, however deep they lie in lists and maps. */
export function idsIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(value)) for (const one of value) idsIn(one, found);
  else if (value && typeof value === 'object') {
    const { id, label, type, source, target } = value as Thing;
    if (typeof id === 'string' && typeof label === 'string') found.add(id);
    else if (typeof type === 'string' && typeof source === 'string' && typeof target === 'string') found.add(source).add(target);
    else for (const one of Object.values(value)) idsIn(one, found);
  }
  return found;
}

function Results({ answer }: { answer: Answer }): JSX.Element {
  const ids = [...idsIn(answer.rows)].slice(0, 200);
  const csv = (): void => {
    const cell = (value: unknown): string => {
      const text = value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
      const safe = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text;
      return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    const lines = [answer.columns, ...answer.rows].map((row) => row.map(cell).join(','));
    save(new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv' }), 'answer.csv');
  };
  return (
    <section class="results" aria-live="polite">
      <p class="table-head">
        <span class="quiet">{plural(answer.rows.length, 'row')}{answer.truncated ? ', cut at the limit' : ''}</span>
        {ids.length ? <a href={address('set', new URLSearchParams(ids.map((id) => ['id', id])))}>Show {plural(ids.length, 'node')} in the picture</a> : null}
        {answer.rows.length ? <button type="button" class="link" onClick={csv}>CSV</button> : null}
      </p>
      {answer.rows.length ? (
        <div class="scroll" tabIndex={0} role="region" aria-label="Answer">
          <table>
            <thead><tr>{answer.columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
            <tbody>{answer.rows.map((row, place) => <tr key={place}>{row.map((value, across) => <td key={across} class={typeof value === 'number' ? 'number' : ''}><Value of={value} /></td>)}</tr>)}</tbody>
          </table>
        </div>
      ) : <Empty title="No rows">The question was understood; nothing in the graph answers it.</Empty>}
    </section>
  );
}

function Value({ of }: { of: unknown }): JSX.Element {
  if (of === null || of === undefined) return <span class="quiet">null</span>;
  if (typeof of === 'object' && !Array.isArray(of)) {
    const node = of as { id?: string; label?: string; name?: string; title?: string; type?: string };
    if (node.id && node.label) return <Name node={{ id: node.id, label: node.label as 'Paper', name: node.name ?? node.title ?? node.id }} />;
    if (node.type) return <code>{node.type}</code>;
  }
  if (Array.isArray(of)) return <>{of.slice(0, 12).map((one, place) => <span key={place} class="item">{place ? ', ' : ''}<Value of={one} /></span>)}{of.length > 12 ? ` and ${of.length - 12} more` : ''}</>;
  return <bdi>{shown(typeof of === 'object' ? JSON.stringify(of) : String(of))}</bdi>;
}
