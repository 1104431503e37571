/** The panel beside the picture: why an edge is there, or all about a node. */
import type { JSX } from 'preact';
import { service } from '../api/source';
import type { EdgeCard } from '../api/schema';
import { CardBody } from '../part/cards';
import { Icon, Sign } from '../part/icon';
import { Await, useLoad } from '../part/load';
import { Name, Text } from '../part/name';
import { Evidence } from '../part/quote';
import { amend, go, step, type Route } from '../route';
import { plural } from '../text';
import { VERBS } from '../words';

interface Props {
  readonly route: Route;
  readonly generation: string;
  readonly card: string | null;
  readonly edge: string | null;
  readonly close: () => void;
  readonly focus: (id: string) => void;
  readonly extra: (id: string) => JSX.Element | null;
}

export function Panel(props: Props): JSX.Element {
  return (
    <aside class="panel" aria-label={props.edge ? 'Why this link is there' : 'About the node'}>
      <button type="button" class="icon-only close" aria-label="Close the panel" onClick={props.close}><Icon name="close" /></button>
      {props.edge ? <EdgePanel edge={props.edge} generation={props.generation} /> : props.card ? <NodePanel {...props} id={props.card} /> : null}
    </aside>
  );
}

function NodePanel(props: Props & { id: string }): JSX.Element {
  const { id, route } = props;
  const found = useLoad(`${id} ${props.generation}`, () => service.node(id));
  const { params } = route;
  const centre = route.name === 'node' && params.get('id') === id;
  const expanded = params.getAll('more').includes(id);
  const pinned = params.getAll('pin').some((pin) => pin.endsWith(`,${id}`));
  return (
    <Await of={found}>
      {(card) => (
        <>
          <header class="head">
            <p class="kind"><Sign label={card.node.label} /> {card.node.label}</p>
            <h2 class={card.node.label === 'Paper' ? 'paper' : ''}><Text>{card.kind === 'other' && card.claim ? card.claim.text : card.node.name}</Text></h2>
          </header>
          <div class="actions" role="group" aria-label="What to do with it">
            {centre ? null : <button type="button" onClick={() => go('node', { id })}><Icon name="map" />Open</button>}
            {route.name === 'node' && !centre ? (
              <button type="button" aria-pressed={expanded} onClick={() => step((p) => (expanded ? drop(p, 'more', id) : p.append('more', id)))}><Icon name="expand" />{expanded ? 'Collapse' : 'Expand'}</button>
            ) : null}
            <button type="button" onClick={() => props.focus(id)}><Icon name="fit" />Show</button>
            {pinned ? (
              <button type="button" aria-pressed="true" onClick={() => amend((p) => dropPin(p, id))}><Icon name="pin" />Unpin</button>
            ) : null}
            {centre ? null : (
              <button type="button" onClick={() => step((p) => { p.append('hide', id); p.delete('card'); })}><Icon name="hide" />Hide</button>
            )}
            <button type="button" onClick={() => go('path', { from: id })}><Icon name="path" />Path from here</button>
            {props.extra(id)}
          </div>
          <div class="body"><CardBody card={card} /></div>
        </>
      )}
    </Await>
  );
}

function drop(params: URLSearchParams, name: string, value: string): void {
  const left = params.getAll(name).filter((one) => one !== value);
  params.delete(name);
  for (const one of left) params.append(name, one);
}

function dropPin(params: URLSearchParams, id: string): void {
  const left = params.getAll('pin').filter((pin) => !pin.endsWith(`,${id}`));
  params.delete('pin');
  for (const pin of left) params.append('pin', pin);
}

function EdgePanel({ edge, generation }: { edge: string; generation: string }): JSX.Element {
  const found = useLoad(`${edge} ${generation}`, () => {
    const [source, type, target] = JSON.parse(edge) as [string, string, string];
    return service.edge(source, type, target);
  });
  return <Await of={found}>{(card) => <EdgeBody card={card} />}</Await>;
}

function EdgeBody({ card }: { card: EdgeCard }): JSX.Element {
  const kindOf = (label: string | undefined): string => label ?? card.target.label;
  const details = card.details as { reasons?: string[]; difference?: string; score?: number; text?: number; entities?: number; citations?: number; reference?: string; position?: number };
  return (
    <>
      <header class="head">
        <p class="kind">Why this link</p>
        <h2 class="triple">
          <Name node={card.source} />
          <em class={`verb edge-${card.type}`}>{VERBS[card.type] ?? card.type}</em>
          <Name node={card.target} />
        </h2>
        <p class="quiet">{card.meaning}</p>
      </header>
      <div class="body">
        {card.type === 'RELATED_TO' ? (
          <>
            <p>Score <strong>{details.score?.toFixed(2)}</strong> = text {details.text?.toFixed(2)} + entities {Number(details.entities).toFixed(2)} + citations {details.citations?.toFixed(2)}</p>
            <ul class="reasons">{details.reasons?.map((reason) => <li key={reason}><Text>{reason}</Text></li>)}</ul>
          </>
        ) : null}
        {card.type === 'VARIANT_OF' && details.difference ? <p>What sets it apart: <strong><Text>{details.difference}</Text></strong></p> : null}
        {card.type === 'CITES' ? <p>The reference list of the source names it as <code><Text>{details.reference ?? ''}</Text></code>.</p> : null}
        {card.papers.map((quotes) => (
          <Evidence key={`${quotes.paper.id}${quotes.entity?.id}${quotes.type}`} of={quotes} kind={quotes.type === 'CLAIMS' ? 'Claim' : kindOf(quotes.entity?.label)} />
        ))}
        {card.total > card.papers.length && card.papers.length ? <p class="quiet">{plural(card.total, 'paper')} in all; the newest are shown.</p> : null}
      </div>
    </>
  );
}
