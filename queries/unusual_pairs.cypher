// Papers that name two well-known entities which hardly anybody names together.
//
// Parameters:
//   minimum (integer, 5): fewest papers that name each of the two
//   together (integer, 1): most papers that name both
//   limit (integer, 50): most rows
// Columns:
//   first (text): id of the one
//   first_name (text): its name
//   second (text): id of the other
//   second_name (text): its name
//   expected (number): papers that would name both by chance, to three places
//   papers (list of text): ids of the papers that do

MATCH (any_paper:Paper)
WITH count(any_paper) AS total
MATCH (a)
WHERE a.papers >= $minimum
CALL (a) {
  MATCH (a)<-[:INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MENTIONS]-(p:Paper)-[:INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MENTIONS]->(b)
  WHERE a.id < b.id AND b.papers >= $minimum
  WITH a, b, count(DISTINCT p) AS shared
  WHERE shared <= $together
  RETURN b
  ORDER BY b.papers DESC, b.id
  LIMIT $limit
}
WITH a, b, round(1000.0 * a.papers * b.papers / total) / 1000.0 AS expected
ORDER BY expected DESC, a.id, b.id
LIMIT $limit
MATCH (a)<-[:INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MENTIONS]-(p:Paper)-[:INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MENTIONS]->(b)
WITH DISTINCT a, b, expected, p.id AS paper
ORDER BY paper
WITH a, b, expected, collect(paper) AS papers
RETURN a.id AS first, a.name AS first_name, b.id AS second, b.name AS second_name, expected, papers
ORDER BY expected DESC, first, second
