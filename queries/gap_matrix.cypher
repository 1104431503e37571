// Tasks against datasets and benchmarks: how many papers name both, the empty cells of busy rows included.
//
// Parameters:
//   tasks (integer, 10): how many tasks, those of most papers first
//   data (integer, 10): how many datasets and benchmarks, those of most papers first
// Columns:
//   task (text): the task's id
//   task_name (text): its name
//   data (text): id of the dataset or benchmark
//   data_name (text): its name
//   papers (integer): papers that work on the task with it; 0 is a gap

MATCH (t:Task)
WITH t ORDER BY t.papers DESC, t.id
LIMIT $tasks
WITH collect(t) AS chosen
MATCH (d)
WHERE d:Dataset OR d:Benchmark
WITH chosen, d ORDER BY d.papers DESC, d.id
LIMIT $data
UNWIND chosen AS t
OPTIONAL MATCH (t)<-[:ADDRESSES|INTRODUCES]-(p:Paper)-[:USES|EVALUATES_ON|INTRODUCES]->(d)
WITH t, d, count(DISTINCT p) AS papers
RETURN t.id AS task, t.name AS task_name, d.id AS data, d.name AS data_name, papers
ORDER BY t.papers DESC, task, d.papers DESC, data
