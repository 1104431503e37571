// Papers in which no entity was found, newest first.
//
// Parameters:
//   limit (integer, 100): most rows
// Columns:
//   paper (text): the paper's id
//   title (text): its title
//   year (integer or null): its year
//   abstract (boolean): true when it has an abstract

MATCH (p:Paper)
WHERE NOT EXISTS { (p)-[:INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MEASURES|MENTIONS]->() }
RETURN p.id AS paper, p.title AS title, p.year AS year, p.abstract <> '' AS abstract
ORDER BY coalesce(p.year, 0) DESC, paper
LIMIT $limit
