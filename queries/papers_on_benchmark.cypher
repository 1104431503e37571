// The papers that evaluate on a benchmark or introduce it, newest first, with the words that say so.
//
// Parameters:
//   benchmark (text): its name, an alias or its id. Example: MMLU
//   limit (integer, 100): most rows
// Columns:
//   paper (text): the paper's id
//   title (text): its title
//   year (integer or null): its year
//   benchmark (text): the benchmark's name
//   role (text): introduced or used
//   texts (list of text): the words of the paper that name it
//   confidence (number): the confidence of the surest of them

MATCH (b:Benchmark)
WHERE b.id = $benchmark OR toLower(b.name) = toLower($benchmark)
   OR any(alias IN b.aliases WHERE toLower(alias) = toLower($benchmark))
MATCH (p:Paper)-[r:EVALUATES_ON|INTRODUCES]->(b)
WITH p, b, r, reduce(best = 0.0, c IN r.confidences | CASE WHEN c > best THEN c ELSE best END) AS confidence
RETURN p.id AS paper, p.title AS title, p.year AS year, b.name AS benchmark,
       CASE type(r) WHEN 'INTRODUCES' THEN 'introduced' ELSE 'used' END AS role,
       r.texts AS texts, confidence
ORDER BY coalesce(p.year, 0) DESC, p.id, b.id, role
LIMIT $limit
