// The lineage of an entity: the families that it is a variant of, and its own variants.
//
// Parameters:
//   entity (text): its name, an alias or its id. Example: Llama 2
// Columns:
//   entity (text): the entity's id
//   name (text): its name
//   relation (text): ancestor: it is a variant of that one; descendant: that one is a variant of it
//   distance (integer): steps between the two
//   other (text): the other entity's id
//   other_name (text): its name
//   differences (list of text): what sets the later apart from the earlier, a step each
//   papers (integer): papers that name the other

MATCH (e)
WHERE (e:Model OR e:Dataset OR e:Benchmark OR e:Method OR e:Task OR e:Metric)
  AND (e.id = $entity OR toLower(e.name) = toLower($entity)
       OR any(alias IN e.aliases WHERE toLower(alias) = toLower($entity)))
CALL (e) {
  MATCH path = (e)-[:VARIANT_OF*1..6]->(other)
  RETURN other, 'ancestor' AS relation, length(path) AS distance, [r IN relationships(path) | r.difference] AS differences
  UNION ALL
  MATCH path = (other)-[:VARIANT_OF*1..6]->(e)
  RETURN other, 'descendant' AS relation, length(path) AS distance, [r IN relationships(path) | r.difference] AS differences
}
RETURN e.id AS entity, e.name AS name, relation, distance, other.id AS other, other.name AS other_name,
       differences, other.papers AS papers
ORDER BY entity, relation, distance, other, differences
