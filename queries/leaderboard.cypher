// The results that abstracts state on a benchmark or dataset: what each claims, not what is known.
//
// Parameters:
//   benchmark (text): its name, an alias or its id. Example: MMLU
//   metric (text, ""): a metric's name; empty for all
//   limit (integer, 100): most rows
// Columns:
//   benchmark (text): the name of the benchmark or dataset
//   subject (text): the model or method
//   metric (text or null): the metric
//   value (text): the value, as written
//   number (number or null): the value as a number, where it is one
//   kind (text): absolute: the value itself; delta: a difference
//   against (text or null): what a delta is measured against, as written
//   paper (text): id of the paper that claims it
//   title (text): its title
//   year (integer or null): its year
//   text (text): the words of the paper that state it
//   confidence (number): estimated probability that they do

MATCH (b)
WHERE (b:Benchmark OR b:Dataset)
  AND (b.id = $benchmark OR toLower(b.name) = toLower($benchmark)
       OR any(alias IN b.aliases WHERE toLower(alias) = toLower($benchmark)))
MATCH (p:Paper)-[:CLAIMS]->(c:Claim)-[:ON]->(b)
OPTIONAL MATCH (c)-[:ABOUT]->(s)
OPTIONAL MATCH (c)-[:IN]->(m:Metric)
WITH p, c, b, coalesce(s.name, c.subject) AS subject, coalesce(m.name, c.metric) AS metric,
     toFloat(replace(replace(head(split(c.value, ' ')), '%', ''), ',', '')) AS number
WHERE $metric = '' OR toLower(metric) = toLower($metric)
RETURN b.name AS benchmark, subject, metric, c.value AS value, number, c.kind AS kind, c.against AS against,
       p.id AS paper, p.title AS title, p.year AS year, c.text AS text, c.confidence AS confidence
ORDER BY b.id, coalesce(metric, ''), kind, coalesce(number, -1.0e300) DESC, paper, c.id, subject
LIMIT $limit
