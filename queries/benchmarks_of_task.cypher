// The benchmarks on which papers of a task evaluate.
//
// Parameters:
//   task (text): its name, an alias or its id. Example: question answering
//   limit (integer, 50): most rows
// Columns:
//   task (text): the task's name
//   benchmark (text): the benchmark's id
//   name (text): its name
//   papers (integer): papers of the task that evaluate on it
//   share (number): their share of all papers of the task, from 0 to 1

MATCH (t:Task)
WHERE t.id = $task OR toLower(t.name) = toLower($task)
   OR any(alias IN t.aliases WHERE toLower(alias) = toLower($task))
MATCH (p:Paper)-[:ADDRESSES|INTRODUCES]->(t)
WITH t, count(DISTINCT p) AS total
MATCH (t)<-[:ADDRESSES|INTRODUCES]-(p:Paper)-[:EVALUATES_ON]->(b:Benchmark)
WITH t, b, total, count(DISTINCT p) AS papers
RETURN t.name AS task, b.id AS benchmark, b.name AS name, papers, toFloat(papers) / total AS share
ORDER BY t.id, papers DESC, benchmark
LIMIT $limit
