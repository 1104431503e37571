/** What the graph holds, and three questions to begin with. */
import type { JSX } from 'preact';
import type { Overview } from '../api/schema';
import { Sign } from '../part/icon';
import { count, plural } from '../text';
import { ENTITY_LABELS, MANY } from '../words';

export function Welcome({ overview }: { overview: Overview }): JSX.Element {
  const { nodes, edges, years } = overview;
  const first = years[0]?.year;
  const last = years[years.length - 1]?.year;
  const links = Object.values(edges).reduce((sum, one) => sum + one, 0);
  return (
    <aside class="panel welcome" aria-label="About this graph">
      <header class="head">
        <h1>{plural(nodes['Paper'] ?? 0, 'paper')}{first && last ? <>, <span class="nowrap">{first === last ? first : `${first}–${last}`}</span></> : null}</h1>
        <p class="quiet">What they introduce, use and measure, and how they build on each other. {plural(links, 'link')}; click any of them to read the words it stands on.</p>
      </header>
      <div class="body">
        <ul class="counts">
          {ENTITY_LABELS.map((label) => (
            <li key={label}><Sign label={label} /><b>{count(nodes[label] ?? 0)}</b> {MANY[label]?.toLowerCase()}</li>
          ))}
        </ul>
        {overview.questions.length ? (
          <>
            <h2>Begin with a question</h2>
            <ul class="questions">
              {overview.questions.map((question) => (
                <li key={question.view}><a href={`#${question.view}`}><bdi>{question.text}</bdi><small>{question.hint}</small></a></li>
              ))}
            </ul>
          </>
        ) : null}
        {overview.communities.length ? (
          <>
            <h2>Communities</h2>
            <ul class="community-list">
              {overview.communities.map((community) => (
                <li key={community.id}><i class={`community-${community.id % 10}`} aria-hidden="true" /><bdi>{community.name}</bdi><small>{community.size}</small></li>
              ))}
            </ul>
            <p class="quiet small">The picture shows the most named entities and the papers that most others build on.</p>
          </>
        ) : null}
      </div>
    </aside>
  );
}
