// Papers that cite the same papers as a paper, by how many they share.
//
// Parameters:
//   paper (text): its id or its title. Example: arxiv:1810.04805
//   limit (integer, 50): most rows
// Columns:
//   paper (text): the paper's id
//   other (text): the other paper's id
//   title (text): its title
//   year (integer or null): its year
//   shared (integer): papers that both cite
//   share (number): their share of all that either cites, from 0 to 1
//   cited (list of text): ids of the shared ones

MATCH (p:Paper)
WHERE p.id = $paper OR toLower(p.title) = toLower($paper)
MATCH (p)-[:CITES]->(c:Paper)<-[:CITES]-(other:Paper)
WHERE other.id <> p.id
WITH p, other, c ORDER BY c.id
WITH p, other, collect(DISTINCT c.id) AS cited
WITH p, other, cited, COUNT { (p)-[:CITES]->(:Paper) } AS ours, COUNT { (other)-[:CITES]->(:Paper) } AS theirs
RETURN p.id AS paper, other.id AS other, other.title AS title, other.year AS year, size(cited) AS shared,
       toFloat(size(cited)) / (ours + theirs - size(cited)) AS share, cited
ORDER BY paper, shared DESC, share DESC, other
LIMIT $limit
