// Papers that name the same entities as a paper, rare entities weighing more than common ones.
//
// Parameters:
//   paper (text): its id or its title. Example: arxiv:2106.09685
//   limit (integer, 20): most rows
// Columns:
//   paper (text): the paper's id
//   other (text): the other paper's id
//   title (text): its title
//   year (integer or null): its year
//   weight (number): sum over the shared entities of log(papers / papers that name it), to three places
//   shared (list of text): names of the shared entities, rarest first

MATCH (any_paper:Paper)
WITH count(any_paper) AS total
MATCH (p:Paper)
WHERE p.id = $paper OR toLower(p.title) = toLower($paper)
MATCH (p)-[:INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MEASURES|MENTIONS]->(e)
MATCH (other:Paper)-[:INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MEASURES|MENTIONS]->(e)
WHERE other.id <> p.id
WITH DISTINCT total, p, other, e ORDER BY e.papers, e.name, e.id
WITH p, other, collect(e.name) AS shared, sum(log(toFloat(total) / e.papers)) AS weight
RETURN p.id AS paper, other.id AS other, other.title AS title, other.year AS year,
       round(weight * 1000) / 1000.0 AS weight, shared
ORDER BY paper, weight DESC, other
LIMIT $limit
