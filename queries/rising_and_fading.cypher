// Entities whose share of papers rose or fell from one year on, the greatest change first.
//
// Parameters:
//   since (integer): first year of the later period. Example: 2022
//   label (text, ""): Model, Dataset, Benchmark, Method, Task or Metric; empty for all
//   minimum (integer, 2): fewest papers that name the entity
//   limit (integer, 50): most rows
// Columns:
//   entity (text): the entity's id
//   name (text): its name
//   before (integer): dated papers of the earlier period that name it
//   after (integer): dated papers of the later period that name it
//   share_before (number): their share of the earlier period's papers
//   share_after (number): their share of the later period's papers
//   change (number): the difference of the shares: above 0 it rises, below 0 it fades

MATCH (p:Paper)
WHERE p.year IS NOT NULL
WITH count(CASE WHEN p.year < $since THEN 1 END) AS earlier, count(CASE WHEN p.year >= $since THEN 1 END) AS later
WHERE earlier > 0 AND later > 0
MATCH (p:Paper)-[:INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MEASURES|MENTIONS]->(e)
WHERE p.year IS NOT NULL AND ($label = '' OR head(labels(e)) = $label)
WITH earlier, later, e, count(DISTINCT CASE WHEN p.year < $since THEN p END) AS before,
     count(DISTINCT CASE WHEN p.year >= $since THEN p END) AS after
WHERE before + after >= $minimum
WITH e, before, after, toFloat(before) / earlier AS share_before, toFloat(after) / later AS share_after
RETURN e.id AS entity, e.name AS name, before, after, share_before, share_after,
       share_after - share_before AS change
ORDER BY abs(share_after - share_before) DESC, entity
LIMIT $limit
