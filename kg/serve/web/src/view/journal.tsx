/** The journal of corrections, the newest first, each with undo. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { decisions, Failure, undo } from '../api/client';
import { DECIDED, inWords } from '../part/correct';
import { Await, Empty, useLoad } from '../part/load';
import { Text } from '../part/name';
import { lookNow } from '../part/status';

export function JournalView({ generation, readOnly }: { generation: string; readOnly: boolean }): JSX.Element {
  const [turn, setTurn] = useState(0);
  const [failure, setFailure] = useState('');
  const found = useLoad(`${generation} ${turn}`, decisions);
  useEffect(() => {
    const again = (): void => setTurn((before) => before + 1);
    addEventListener(DECIDED, again);
    return () => removeEventListener(DECIDED, again);
  }, []);
  const back = (seq: number): void => {
    undo(seq).then(
      () => {
        dispatchEvent(new Event(DECIDED));
        lookNow();
      },
      (error: unknown) => setFailure(error instanceof Failure ? error.message : String(error)),
    );
  };
  return (
    <div class="view">
      <header class="view-head"><h1>Corrections</h1><p class="quiet">What people decided about names. Kept in the corpus and replayed on every build.</p></header>
      {failure ? <p class="error" role="alert">{failure}</p> : null}
      <Await of={found}>
        {(list) =>
          list.length ? (
            <table>
              <thead><tr><th scope="col">Decision</th><th scope="col">Why</th><th scope="col"><span class="unseen">Undo</span></th></tr></thead>
              <tbody>
                {list.map((one) => (
                  <tr key={one.seq} class={one.undone ? 'undone' : ''}>
                    <th scope="row"><Text>{inWords(one)}</Text></th>
                    <td><Text>{one.reason}</Text></td>
                    <td>{one.undone ? <span class="quiet">undone</span> : readOnly ? null : <button type="button" class="link" onClick={() => back(one.seq)}>Undo</button>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : <Empty title="Nothing was corrected">Open an entity and choose “Correct” to say that it is the same as another, of another type, or none at all.</Empty>
        }
      </Await>
    </div>
  );
}
