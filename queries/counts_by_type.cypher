// How much is in the graph: nodes by label and edges by type.
//
// Columns:
//   kind (text): node or edge
//   type (text): the label or the type
//   count (integer): how many there are

CALL () {
  MATCH (n) RETURN 'node' AS kind, head(labels(n)) AS type, count(*) AS count
  UNION ALL
  MATCH ()-[r]->() RETURN 'edge' AS kind, type(r) AS type, count(*) AS count
}
RETURN kind, type, count
ORDER BY kind DESC, count DESC, type
