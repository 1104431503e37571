// Who introduced an entity, and who took it up: its papers by role and year.
//
// Parameters:
//   entity (text): its name, an alias or its id. Example: LoRA
// Columns:
//   entity (text): the entity's id
//   name (text): its name
//   role (text): introduced, used or mentioned
//   year (integer or null): the year
//   papers (integer): papers in that role and year
//   ids (list of text): their ids
//   titles (list of text): their titles, in the same order

MATCH (e)
WHERE (e:Model OR e:Dataset OR e:Benchmark OR e:Method OR e:Task OR e:Metric)
  AND (e.id = $entity OR toLower(e.name) = toLower($entity)
       OR any(alias IN e.aliases WHERE toLower(alias) = toLower($entity)))
MATCH (p:Paper)-[r:INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MEASURES|MENTIONS]->(e)
WITH e, p, CASE type(r) WHEN 'INTRODUCES' THEN 1 WHEN 'MENTIONS' THEN 3 ELSE 2 END AS place
ORDER BY e.id, place, p.id
WITH e, place, p.year AS year, collect(p.id) AS ids, collect(p.title) AS titles
RETURN e.id AS entity, e.name AS name,
       CASE place WHEN 1 THEN 'introduced' WHEN 2 THEN 'used' ELSE 'mentioned' END AS role,
       year, size(ids) AS papers, ids, titles
ORDER BY entity, place, coalesce(year, 9999)
