/** Cards: all about one paper, entity, author, venue or claim. */
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Card } from '../api/client';
import { service } from '../api/source';
import type { EntityCard, OtherCard, PaperCard, PaperQuotes, Ref, RelatedPaper, Relation } from '../api/schema';
import { nodeAddress } from '../route';
import { count, plural } from '../text';
import { Bars } from './bars';
import { Claims } from './claims';
import { Sign } from './icon';
import { Name, Text } from './name';
import { Evidence, Mentions } from './quote';

export function CardBody({ card }: { card: Card }): JSX.Element {
  if (card.kind === 'paper') return <PaperBody card={card} />;
  if (card.kind === 'entity') return <EntityBody key={card.node.id} card={card} />;
  return <OtherBody card={card} />;
}

export function Section(props: { title: string; aside?: string; children: ComponentChildren }): JSX.Element {
  return (
    <section>
      <h3>{props.title}{props.aside ? <small>{props.aside}</small> : null}</h3>
      {props.children}
    </section>
  );
}

function PaperBody({ card }: { card: PaperCard }): JSX.Element {
  const types = [...new Set(card.mentions.map((mention) => mention.type))];
  return (
    <>
      <p class="byline">
        {card.authors.map((author, place) => (
          <span key={author.id}>{place ? ', ' : ''}<a href={nodeAddress(author.id)}><Text>{author.name}</Text></a></span>
        ))}
      </p>
      <p class="facts">
        {card.node.year ? <span>{card.node.year}</span> : null}
        {card.venue ? <a href={nodeAddress(card.venue.id)}><Text>{card.venue.name}</Text></a> : null}
        {Object.entries(card.identifiers).map(([scheme, id]) => <Identifier key={scheme} scheme={scheme} id={id} />)}
      </p>
      <section class="abstract">
        {card.abstract ? (
          <p><Mentions text={card.abstract} spans={card.mentions.filter((mention) => mention.field === 'abstract')} /></p>
        ) : (
          <p class="quiet">The source gave no abstract.</p>
        )}
        {types.length ? <p class="legend">{types.map((type) => <span key={type}><Sign label={type} /> {type}</span>)}</p> : null}
      </section>
      {card.claims.length ? <Section title="Claims" aside="as the abstract states them"><Claims rows={card.claims} paper={false} /></Section> : null}
      {card.related.length ? <Section title="Related work"><RelatedItems items={card.related} /></Section> : null}
      <Relations title="Builds on" items={card.builds_on} />
      <Relations title="Built on by" items={card.built_on_by} />
      <Refs title="Cites" items={card.cites} total={card.cites.length} />
      <Refs title="Cited by" items={card.cited_by} total={card.cited_by_total} />
    </>
  );
}

function EntityBody({ card }: { card: EntityCard }): JSX.Element {
  const others = card.aliases.filter((alias) => alias !== card.node.name);
  return (
    <>
      <p class="facts">
        <span>{card.papers ? `named by ${plural(card.papers, 'paper')}` : 'a family that only its variants name'}</span>
      </p>
      {others.length ? (
        <p class="aliases"><span class="quiet">Also written </span>{others.slice(0, 12).map((alias) => <span class="chip" key={alias}><Text>{alias}</Text></span>)}</p>
      ) : null}
      <Bars years={card.years} />
      {card.variant_of.length || card.variants.length ? (
        <Section title="Family">
          <ul class="refs">
            {card.variant_of.map((one) => <li key={one.node.id}><span class="why">variant of</span> <Name node={one.node} /></li>)}
            {card.variants.slice(0, 12).map((one) => <li key={one.node.id}><Name node={one.node} /> <span class="why"><Text>{one.why}</Text></span></li>)}
          </ul>
        </Section>
      ) : null}
      {card.introduced_by.length ? (
        <Section title="Introduced by">
          {card.introduced_by.map((quotes) => <Evidence key={quotes.paper.id} of={quotes} kind={card.type} />)}
        </Section>
      ) : null}
      {card.with_others.length ? (
        <Section title="Named together with">
          <ul class="pills">
            {card.with_others.map((one) => <li key={one.node.id}><Name node={one.node} /><small>{one.weight}</small></li>)}
          </ul>
        </Section>
      ) : null}
      {card.claims.length ? (
        <Section title="Claims" aside={`${count(card.claims_total)}, as abstracts state them`}><Claims rows={card.claims} /></Section>
      ) : null}
      <Papers id={card.node.id} kind={card.type} total={card.papers} />
    </>
  );
}

