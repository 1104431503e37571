// What a paper builds on, and what builds on it: papers that introduced what it uses or mentions, and the reverse.
//
// Parameters:
//   paper (text): its id or its title. Example: arxiv:2106.09685
//   limit (integer, 100): most rows
// Columns:
//   paper (text): the paper's id
//   direction (text): builds on: the other came first; built on by: the other came later
//   other (text): the other paper's id
//   title (text): its title
//   year (integer or null): its year
//   names (list of text): the entities that join them
//   roles (list of text): what the later paper does with each: used or mentioned
//   cited (boolean): true when the later paper also cites the earlier

MATCH (p:Paper)
WHERE p.id = $paper OR toLower(p.title) = toLower($paper)
CALL (p) {
  MATCH (p)-[r:BUILDS_ON]->(other:Paper)
  RETURN other, r, 'builds on' AS direction, EXISTS { (p)-[:CITES]->(other) } AS cited
  UNION ALL
  MATCH (p)<-[r:BUILDS_ON]-(other:Paper)
  RETURN other, r, 'built on by' AS direction, EXISTS { (other)-[:CITES]->(p) } AS cited
}
RETURN p.id AS paper, direction, other.id AS other, other.title AS title, other.year AS year,
       r.names AS names, r.roles AS roles, cited
ORDER BY paper, direction, size(names) DESC, other
LIMIT $limit
