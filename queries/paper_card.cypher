// A paper at a glance: authors, venue, what it introduces and uses, and who follows it.
//
// Parameters:
//   paper (text): its id or its title. Example: arxiv:1706.03762
// Columns:
//   paper (text): the paper's id
//   title (text): its title
//   year (integer or null): its year
//   venue (text or null): where it appeared
//   authors (list of text): names, in the paper's order
//   introduces (list of text): names of what it introduces
//   uses (list of text): names of what it uses, evaluates on, addresses and measures by
//   cites (integer): papers of the graph that it cites
//   cited_by (integer): papers of the graph that cite it
//   built_on_by (integer): papers that build on it
//   claims (integer): results that it states

MATCH (p:Paper)
WHERE p.id = $paper OR toLower(p.title) = toLower($paper)
OPTIONAL MATCH (p)-[:PUBLISHED_IN]->(v:Venue)
OPTIONAL MATCH (a:Author)-[w:AUTHORED]->(p)
WITH p, v, a, w ORDER BY w.position
WITH p, v, collect(a.name) AS authors
OPTIONAL MATCH (p)-[:INTRODUCES]->(n)
WITH p, v, authors, n ORDER BY n.name
WITH p, v, authors, collect(n.name) AS introduces
OPTIONAL MATCH (p)-[:USES|EVALUATES_ON|ADDRESSES|MEASURES]->(u)
WITH p, v, authors, introduces, u ORDER BY u.name
WITH p, v, authors, introduces, collect(u.name) AS uses
RETURN p.id AS paper, p.title AS title, p.year AS year, v.name AS venue, authors, introduces, uses,
       COUNT { (p)-[:CITES]->(:Paper) } AS cites, COUNT { (p)<-[:CITES]-(:Paper) } AS cited_by,
       COUNT { (p)<-[:BUILDS_ON]-(:Paper) } AS built_on_by, COUNT { (p)-[:CLAIMS]->(:Claim) } AS claims
ORDER BY paper
