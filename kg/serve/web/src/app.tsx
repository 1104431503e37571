import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { theme as themeNow, type Theme } from './graph/colour';
import { service } from './api/source';
import { Correct, Told } from './part/correct';
import { Icon } from './part/icon';
import { Search } from './part/search';
import { useStatus } from './part/status';
import { address, go, useRoute } from './route';
import { AskView } from './view/ask';
import { BoardView } from './view/board';
import { GapsView } from './view/gaps';
import { JournalView } from './view/journal';
import { MapView } from './view/map';
import { RelatedView } from './view/related';
import { TrendsView } from './view/trends';

const PLACES: readonly [string, string, string][] = [
  ['', 'Map', 'map'],
  ['board', 'Board', 'board'],
  ['gaps', 'Gaps', 'gaps'],
  ['trends', 'Trends', 'trends'],
  ['related', 'Related', 'related'],
  ['ask', 'Ask', 'ask'],
];
const OPEN = service.whole ? PLACES : [];

export function App(): JSX.Element {
  const route = useRoute();
  const { status, notice } = useStatus();
  const [theme, setTheme] = useTheme();
  const isMap = ['', 'node', 'path', 'set'].includes(route.name);
  useEffect(() => {
    document.title = isMap ? 'Paper graph' : `${PLACES.find(([name]) => name === route.name)?.[1] ?? 'Page'} · Paper graph`;
  }, [route.name]);
  const generation = status?.generation ?? '';
  const writable = status !== null && !status.read_only;
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>Skip to the content</a>
      <header class="top">
        <a class="brand" href="#/" aria-label="Paper graph: overview"><Mark /><span>Paper graph</span></a>
        <Search main label="Find papers and entities" placeholder="Find a paper, model, dataset, task…" choose={(hit) => go('node', { id: hit.id })} />
        <nav aria-label="Views">
          {OPEN.map(([name, title, icon]) => (
            <a key={name} href={address(name)} aria-current={name === route.name || (name === '' && isMap) ? 'page' : undefined}><Icon name={icon} /><span>{title}</span></a>
          ))}
        </nav>
        {service.whole ? <a class="icon-only" href="#/journal" aria-label="Corrections" aria-current={route.name === 'journal' ? 'page' : undefined}><Icon name="journal" /></a> : null}
        <button type="button" class="icon-only" aria-label={theme === 'dark' ? 'Use light colours' : 'Use dark colours'} onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
        </button>
      </header>
      {notice ? <p class="notice" role="status">{notice}</p> : null}
      <main id="main" tabIndex={-1}>
        {isMap ? <MapView route={route} theme={theme} generation={generation} extra={(id) => (writable ? <Correct key={id} id={id} /> : null)} /> : null}
        {route.name === 'board' ? <BoardView route={route} generation={generation} /> : null}
        {route.name === 'gaps' ? <GapsView route={route} generation={generation} /> : null}
        {route.name === 'trends' ? <TrendsView route={route} generation={generation} /> : null}
        {route.name === 'related' ? <RelatedView /> : null}
        {route.name === 'ask' ? <AskView route={route} status={status} /> : null}
        {route.name === 'journal' ? <JournalView generation={generation} readOnly={!writable} /> : null}
      </main>
      {writable ? <Told /> : null}
    </>
  );
}

function Mark(): JSX.Element {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false" class="mark">
      <path d="M8 23 16 9l9 11" class="of-line" />
      <circle cx="16" cy="9" r="5" class="of-Model" />
      <path d="m25 15 5.500 5.500L25 26l-5.500-5.500z" class="of-Benchmark" />
      <rect x="3.500" y="18.500" width="9" height="9" class="of-Dataset" />
    </svg>
  );
}

function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(themeNow);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const changed = (): void => setTheme(themeNow());
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  const choose = (next: Theme): void => {
    document.documentElement.dataset['theme'] = next;
    try {
      localStorage.setItem('kg-theme', next);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    setTheme(next);
  };
  return [theme, choose];
}
