/** The words of papers, with the spans that matter marked where they stand. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MarkedSpan, PaperQuotes, Quote } from '../api/schema';
import { nodeAddress } from '../route';
import { pieces, shown } from '../text';
import { VERBS } from '../words';
import { Name } from './name';

/** A field of a paper with spans marked; `data-start` and `data-end` count code points of the field. */
export function Marked(props: {
  text: string;
  marks: readonly { readonly start: number; readonly end: number }[];
  offset?: number;
  kind: string;
}): JSX.Element {
  return (
    <>
      {pieces(props.text, props.marks, props.offset).map(({ text, mark }) =>
        mark ? (
          <mark class={`of-${props.kind}`} data-start={mark.start} data-end={mark.end}>
            {shown(text)}
          </mark>
        ) : (
          shown(text)
        ),
      )}
    </>
  );
}

/** A field with every mention marked by its type, each leading to its entity. */
export function Mentions({ text, spans }: { text: string; spans: readonly MarkedSpan[] }): JSX.Element {
  return (
    <bdi>
      {pieces(text, spans).map(({ text: part, mark }) =>
        mark ? (
          <a
            class={`mark of-${mark.type}`}
            href={nodeAddress(mark.entity)}
            title={`${mark.type}, ${mark.role} · confidence ${mark.confidence.toFixed(2)}`}
            data-start={mark.start}
            data-end={mark.end}
          >
            {shown(part)}
          </a>
        ) : (
          shown(part)
        ),
      )}
    </bdi>
  );
}

export function Confidence({ value }: { value: number }): JSX.Element {
  return (
    <span class="confidence" title={`Confidence ${value.toFixed(2)}: the estimated probability that this is right`}>
      <meter min={0} max={1} value={value} aria-label="Confidence" />
      {value.toFixed(2)}
    </span>
  );
}

/** What one paper says: its sentences, and on demand its whole abstract. */
export function Evidence({ of, kind }: { of: PaperQuotes; kind: string }): JSX.Element {
  const [whole, setWhole] = useState(false);
  const role = VERBS[of.type];
  const title = of.quotes.filter((quote) => quote.field === 'title');
  const abstract = of.quotes.filter((quote) => quote.field === 'abstract');
  return (
    <article class="evidence">
      <header>
        <Name node={of.paper} />
        {of.entity ? <p class="says">{role} <Name node={of.entity} /></p> : null}
      </header>
      {whole ? (
        <blockquote>
          <p class="title"><bdi><Marked text={of.title} marks={title} kind={kind} /></bdi></p>
          <p><bdi><Marked text={of.abstract} marks={abstract} kind={kind} /></bdi></p>
        </blockquote>
      ) : (
        sentences(of.quotes).map((group) => <Sentence key={`${group[0]?.field}${group[0]?.sentence_start}`} quotes={group} kind={kind} />)
      )}
      <footer>
        <Confidence value={Math.max(...of.quotes.map((quote) => quote.confidence))} />
        <button type="button" class="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Only the sentences' : 'Whole abstract'}
        </button>
        <small class="quiet">read by {of.extractor || 'an unknown version'}</small>
      </footer>
    </article>
  );
}

function Sentence({ quotes, kind }: { quotes: readonly Quote[]; kind: string }): JSX.Element {
  const first = quotes[0] as Quote;
  return (
    <blockquote class={first.field} data-field={first.field}>
      <bdi><Marked text={first.sentence} marks={quotes} offset={first.sentence_start} kind={kind} /></bdi>
    </blockquote>
  );
}

/** Bring the mentions of one sentence together, at most three sentences. */
function sentences(quotes: readonly Quote[]): Quote[][] {
  const groups = new Map<string, Quote[]>();
  for (const quote of quotes) {
    const key = `${quote.field}${quote.sentence_start}`;
    groups.set(key, [...(groups.get(key) ?? []), quote]);
  }
  return [...groups.values()].slice(0, 3);
}

