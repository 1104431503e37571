// The benchmarks that most papers evaluate on, with the years of the first and the last.
//
// Parameters:
//   limit (integer, 20): most rows
// Columns:
//   benchmark (text): the benchmark's id
//   name (text): its name
//   papers (integer): papers that evaluate on it
//   first (integer or null): year of the first of them
//   last (integer or null): year of the last

MATCH (p:Paper)-[:EVALUATES_ON]->(b:Benchmark)
WITH b, count(DISTINCT p) AS papers, min(p.year) AS first, max(p.year) AS last
RETURN b.id AS benchmark, b.name AS name, papers, first, last
ORDER BY papers DESC, name, benchmark
LIMIT $limit
