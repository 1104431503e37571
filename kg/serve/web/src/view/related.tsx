/** Related work for a pasted text or a dropped file. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Failure, relatedTo, relatedToFile } from '../api/client';
import type { RelatedList } from '../api/schema';
import { RelatedItems } from '../part/cards';
import { Icon } from '../part/icon';
import { Empty, Failed } from '../part/load';
import { address } from '../route';

export function RelatedView(): JSX.Element {
  const [text, setText] = useState('');
  const [found, setFound] = useState<RelatedList | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const ask = (asked: Promise<RelatedList>): void => {
    setBusy(true);
    setFailure(null);
    asked.then(setFound, (error: unknown) => setFailure(error instanceof Failure ? error : new Failure(0, String(error)))).finally(() => setBusy(false));
  };
  const take = (file: File | undefined): void => {
    if (file) ask(relatedToFile(file));
  };
  return (
    <div class="view">
      <header class="view-head">
        <h1>Related work</h1>
        <p class="quiet">For a title and abstract, a paragraph of a draft, a list of references (.bib), a text (.md, .txt) or a PDF. Nothing leaves this machine.</p>
      </header>
      <form
        class={`drop ${over ? 'over' : ''}`}
        onSubmit={(event) => { event.preventDefault(); ask(relatedTo({ text })); }}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer?.files[0]); }}
      >
        <textarea aria-label="Text" rows={6} placeholder="Paste text here, or drop a file" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <p class="buttons">
          <button type="submit" class="action primary" disabled={busy || !text.trim()}>Find related work</button>
          <button type="button" class="action" onClick={() => chooser.current?.click()}><Icon name="related" />Choose a file</button>
          <input ref={chooser} type="file" class="unseen" tabIndex={-1} aria-label="File" accept=".bib,.md,.txt,.tex,.rst,.pdf" onChange={(event) => take(event.currentTarget.files?.[0])} />
          {busy ? <span class="quiet" role="status">Reading…</span> : null}
        </p>
      </form>
      {failure ? <Failed error={failure} /> : null}
      {found && !failure ? (
        <section class="results" aria-live="polite">
          <p class="quiet">{found.understood}</p>
          {found.items.length ? (
            <>
              <p><a href={address('set', new URLSearchParams(found.items.map((item) => ['id', item.paper.id])))}>Show these {found.items.length} in the picture</a></p>
              <p class="legend-parts"><i class="text" />text <i class="entities" />entities <i class="citations" />citations</p>
              <RelatedItems items={found.items} />
            </>
          ) : <Empty title="Nothing related">No paper of this graph shares words or entities with it.</Empty>}
        </section>
      ) : null}
    </div>
  );
}
