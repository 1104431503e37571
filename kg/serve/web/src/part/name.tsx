import type { JSX } from 'preact';
import type { Ref } from '../api/schema';
import { nodeAddress } from '../route';
import { shown } from '../text';
import { Sign } from './icon';

/** Text from papers: shown as text, its direction kept to itself. */
export function Text({ children }: { children: string }): JSX.Element {
  return <bdi>{shown(children)}</bdi>;
}

export function Name({ node, year = true }: { node: Ref; year?: boolean }): JSX.Element {
  return (
    <a class={`name ${node.label === 'Paper' ? 'paper' : ''}`} href={nodeAddress(node.id)}>
      <Sign label={node.label} />
      <span>
        <span class="unseen">{node.label}: </span>
        <Text>{node.name}</Text>
        {year && node.label === 'Paper' && node.year ? <span class="year"> {node.year}</span> : null}
      </span>
    </a>
  );
}
