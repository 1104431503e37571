// The pairs of datasets and benchmarks that the same papers use or evaluate on.
//
// Parameters:
//   dataset (text, ""): name, alias or id of one of the two; empty for all pairs
//   minimum (integer, 1): fewest papers that use both
//   limit (integer, 50): most rows
// Columns:
//   first (text): id of the one
//   first_name (text): its name
//   second (text): id of the other
//   second_name (text): its name
//   papers (integer): papers that use both

MATCH (a)<-[:USES|EVALUATES_ON]-(p:Paper)-[:USES|EVALUATES_ON]->(b)
WHERE (a:Dataset OR a:Benchmark) AND (b:Dataset OR b:Benchmark) AND a.id < b.id
  AND ($dataset = '' OR any(d IN [a, b] WHERE d.id = $dataset OR toLower(d.name) = toLower($dataset)
       OR any(alias IN d.aliases WHERE toLower(alias) = toLower($dataset))))
WITH a, b, count(DISTINCT p) AS papers
WHERE papers >= $minimum
RETURN a.id AS first, a.name AS first_name, b.id AS second, b.name AS second_name, papers
ORDER BY papers DESC, first, second
LIMIT $limit
