/** A box for Cypher that completes keywords, labels, edge types and properties. */
import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import type { Vocabulary } from '../api/schema';

const KEYWORDS = [
  'MATCH', 'OPTIONAL MATCH', 'WHERE', 'RETURN', 'ORDER BY', 'LIMIT', 'SKIP', 'WITH', 'UNWIND', 'DISTINCT', 'AS', 'AND', 'OR', 'NOT',
  'IN', 'CONTAINS', 'STARTS WITH', 'ENDS WITH', 'count', 'collect', 'DESC', 'EXISTS', 'CASE', 'WHEN', 'THEN', 'ELSE', 'END', 'toLower', 'size',
];

interface Props {
  readonly value: string;
  readonly change: (text: string) => void;
  readonly run: () => void;
  readonly words: Vocabulary | null;
}

/** What may follow: after `(x:` a label, after `[r:` an edge type, after `x.` a property, else a keyword. */
export function suggestions(before: string, words: Vocabulary | null): { readonly from: number; readonly options: readonly string[] } {
  const match = /(?:(\[[^\]]*[:|]\s*)|(\([^)]*:\s*)|(\b\w+\.)|(?:^|[\s(,]))(\w*)$/.exec(before);
  if (!match) return { from: before.length, options: [] };
  const [, edge, node, dot, typed = ''] = match;
  const pool = edge
    ? (words?.edges.map((one) => one.type) ?? [])
    : node
      ? (words?.nodes.map((one) => one.label) ?? [])
      : dot
        ? [...new Set([...(words?.nodes ?? []), ...(words?.edges ?? [])].flatMap((one) => one.properties))]
        : KEYWORDS;
  if (!typed && !edge && !node && !dot) return { from: before.length, options: [] };
  const wanted = typed.toLowerCase();
  const options = pool.filter((one) => one.toLowerCase().startsWith(wanted) && one !== typed).slice(0, 8);
  return { from: before.length - typed.length, options };
}

export function CypherBox({ value, change, run, words }: Props): JSX.Element {
  const box = useRef<HTMLTextAreaElement>(null);
  const [options, setOptions] = useState<readonly string[]>([]);
  const [at, setAt] = useState(0);
  const list = useId();
  const look = (): void => {
    const field = box.current;
    if (!field) return;
    setOptions(suggestions(field.value.slice(0, field.selectionStart), words).options);
    setAt(0);
  };
  const take = (option: string | undefined): void => {
    const field = box.current;
    if (!field || !option) return;
    const end = field.selectionStart;
    const { from } = suggestions(field.value.slice(0, end), words);
    field.setRangeText(option, from, end, 'end');
    change(field.value);
    setOptions([]);
    field.focus();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      setOptions([]);
      run();
    } else if (options.length && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setAt((at + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length);
    } else if (options.length && event.key === 'Tab' && !event.shiftKey) {
      event.preventDefault();
      take(options[at]);
    } else if (event.key === 'Escape') {
      setOptions([]);
    }
  };
  return (
    <div class="cypher">
      <textarea
        ref={box}
        rows={6}
        spellcheck={false}
        aria-label="Cypher"
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={options.length ? `${list}-${at}` : undefined}
        value={value}
        placeholder="MATCH (p:Paper)-[:INTRODUCES]->(m:Model) RETURN m.name, p.title LIMIT 20"
        onInput={(event) => { change(event.currentTarget.value); look(); }}
        onKeyDown={key}
        onBlur={() => setTimeout(() => setOptions([]), 150)}
      />
      <ul class="completions plate" id={list} role="listbox" aria-label="Completions" hidden={!options.length}>
        {options.map((option, place) => (
          <li key={option} id={`${list}-${place}`} role="option" aria-selected={place === at} onMouseDown={(event) => { event.preventDefault(); take(option); }}>{option}</li>
        ))}
      </ul>
    </div>
  );
}