/** The papers that name an entity, ten at a time, with their words. */
function Papers({ id, kind, total }: { id: string; kind: string; total: number }): JSX.Element | null {
  const [items, setItems] = useState<readonly PaperQuotes[] | null>(null);
  const [all, setAll] = useState(total);
  const [busy, setBusy] = useState(false);
  const more = (): void => {
    setBusy(true);
    service.papers(id, items?.length ?? 0).then(
      (page) => {
        setItems([...(items ?? []), ...page.items]);
        setAll(page.total);
        setBusy(false);
      },
      () => setBusy(false),
    );
  };
  if (!total) return null;
  const left = all - (items?.length ?? 0);
  return (
    <Section title="In the words of its papers" aside={count(total)}>
      {items?.map((quotes) => <Evidence key={`${quotes.paper.id}${quotes.type}`} of={quotes} kind={kind} />)}
      {left > 0 ? (
        <button type="button" class="more" disabled={busy} onClick={more}>
          {items ? `Show ${Math.min(10, left)} more` : `Read what ${plural(total, 'paper says', 'papers say')}`}
        </button>
      ) : null}
    </Section>
  );
}

function OtherBody({ card }: { card: OtherCard }): JSX.Element {
  return (
    <>
      <p class="facts"><span>{card.node.label}</span>{card.claim ? null : <span>{plural(card.total, 'paper')}</span>}</p>
      {card.claim ? <Claims rows={[card.claim]} /> : <Refs title="Papers" items={card.papers} total={card.total} />}
    </>
  );
}

function Refs({ title, items, total }: { title: string; items: readonly Ref[]; total: number }): JSX.Element | null {
  if (!items.length) return null;
  return (
    <Section title={title} aside={count(total)}>
      <ul class="refs">{items.map((node) => <li key={node.id}><Name node={node} /></li>)}</ul>
      {total > items.length ? <p class="quiet">and {count(total - items.length)} more</p> : null}
    </Section>
  );
}

function Relations({ title, items }: { title: string; items: readonly Relation[] }): JSX.Element | null {
  if (!items.length) return null;
  return (
    <Section title={title} aside={count(items.length)}>
      <ul class="refs">
        {items.map((one) => <li key={one.node.id}><Name node={one.node} /><span class="why">by <Text>{one.why}</Text></span></li>)}
      </ul>
    </Section>
  );
}

export function RelatedItems({ items }: { items: readonly RelatedPaper[] }): JSX.Element {
  const most = Math.max(0.001, ...items.map((item) => item.score));
  return (
    <ol class="related">
      {items.map((item) => (
        <li key={item.paper.id}>
          <Name node={item.paper} />
          <div
            class="parts"
            role="img"
            aria-label={`Score ${item.score.toFixed(2)}: text ${item.text.toFixed(2)}, entities ${item.entities.toFixed(2)}, citations ${item.citations.toFixed(2)}`}
            title={`Score ${item.score.toFixed(2)} = text ${item.text.toFixed(2)} + entities ${item.entities.toFixed(2)} + citations ${item.citations.toFixed(2)}`}
          >
            <Share class="text" of={item.text} most={most} />
            <Share class="entities" of={item.entities} most={most} />
            <Share class="citations" of={item.citations} most={most} />
          </div>
          {item.reasons.length ? <p class="why"><Text>{item.reasons.join(' · ')}</Text></p> : null}
        </li>
      ))}
    </ol>
  );
}

const Share = (props: { class: string; of: number; most: number }): JSX.Element => (
  <i class={props.class} style={{ width: `${Math.max(0, (100 * props.of) / props.most)}%` }} />
);

const PLACES: Record<string, [string, string]> = {
  doi: ['DOI', 'https://doi.org/'],
  arxiv: ['arXiv', 'https://arxiv.org/abs/'],
  acl: ['ACL Anthology', 'https://aclanthology.org/'],
  openreview: ['OpenReview', 'https://openreview.net/forum?id='],
  s2: ['Semantic Scholar', 'https://www.semanticscholar.org/paper/'],
  openalex: ['OpenAlex', 'https://openalex.org/'],
  huggingface: ['Hugging Face', 'https://huggingface.co/papers/'],
};

/** A link to the paper elsewhere: always to a known place, whatever the identifier says. */
function Identifier({ scheme, id }: { scheme: string; id: string }): JSX.Element | null {
  const place = PLACES[scheme];
  if (!place) return null;
  const where = place[1] + (scheme === 'openreview' ? encodeURIComponent(id) : id.split('/').map(encodeURIComponent).join('/'));
  return <a href={where} target="_blank" rel="noopener noreferrer">{place[0]}</a>;
}
