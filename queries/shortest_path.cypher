// How two papers or entities hang together: the steps of a shortest path, each with what it stands on; of several, the first by ids.
//
// Parameters:
//   source (text): id, title, name or alias of the one. Example: BERT
//   target (text): id, title, name or alias of the other. Example: LoRA
// Columns:
//   step (integer): number of the step, from 1
//   node (text): id of the node that it starts from
//   name (text): its name or title
//   type (text): the type of the edge
//   forward (boolean): true when the edge points along the path
//   next (text): id of the node that it leads to
//   next_name (text): its name or title
//   words (list of text): the words of the paper, the names or the reference that the edge stands on

MATCH (a)
WHERE a.id = $source OR toLower(coalesce(a.title, a.name, '')) = toLower($source)
   OR any(alias IN coalesce(a.aliases, []) WHERE toLower(alias) = toLower($source))
MATCH (b)
WHERE a.id <> b.id
  AND (b.id = $target OR toLower(coalesce(b.title, b.name, '')) = toLower($target)
       OR any(alias IN coalesce(b.aliases, []) WHERE toLower(alias) = toLower($target)))
MATCH path = allShortestPaths((a)-[:CITES|BUILDS_ON|INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MEASURES|MENTIONS|VARIANT_OF|AUTHORED*1..8]-(b))
WITH nodes(path) AS places, reduce(ids = '', n IN nodes(path) | ids + n.id + ' ') AS ids
ORDER BY size(places), ids
LIMIT 1
UNWIND range(0, size(places) - 2) AS i
WITH i, places[i] AS here, places[i + 1] AS there
MATCH (here)-[r:CITES|BUILDS_ON|INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MEASURES|MENTIONS|VARIANT_OF|AUTHORED]-(there)
WITH i, here, there, r ORDER BY i, type(r), startNode(r).id
WITH i, here, there, head(collect(r)) AS r
RETURN i + 1 AS step, here.id AS node, coalesce(here.title, here.name) AS name, type(r) AS type,
       startNode(r).id = here.id AS forward, there.id AS next, coalesce(there.title, there.name) AS next_name,
       coalesce(r.texts, r.names, [coalesce(r.reference, r.difference, '')]) AS words
ORDER BY step
