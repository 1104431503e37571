"""One small file of each format, in the shape in which the services and data sets give them."""

from __future__ import annotations

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

S2_HASH = "0123456789abcdef0123456789abcdef01234567"

OPENALEX = {
    "id": "https://openalex.org/W123456",
    "doi": "https://doi.org/10.1234/Abc",
    "title": "Deep Things",
    "display_name": "Deep Things",
    "publication_year": 2020,
    "ids": {"openalex": "https://openalex.org/W123456", "doi": "https://doi.org/10.1234/Abc", "mag": "99"},
    "primary_location": {"source": {"display_name": "Journal of Things"}},
    "locations": [{"landing_page_url": "https://arxiv.org/abs/2001.00001"}, {"landing_page_url": None}],
    "authorships": [
        {"author": {"display_name": "Ada Lovelace"}, "raw_author_name": "A. Lovelace"},
        {"author": {"display_name": None}, "raw_author_name": "Alan Turing"},
    ],
    "referenced_works": ["https://openalex.org/W222", "https://openalex.org/W333"],
    "abstract_inverted_index": {"We": [0], "go": [1], "deep": [2, 4], "and": [3], "then.": [5]},
}
S2_PAPER = {
    "paperId": S2_HASH,
    "externalIds": {"ArXiv": "2001.00001", "DOI": "10.1234/Abc", "ACL": "N19-1423", "CorpusId": 42, "MAG": "9"},
    "title": "Deep Things",
    "abstract": "We go deep.",
    "venue": "",
    "year": 2020,
    "journal": {"name": "J. Things"},
    "authors": [{"authorId": "1", "name": "Ada Lovelace"}],
    "references": [{"paperId": "f" * 40, "title": "Old"}, {"paperId": None, "title": "Lost"}],
}
CROSSREF = {
    "DOI": "10.1234/Abc",
    "prefix": "10.1234",
    "is-referenced-by-count": 3,
    "title": ["Deep\n   Things", "Second"],
    "abstract": "<jats:title>Abstract</jats:title><jats:p>We go <jats:italic>deep</jats:italic>: "
    "<jats:inline-formula><jats:alternatives><jats:tex-math>$x^2$</jats:tex-math>"
    "<mml:math><mml:mi>x</mml:mi></mml:math></jats:alternatives></jats:inline-formula> &amp; more.</jats:p>"
    "<jats:p>And  then.</jats:p>",
    "container-title": ["Journal of Things"],
    "author": [{"given": "Ada", "family": "Lovelace"}, {"name": "The Consortium"}],
    "issued": {"date-parts": [[2020, 5, 1]]},
    "reference": [{"key": "1", "DOI": "10.5678/XYZ"}, {"key": "2", "unstructured": "Somebody, something."}],
}
ARXIV_KAGGLE = {
    "id": "2001.00001",
    "submitter": "A. Lovelace",
    "authors": "A. Lovelace, E. \\'Etranger (Paris)",
    "title": "Deep\n  Things",
    "journal-ref": None,
    "doi": "10.1234/Abc",
    "categories": "cs.LG",
    "abstract": "  We go deep\nand then $x$.\n",
    "versions": [{"version": "v1", "created": "Mon, 6 Jan 2020 19:18:42 GMT"}],
    "update_date": "2021-11-26",
    "authors_parsed": [["Lovelace", "A.", ""], ["Étranger", "E.", "Jr."]],
}
UNARXIVE = {
    "paper_id": "2001.00001",
    "_source_hash": "0",
    "metadata": ARXIV_KAGGLE,
    "abstract": {"section": "Abstract", "text": "We go deep."},
    "body_text": [{"section": "Introduction", "text": "Well."}],
    "bib_entries": {
        "a": {"bib_entry_raw": "One", "ids": {"arxiv_id": "1706.03762", "doi": "10.9/x", "open_alex_id": "W1"}},
        "b": {"bib_entry_raw": "Two", "ids": {"arxiv_id": "", "doi": "10.5678/XYZ", "open_alex_id": ""}},
        "c": {"bib_entry_raw": "Three", "ids": {"open_alex_id": "https://openalex.org/W222"}},
        "d": {"bib_entry_raw": "Four", "contained_arXiv_ids": [{"id": "cs/0112017"}], "ids": None},
        "e": {"bib_entry_raw": "Five", "ids": {}},
    },
}
S2ORC = {
    "paper_id": "42",
    "title": "Deep Things",
    "authors": [{"first": "Ada", "middle": ["K."], "last": "Lovelace", "suffix": ""}],
    "abstract": "We go deep.",
    "year": 2020,
    "arxiv_id": "2001.00001",
    "acl_id": None,
    "doi": None,
    "venue": None,
    "journal": "J. Things",
    "outbound_citations": ["7", "8"],
    "inbound_citations": [],
}
S2_CORPUS = {
    "id": S2_HASH,
    "title": "Deep Things",
    "paperAbstract": "We go deep.",
    "authors": [{"name": "Ada Lovelace", "ids": ["1"]}],
    "outCitations": ["f" * 40],
    "inCitations": [],
    "year": 2020,
    "venue": "ACL",
    "doi": "10.1234/Abc",
}
S2ORC_TEXT = {
    "corpusid": 42,
    "externalids": {"arxiv": None, "DOI": "10.1234/Abc"},
    "content": {
        "text": "Deep Things\nAda Lovelace\nWe go deep.",
        "annotations": {
            "title": '[{"start": 0, "end": 11}]',
            "author": '[{"start": 12, "end": 24}]',
            "abstract": [{"start": 25, "end": 36}],
            "bibentry": '[{"attributes": {"matched_paper_id": 7}}, {"attributes": {}}]',
        },
    },
}
S2AG_PAPER = {
    "corpusid": 42,
    "externalids": {"ACL": None, "ArXiv": "2001.00001", "CorpusId": "42"},
    "title": "Deep Things",
    "authors": [{"authorId": "1", "name": "Ada Lovelace"}],
    "venue": "",
    "year": 2020,
    "journal": {"name": "J. Things"},
}
OPENREVIEW_V1 = {
    "id": "abcdef123",
    "forum": "abcdef123",
    "replyto": None,
    "invitation": "ICLR.cc/2020/Conference/-/Blind_Submission",
    "cdate": 1569439305770,
    "pdate": 1576800921248,
    "content": {"title": "Deep Things", "abstract": "We go deep.", "authors": ["Ada Lovelace"]},
}
OPENREVIEW_V2 = {
    "id": "zzzzzz123",
    "forum": "zzzzzz123",
    "invitations": ["ICLR.cc/2026/Conference/-/Submission"],
    "cdate": 1757819760402,
    "content": {
        "title": {"value": "Deep Things"},
        "abstract": {"value": "We go deep."},
        "authors": {"value": ["Ada Lovelace"]},
        "venue": {"value": "ICLR 2026 Conference Submission"},
        "venueid": {"value": "ICLR.cc/2026/Conference/Submission"},
    },
}
OPENREVIEW_REVIEW = {
    "id": "rrrrrr123",
    "forum": "abcdef123",
    "replyto": "abcdef123",
    "invitation": "ICLR.cc/2020/Conference/Paper1/-/Official_Review",
    "content": {"title": "Official Review #3", "review": "Good."},
}
DAILY = {
    "paper": {
        "id": "2001.00001",
        "title": "Deep Things",
        "summary": "We go deep.",
        "publishedAt": "2020-01-06T00:00:00.000Z",
        "authors": [{"name": "Ada Lovelace"}],
    }
}
PAPERLISTS = {
    "id": "abcdef123",
    "title": "Deep Things",
    "track": "main",
    "status": "Poster",
    "abstract": "We go deep.",
    "author": "Ada Lovelace;Alan Turing",
    "bibtex": "@inproceedings{x,\nyear={2018}}",
    "site": "https://openreview.net/forum?id=abcdef123",
}
AIRAS = {
    "id": "0f",
    "title": "Deep Things",
    "authors": ["Ada Lovelace"],
    "abstract": "We go deep.",
    "topic": "",
    "conference": "iclr",
    "year": 2020,
    "paper_url": None,
}

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>arXiv Query</title>
  <entry>
    <id>http://arxiv.org/abs/2001.00001v3</id>
    <published>2020-01-06T00:00:00Z</published>
    <title>Deep
  Things</title>
    <summary>  We go deep
