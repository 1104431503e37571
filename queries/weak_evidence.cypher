// Entities that stand on little: one paper, and no mention above a confidence.
//
// Parameters:
//   confidence (number, 0.6): the confidence that no mention exceeds
//   papers (integer, 1): most papers that name the entity
//   limit (integer, 50): most rows
// Columns:
//   entity (text): the entity's id
//   name (text): its name
//   papers (integer): papers that name it
//   best (number): the confidence of the surest mention
//   example (text): id of the paper with that mention
//   words (list of text): the words of that paper

MATCH (p:Paper)-[r:INTRODUCES|USES|EVALUATES_ON|ADDRESSES|MEASURES|MENTIONS]->(e)
WHERE e.papers <= $papers
WITH e, p, r, reduce(best = 0.0, c IN r.confidences | CASE WHEN c > best THEN c ELSE best END) AS best
ORDER BY e.id, best DESC, p.id
WITH e, collect({best: best, paper: p.id, words: r.texts}) AS found
WITH e, head(found) AS top
WHERE top.best <= $confidence
RETURN e.id AS entity, e.name AS name, e.papers AS papers, top.best AS best, top.paper AS example, top.words AS words
ORDER BY best, entity
LIMIT $limit
