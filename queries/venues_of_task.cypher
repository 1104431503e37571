// Where papers of a task appear, most papers first.
//
// Parameters:
//   task (text): its name, an alias or its id. Example: question answering
//   limit (integer, 50): most rows
// Columns:
//   task (text): the task's name
//   venue (text): the venue's id
//   name (text): its name
//   papers (integer): papers of the task that appeared there
//   first (integer or null): year of the first of them
//   last (integer or null): year of the last

MATCH (t:Task)
WHERE t.id = $task OR toLower(t.name) = toLower($task)
   OR any(alias IN t.aliases WHERE toLower(alias) = toLower($task))
MATCH (t)<-[:ADDRESSES|INTRODUCES]-(p:Paper)-[:PUBLISHED_IN]->(v:Venue)
WITH t, v, count(DISTINCT p) AS papers, min(p.year) AS first, max(p.year) AS last
RETURN t.name AS task, v.id AS venue, v.name AS name, papers, first, last
ORDER BY t.id, papers DESC, venue
LIMIT $limit