and then.
</summary>
    <author><name>Ada Lovelace</name></author>
    <author><name>Alan Turing</name></author>
    <arxiv:doi>10.1234/Abc</arxiv:doi>
  </entry>
  <entry><id>http://arxiv.org/api/errors#bad</id><title>Error</title><summary>incorrect id format for abc</summary></entry>
</feed>
"""
OAI = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
<record><header><identifier>oai:arXiv.org:2001.00001</identifier></header><metadata>
 <arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2001.00001</id><created>2020-01-06</created>
 <authors><author><keyname>Lovelace</keyname><forenames>Ada</forenames></author></authors>
 <title>Deep
   Things</title><doi>10.1234/Abc, 10.1234/def</doi><abstract>  We go
deep.</abstract></arXiv></metadata></record>
<record><header><identifier>oai:arXiv.org:2001.00002</identifier></header><metadata>
 <arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>2001.00002</id>
 <version version="v1"><date>Mon, 6 Jan 2020 22:41:50 GMT</date></version>
 <title>Raw Things</title><authors>Ada Lovelace and \\'Emile X (Paris)</authors><abstract>Raw.</abstract></arXivRaw></metadata></record>
<record><header><identifier>oai:arXiv.org:2001.00003</identifier></header><metadata>
 <oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <dc:title>Core Things</dc:title><dc:creator>Lovelace, Ada</dc:creator><dc:description>Core.</dc:description>
 <dc:date>2020-01-06</dc:date><dc:identifier>http://arxiv.org/abs/2001.00003</dc:identifier></oai_dc:dc></metadata></record>
<record><header status="deleted"><identifier>oai:arXiv.org:2001.00004</identifier></header></record>
</ListRecords></OAI-PMH>
"""
ACL = """<?xml version='1.0' encoding='UTF-8'?>
<collection id="2024.things">
  <volume id="1" type="proceedings">
    <meta><booktitle>Proceedings of Things</booktitle><year>2024</year><venue>things</venue></meta>
    <frontmatter><url>2024.things-1.0</url></frontmatter>
    <paper id="1">
      <title><fixed-case>BERT</fixed-case>s and <tex-math>x^2</tex-math>: Deep &amp; Wide</title>
      <author><first>Ada</first><last>Lovelace</last></author>
      <author><first/><last>Turing</last></author>
      <abstract>We go <i>deep</i>, see <url>http://x.org</url>.</abstract>
      <url hash="0">2024.things-1.1</url>
      <doi>10.18653/v1/2024.things-1.1</doi>
    </paper>
    <paper id="2"><title>No <b>Page</b></title></paper>
  </volume>
</collection>
"""
DBLP = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE dblp SYSTEM "dblp.dtd">
<dblp>
<inproceedings key="conf/x/Y20" mdate="2020-01-01"><author>Michael H. B&ouml;hlen</author>
<author orcid="0">Jens Lehmann 0001</author><title>Deep <i>Things</i> &amp; <sub>more</sub>.</title>
<year>2020</year><booktitle>X</booktitle><ee>https://doi.org/10.1234/Abc</ee><cite>...</cite><cite>conf/x/Z19</cite></inproceedings>
<article key="journals/corr/abs-2001-00001" mdate="2020-01-01"><author>Ada Lovelace</author><title>Why?</title>
<year>2020</year><journal>CoRR</journal><volume>abs/2001.00001</volume></article>
<article key="journals/x/Old" mdate="2020-01-01"><title>Old &Aacute; and so on...</title><year>1980</year><journal>X</journal></article>
<proceedings key="conf/x/2020" mdate="2020-01-01"><title>All of X.</title></proceedings>
<www key="homepages/1" mdate="2020-01-01"><author>Ada Lovelace</author><title>Home Page</title></www>
</dblp>
"""
PUBMED = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" "https://dtd.nlm.nih.gov/x.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">123</PMID>
<Article><Journal><JournalIssue><PubDate><MedlineDate>2020 Jan-Feb</MedlineDate></PubDate></JournalIssue>
<Title>Journal of Things</Title><ISOAbbreviation>J Things</ISOAbbreviation></Journal>
<ArticleTitle>Deep <i>Things</i>.</ArticleTitle>
<Abstract><AbstractText Label="BACKGROUND">We go.</AbstractText><AbstractText Label="RESULTS">Deep, p&lt;0.05.</AbstractText></Abstract>
<AuthorList><Author><LastName>Lovelace</LastName><ForeName>Ada</ForeName></Author>
<Author><CollectiveName>The Group</CollectiveName></Author></AuthorList></Article></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pubmed">123</ArticleId><ArticleId IdType="doi">10.1234/Abc</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="pubmed">7</ArticleId></ArticleIdList></Reference>
<Reference><ArticleIdList><ArticleId IdType="pubmed">8</ArticleId><ArticleId IdType="doi">10.5678/XYZ</ArticleId></ArticleIdList></Reference>
<Reference><Citation>Somebody.</Citation></Reference></ReferenceList></PubmedData></PubmedArticle>
<PubmedBookArticle><BookDocument><PMID>124</PMID><Book><BookTitle>Book</BookTitle><PubDate><Year>2019</Year></PubDate></Book>
<ArticleTitle>Chapter</ArticleTitle></BookDocument></PubmedBookArticle></PubmedArticleSet>
"""
RIS = "TY  - JOUR\nAU  - Lovelace, Ada\nTI  - Deep Things\nAB  - We go deep.\nPY  - 2020\nDO  - 10.1234/Abc\nER  - \n"
BIBTEX = "@article{x,\n title={Deep {T}hings},\n author={Lovelace, Ada and {\\'E}mile X},\n year=2020, month=jan,\n abstract={We go deep.}\n}\n"
PAGE = (
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDeep Things\n\n"
    + "We go deep and then deeper. " * 15
    + "\n"
)
HTML = (
    '<!doctype html><html><head><title>Hugging Face</title></head><body><div data-props="{&quot;papers&quot;:[{&quot;id&quot;:'
    '&quot;2001.00001&quot;,&quot;title&quot;:&quot;Deep Things&quot;,&quot;summary&quot;:&quot;We go deep.&quot;}]}"></div></body></html>'
)


