// The authors of the papers that introduce, use or mention an entity, most papers first.
//
// Parameters:
//   entity (text): its name, an alias or its id. Example: BERT
//   limit (integer, 50): most rows
// Columns:
//   entity (text): the entity's id
//   author (text): the author's id
//   name (text): the author's name
//   papers (integer): the author's papers that name the entity
//   introduced (integer): how many of them introduce it
//   titles (list of text): their titles

MATCH (e)
WHERE (e:Model OR e:Dataset OR e:Benchmark OR e:Method OR e:Task OR e:Metric)
  AND (e.id = $entity OR toLower(e.name) = toLower($entity)
       OR any(alias IN e.aliases WHERE toLower(alias) = toLower($entity)))
MATCH (p:Paper)-[r:INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MEASURES|MENTIONS]->(e)
MATCH (a:Author)-[:AUTHORED]->(p)
WITH e, a, p, r ORDER BY p.id
WITH e, a, collect(p.title) AS titles, count(CASE WHEN type(r) = 'INTRODUCES' THEN 1 END) AS introduced
RETURN e.id AS entity, a.id AS author, a.name AS name, size(titles) AS papers, introduced, titles
ORDER BY entity, papers DESC, introduced DESC, author
LIMIT $limit
