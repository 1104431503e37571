// An entity at a glance: its names, who introduced it, how it is used and its family.
//
// Parameters:
//   entity (text): its name, an alias or its id. Example: BERT
// Columns:
//   entity (text): the entity's id
//   label (text): Model, Dataset, Benchmark, Method, Task or Metric
//   name (text): its name
//   aliases (list of text): all surface forms that resolve to it
//   papers (integer): papers that name it
//   introduced_by (list of text): ids of the papers that introduce it
//   used (integer): papers that use it
//   mentioned (integer): papers that only mention it
//   first (integer or null): year of the first paper that names it
//   last (integer or null): year of the last
//   variant_of (list of text): names of the entities that it is a variant of
//   variants (list of text): names of its variants
//   claims (integer): results stated about it

MATCH (e)
WHERE (e:Model OR e:Dataset OR e:Benchmark OR e:Method OR e:Task OR e:Metric)
  AND (e.id = $entity OR toLower(e.name) = toLower($entity)
       OR any(alias IN e.aliases WHERE toLower(alias) = toLower($entity)))
OPTIONAL MATCH (p:Paper)-[r:INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MEASURES|MENTIONS]->(e)
WITH e, p, r ORDER BY p.id
WITH e, collect(CASE WHEN type(r) = 'INTRODUCES' THEN p.id END) AS introduced_by,
     count(CASE WHEN type(r) IN ['USES', 'EVALUATES_ON', 'ADDRESSES', 'MEASURES'] THEN 1 END) AS used,
     count(CASE WHEN type(r) = 'MENTIONS' THEN 1 END) AS mentioned,
     min(p.year) AS first, max(p.year) AS last
OPTIONAL MATCH (e)-[:VARIANT_OF]->(family)
WITH e, introduced_by, used, mentioned, first, last, family ORDER BY family.name
WITH e, introduced_by, used, mentioned, first, last, collect(family.name) AS variant_of
OPTIONAL MATCH (variant)-[:VARIANT_OF]->(e)
WITH e, introduced_by, used, mentioned, first, last, variant_of, variant ORDER BY variant.name
WITH e, introduced_by, used, mentioned, first, last, variant_of, collect(variant.name) AS variants
RETURN e.id AS entity, head(labels(e)) AS label, e.name AS name, e.aliases AS aliases, e.papers AS papers,
       introduced_by, used, mentioned, first, last, variant_of, variants,
       COUNT { (e)<-[:ABOUT]-(:Claim) } AS claims
ORDER BY papers DESC, entity
