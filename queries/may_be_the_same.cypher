// Entities that have a surface form in common and are not joined: they may be the same thing.
//
// Parameters:
//   minimum (integer, 2): fewest papers that name the two, added up
//   limit (integer, 50): most rows
// Columns:
//   first (text): id of the one
//   first_name (text): its name
//   second (text): id of the other
//   second_name (text): its name
//   papers (integer): papers of the one and of the other, added up
//   common (list of text): the surface forms that they share, in lower case

MATCH (e)
WHERE e:Model OR e:Dataset OR e:Benchmark OR e:Method OR e:Task OR e:Metric
UNWIND e.aliases AS alias
WITH toLower(alias) AS form, e ORDER BY form, e.id
WITH form, collect(DISTINCT e) AS sharing
WHERE size(sharing) > 1
UNWIND sharing AS a
UNWIND sharing AS b
WITH form, a, b
WHERE a.id < b.id AND a.papers + b.papers >= $minimum AND NOT EXISTS { (a)-[:VARIANT_OF]-(b) }
WITH a, b, form ORDER BY form
WITH a, b, collect(DISTINCT form) AS common
RETURN a.id AS first, a.name AS first_name, b.id AS second, b.name AS second_name, a.papers + b.papers AS papers, common
ORDER BY papers DESC, first, second
LIMIT $limit
