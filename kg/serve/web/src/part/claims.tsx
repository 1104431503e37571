import type { JSX } from 'preact';
import type { ClaimRow } from '../api/schema';
import { Name, Text } from './name';

/** Results in the words of the abstracts that state them. */
export function Claims({ rows, paper = true }: { rows: readonly ClaimRow[]; paper?: boolean }): JSX.Element {
  return (
    <ul class="claims">
      {rows.map((row) => (
        <li key={row.id}>
          <p class="result">
            <strong><Text>{row.value}</Text></strong>
            <span>
              <Text>{row.subject}</Text> on <Text>{row.on}</Text>
              {row.metric ? <> · <Text>{row.metric}</Text></> : null}
              {row.kind === 'delta' ? <> · against <Text>{row.against ?? 'something unnamed'}</Text></> : null}
            </span>
          </p>
          <blockquote><bdi>{row.text}</bdi></blockquote>
          {paper ? <Name node={row.paper} /> : null}
        </li>
      ))}
    </ul>
  );
}