def lines(*records: object) -> bytes:
    """Return records as JSON lines."""
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def document(record: object) -> bytes:
    """Return a JSON document as people write them."""
    return json.dumps(record, indent=1).encode()


def parquet() -> bytes:
    """Return a Parquet table of papers."""
    file = io.BytesIO()
    pq.write_table(
        pa.table({"title": ["Deep Things", "More"], "abstract": ["We go deep.", None], "year": [2020, 2021]}), file
    )
    return file.getvalue()


SAMPLES: dict[str, bytes] = {
    "acl_anthology": ACL.encode(),
    "arxiv_atom": ATOM.encode(),
    "arxiv_kaggle": lines(ARXIV_KAGGLE, {**ARXIV_KAGGLE, "id": "2001.00002"}),
    "arxiv_oai": OAI.encode(),
    "bibtex": BIBTEX.encode() * 2,
    "crossref": document({"status": "ok", "message-type": "work-list", "message": {"items": [CROSSREF, CROSSREF]}}),
    "csv": b'id,title,abstract\n1,Deep Things,"We go, ""deep"""\n2,More,\n',
    "dblp": DBLP.encode("iso-8859-1"),
    "huggingface_daily": document([DAILY, DAILY]),
    "huggingface_html": HTML.encode(),
    "huggingface_page": PAGE.encode(),
    "json": document({"papers": [{"title": "Deep Things", "abstract": "We go deep.", "authors": "A B; C D"}]}),
    "jsonl": lines(
        {"id": 1, "title": "Deep Things", "abstract": "We go deep.", "ids": {"arxiv": "2001.00001"}}, {"title": "B"}
    ),
    "openalex": document({"meta": {"count": 2}, "results": [OPENALEX, OPENALEX]}),
    "openreview": document({"notes": [OPENREVIEW_V1, OPENREVIEW_REVIEW, OPENREVIEW_V2]}),
    "paperlists": document([PAPERLISTS, {**PAPERLISTS, "status": "Reject"}]),
    "parquet": parquet(),
    "pubmed": PUBMED.encode(),
    "ris": RIS.encode() * 2,
    "s2ag": lines(S2AG_PAPER, S2AG_PAPER),
    "s2orc": lines(S2ORC, S2ORC),
    "semanticscholar": document({"total": 2, "data": [S2_PAPER, S2_PAPER]}),
    "unarxive": lines(UNARXIVE),
}
"""The file of each format, by the format's name."""
