// The models that papers use or introduce when they evaluate on a benchmark: who is compared there.
//
// Parameters:
//   benchmark (text): its name, an alias or its id. Example: GLUE
//   limit (integer, 50): most rows
// Columns:
//   benchmark (text): the benchmark's name
//   model (text): the model's id
//   name (text): its name
//   papers (integer): papers that evaluate on the benchmark and use or introduce the model
//   introduced (integer): how many of them introduce it
//   first (integer or null): year of the first of them
//   last (integer or null): year of the last

MATCH (b:Benchmark)
WHERE b.id = $benchmark OR toLower(b.name) = toLower($benchmark)
   OR any(alias IN b.aliases WHERE toLower(alias) = toLower($benchmark))
MATCH (b)<-[:EVALUATES_ON|INTRODUCES]-(p:Paper)-[r:USES|INTRODUCES]->(m:Model)
WITH b, m, count(DISTINCT p) AS papers, count(DISTINCT CASE WHEN type(r) = 'INTRODUCES' THEN p END) AS introduced,
     min(p.year) AS first, max(p.year) AS last
RETURN b.name AS benchmark, m.id AS model, m.name AS name, papers, introduced, first, last
ORDER BY b.id, papers DESC, model
LIMIT $limit
