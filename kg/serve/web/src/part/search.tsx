/** Find papers and entities as one types: `/` comes here, arrows choose, Enter opens. */
import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { service } from '../api/source';
import type { Hit } from '../api/schema';
import { plural, shown } from '../text';
import { Icon, Sign } from './icon';

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly choose: (hit: Hit) => void;
  readonly labels?: readonly string[];
  readonly main?: boolean;
  readonly value?: string;
}

export function Search({ label, placeholder, choose, labels = [], main = false, value = '' }: Props): JSX.Element {
  const [query, setQuery] = useState(value);
  const [hits, setHits] = useState<readonly Hit[] | null>(null);
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const arrived = useRef('');
  const eager = useRef(false);

  useEffect(() => setQuery(value), [value]);
  useEffect(() => {
    const text = query.trim();
    if (!open || !text) {
      setHits(null);
      return;
    }
    const aborter = new AbortController();
    const timer = setTimeout(() => {
      service.search(text, labels, aborter.signal).then(
        (found) => {
          setHits(found.items);
          setAt(0);
          arrived.current = text;
          if (eager.current) take(found.items[0]);
        },
        () => undefined,
      );
    }, 90);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [query, open]);
  useEffect(() => {
    if (!main) return;
    const key = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || target.matches('input, textarea, select')) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, []);

  const take = (hit: Hit | undefined): void => {
    if (!hit) return;
    eager.current = false;
    setOpen(false);
    setQuery(main ? '' : hit.name);
    input.current?.blur();
    choose(hit);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const count = hits?.length ?? 0;
      if (count) setAt((at + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // Who types faster than the answer comes gets its first hit; what was typed last may not be in `query` yet.
      const typed = input.current?.value.trim();
      if (typed && arrived.current === typed && hits) take(hits[at]);
      else eager.current = Boolean(typed);
    } else if (event.key === 'Escape') {
      setOpen(false);
      input.current?.blur();
    }
  };
  const shownList = open && hits !== null;
  return (
    <div class={`search ${main ? 'main' : ''}`} role={main ? 'search' : undefined}>
      <Icon name="search" />
      <input
        ref={input}
        type="text"
        inputMode="search"
        role="combobox"
        aria-label={label}
        aria-expanded={shownList}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shownList && hits.length ? `${list}-${at}` : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder={placeholder}
        value={query}
        onInput={(event) => {
          eager.current = false;
          setQuery(event.currentTarget.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onKeyDown={key}
      />
      {main ? <kbd aria-hidden="true">/</kbd> : null}
      <ul class="hits" id={list} role="listbox" aria-label="Results" hidden={!shownList || !hits.length}>
        {hits?.map((hit, place) => (
          <li
            key={hit.id}
            id={`${list}-${place}`}
            role="option"
            aria-selected={place === at}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setAt(place)}
            onClick={() => take(hit)}
          >
            <Sign label={hit.label} />
            <span class="what">
              <bdi class={hit.label === 'Paper' ? 'paper' : ''}>{shown(hit.name)}</bdi>
              {alias(hit) ? <small>also “<bdi>{shown(hit.matched)}</bdi>”</small> : null}
            </span>
            <small class="aside">{hit.label === 'Paper' ? (hit.year ?? 'Paper') : `${hit.label} · ${plural(hit.papers, 'paper')}`}</small>
          </li>
        ))}
      </ul>
      {shownList && !hits.length ? <p class="hits none" role="status">Nothing in this graph is called that.</p> : null}
    </div>
  );
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
const alias = (hit: Hit): boolean => hit.label !== 'Paper' && folded(hit.name) !== hit.matched;
