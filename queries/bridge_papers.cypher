// Papers that work on two tasks at once, those that others build on or cite most first.
//
// Parameters:
//   first (text): name, alias or id of the one task. Example: machine translation
//   second (text): name, alias or id of the other. Example: question answering
//   limit (integer, 50): most rows
// Columns:
//   paper (text): the paper's id
//   title (text): its title
//   year (integer or null): its year
//   followers (integer): papers that cite it or build on it
//   first_words (list of text): its words for the one task
//   second_words (list of text): its words for the other

MATCH (a:Task)<-[r:ADDRESSES|INTRODUCES]-(p:Paper)-[s:ADDRESSES|INTRODUCES]->(b:Task)
WHERE a.id <> b.id
  AND (a.id = $first OR toLower(a.name) = toLower($first)
       OR any(alias IN a.aliases WHERE toLower(alias) = toLower($first)))
  AND (b.id = $second OR toLower(b.name) = toLower($second)
       OR any(alias IN b.aliases WHERE toLower(alias) = toLower($second)))
OPTIONAL MATCH (q:Paper)-[:CITES|BUILDS_ON]->(p)
WITH p, r, s, count(DISTINCT q) AS followers
RETURN p.id AS paper, p.title AS title, p.year AS year, followers, r.texts AS first_words, s.texts AS second_words
ORDER BY followers DESC, paper
LIMIT $limit
