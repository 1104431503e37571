/** Correct what a name is: merge, split, retype, "not an entity". Written to the journal, undone there. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { correct, Failure, undo } from '../api/client';
import { service } from '../api/source';
import type { Decision, EntityCard } from '../api/schema';
import { ENTITY_LABELS } from '../words';
import { Icon } from './icon';
import { useLoad } from './load';
import { Text } from './name';
import { Search } from './search';
import { lookNow } from './status';

type EntityType = EntityCard['type'];
const KINDS = { merge: 'Same as…', split: 'An alias is something else…', retype: 'Another type…', reject: 'Not an entity' } as const;
type Kind = keyof typeof KINDS;

/** Happens at the window when a correction was written or taken back. */
export const DECIDED = 'kg-decided';

let told: (decision: Decision) => void = () => undefined;

export function Correct({ id }: { id: string }): JSX.Element | null {
  const found = useLoad(id, () => service.node(id));
  const [open, setOpen] = useState(false);
  if (found.state !== 'ready' || found.value.kind !== 'entity') return null;
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}><Icon name="edit" />Correct</button>
      {open ? <Form card={found.value} close={() => setOpen(false)} /> : null}
    </>
  );
}

function Form({ card, close }: { card: EntityCard; close: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const [kind, setKind] = useState<Kind>('merge');
  const [target, setTarget] = useState<{ name: string; type: EntityType } | null>(null);
  const others = card.aliases.filter((alias) => alias !== card.node.name);
  const [alias, setAlias] = useState(others[0] ?? '');
  const [type, setType] = useState<EntityType>(ENTITY_LABELS.find((label) => label !== card.type) ?? 'Method');
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const ready = kind === 'merge' ? target !== null : kind === 'split' ? Boolean(alias) : true;
  const submit = (): void => {
    const base = { kind, type: card.type, name: card.node.name, reason: reason.trim() || 'corrected in the page' };
    const asked =
      kind === 'merge' && target
        ? correct({ ...base, target_name: target.name, target_type: target.type })
        : kind === 'split'
          ? correct({ ...base, name: alias, target_name: card.node.name, target_type: card.type })
          : kind === 'retype'
            ? correct({ ...base, target_type: type })
            : correct(base);
    asked.then(
      (decision) => {
        told(decision);
        dispatchEvent(new Event(DECIDED));
        lookNow();
        close();
      },
      (error: unknown) => setFailure(error instanceof Failure ? error.message : String(error)),
    );
  };
  return (
    <dialog ref={dialog} class="correct" aria-labelledby="correct-title" onClose={close}>
      <form method="dialog" onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <h2 id="correct-title">What is “<Text>{card.node.name}</Text>”?</h2>
        <fieldset>
          {(Object.keys(KINDS) as Kind[]).filter((one) => one !== 'split' || others.length).map((one) => (
            <label key={one}><input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} /> {KINDS[one]}</label>
          ))}
        </fieldset>
        {kind === 'merge' ? (
          <Search label="The same as which entity" placeholder="The entity that it is" labels={ENTITY_LABELS} value={target?.name ?? ''} choose={(hit) => hit.id !== card.node.id && setTarget({ name: hit.name, type: hit.label as EntityType })} />
        ) : null}
        {kind === 'split' ? (
          <label class="field">Which alias <select value={alias} onChange={(event) => setAlias(event.currentTarget.value)}>{others.map((one) => <option key={one}>{one}</option>)}</select></label>
        ) : null}
        {kind === 'retype' ? (
          <label class="field">Its type <select value={type} onChange={(event) => setType(event.currentTarget.value as EntityType)}>{ENTITY_LABELS.filter((one) => one !== card.type).map((one) => <option key={one}>{one}</option>)}</select></label>
        ) : null}
        <label class="field">Why <input value={reason} maxLength={1000} placeholder="Kept in the journal" onInput={(event) => setReason(event.currentTarget.value)} /></label>
        {failure ? <p class="error" role="alert">{failure}</p> : null}
        <p class="buttons">
          <button type="submit" class="action primary" disabled={!ready}>Correct</button>
          <button type="button" class="action" onClick={() => dialog.current?.close()}>Cancel</button>
          <span class="quiet small">The graph is made anew; you can undo.</span>
        </p>
      </form>
    </dialog>
  );
}

export function inWords(decision: Decision): string {
  const { kind, type, name, target_name: target, target_type: other } = decision;
  if (kind === 'merge') return `“${name}” is the same as “${target}”`;
  if (kind === 'split') return `“${name}” is not “${target}”`;
  if (kind === 'retype') return `“${name}” is a ${other}, not a ${type}`;
  return `“${name}” is no ${type}`;
}

/** Say what was just corrected, with undo. */
export function Told(): JSX.Element | null {
  const [last, setLast] = useState<Decision | null>(null);
  const [failure, setFailure] = useState('');
  told = (decision) => {
    setFailure('');
    setLast(decision);
  };
  if (!last) return null;
  const back = (): void => {
    undo(last.seq).then(
      () => {
        setLast(null);
        dispatchEvent(new Event(DECIDED));
        lookNow();
      },
      (error: unknown) => setFailure(error instanceof Failure ? error.message : String(error)),
    );
  };
  return (
    <div class="told plate" role="status">
      <span>{failure || <>Corrected: <Text>{inWords(last)}</Text></>}</span>
      <button type="button" class="link" onClick={back}>Undo</button>
      <button type="button" class="icon-only" aria-label="Close" onClick={() => setLast(null)}><Icon name="close" /></button>
    </div>
  );
}
