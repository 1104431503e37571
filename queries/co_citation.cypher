// Papers that are cited together with a paper, by how many papers cite both.
//
// Parameters:
//   paper (text): its id or its title. Example: arxiv:1810.04805
//   limit (integer, 50): most rows
// Columns:
//   paper (text): the paper's id
//   other (text): the other paper's id
//   title (text): its title
//   year (integer or null): its year
//   together (integer): papers that cite both
//   citing (list of text): their ids

MATCH (p:Paper)
WHERE p.id = $paper OR toLower(p.title) = toLower($paper)
MATCH (p)<-[:CITES]-(c:Paper)-[:CITES]->(other:Paper)
WHERE other.id <> p.id
WITH p, other, c ORDER BY c.id
WITH p, other, collect(DISTINCT c.id) AS citing
RETURN p.id AS paper, other.id AS other, other.title AS title, other.year AS year, size(citing) AS together, citing
ORDER BY paper, together DESC, other
LIMIT $limit
