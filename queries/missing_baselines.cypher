// Models that other papers use on the benchmarks of a paper, and that the paper does not name.
//
// Parameters:
//   paper (text): its id or its title. Example: arxiv:2106.09685
//   minimum (integer, 2): fewest papers that use the model on one of the benchmarks
//   limit (integer, 20): most rows
// Columns:
//   paper (text): the paper's id
//   model (text): the model's id
//   name (text): its name
//   papers (integer): papers that use it on these benchmarks
//   benchmarks (list of text): names of the benchmarks
//   examples (list of text): ids of those papers

MATCH (p:Paper)
WHERE p.id = $paper OR toLower(p.title) = toLower($paper)
MATCH (p)-[:EVALUATES_ON]->(b:Benchmark)<-[:EVALUATES_ON]-(other:Paper)-[:USES]->(m:Model)
WHERE other.id <> p.id
  AND NOT EXISTS { (p)-[:INTRODUCES|USES|MENTIONS]->(m) }
WITH p, m, b, other ORDER BY b.name, other.id
WITH p, m, collect(DISTINCT b.name) AS benchmarks, collect(DISTINCT other.id) AS examples
WHERE size(examples) >= $minimum
RETURN p.id AS paper, m.id AS model, m.name AS name, size(examples) AS papers, benchmarks, examples
ORDER BY paper, papers DESC, model
LIMIT $limit
