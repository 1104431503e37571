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

MATCH (b)<-[:ON]-(c:Claim)-[:ABOUT]->(s)
WHERE c.kind = 'absolute'
  AND ($benchmark = '' OR b.id = $benchmark OR toLower(b.name) = toLower($benchmark)
       OR any(alias IN b.aliases WHERE toLower(alias) = toLower($benchmark)))
WITH b, s, coalesce(toLower(c.metric), '') AS measure, collect(c) AS claims
WHERE size(claims) > 1
UNWIND claims AS c
UNWIND claims AS d
WITH b, s, c, d
WHERE c.paper < d.paper AND c.value <> d.value
RETURN b.name AS benchmark, s.name AS subject, c.metric AS metric, c.paper AS first_paper, c.value AS first_value,
       c.text AS first_text, d.paper AS second_paper, d.value AS second_value, d.text AS second_text
ORDER BY b.id, s.id, coalesce(metric, ''), first_paper, second_paper, c.id, d.id
LIMIT $limit
