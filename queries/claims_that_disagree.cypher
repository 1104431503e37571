// Pairs of claims on one benchmark about one subject in one metric that state different values.
//
// Parameters:
//   benchmark (text, ""): its name, an alias or its id; empty for all
//   limit (integer, 50): most rows
// Columns:
//   benchmark (text): the name of the benchmark or dataset
//   subject (text): the name of the model or method
//   metric (text or null): the metric
//   first_paper (text): id of the paper with the one claim
//   first_value (text): the value, as written
//   first_text (text): the words that state it
//   second_paper (text): id of the paper with the other claim
//   second_value (text): the value, as written
//   second_text (text): the words that state it

MATCH (p:Paper)-[:CLAIMS]->(c:Claim)-[:ON]->(b)<-[:ON]-(d:Claim)<-[:CLAIMS]-(q:Paper)
WHERE p.id < q.id AND c.kind = 'absolute' AND d.kind = 'absolute' AND c.value <> d.value
  AND coalesce(toLower(c.metric), '') = coalesce(toLower(d.metric), '')
  AND ($benchmark = '' OR b.id = $benchmark OR toLower(b.name) = toLower($benchmark)
       OR any(alias IN b.aliases WHERE toLower(alias) = toLower($benchmark)))
MATCH (c)-[:ABOUT]->(s)<-[:ABOUT]-(d)
RETURN b.name AS benchmark, s.name AS subject, c.metric AS metric, p.id AS first_paper, c.value AS first_value,
       c.text AS first_text, q.id AS second_paper, d.value AS second_value, d.text AS second_text
ORDER BY b.id, s.id, coalesce(metric, ''), first_paper, second_paper, c.id, d.id
LIMIT $limit
