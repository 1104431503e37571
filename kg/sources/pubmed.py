"""PubMed: its XML, of the API and of the yearly files."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kg.sources.entry import paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.markup import child, children, said
from kg.sources.values import scheme_id
from kg.sources.xml import elements

NAME = "pubmed"
DESCRIPTION = "PubMed XML"


def recognise(head: Head) -> bool:
    """Say whether it is a set of PubMed's articles, or one."""
    return head.root[0] in ("PubmedArticleSet", "PubmedArticle", "MedlineCitationSet")


def read(file: File) -> Iterator[Item]:
    """Yield one item for each article or chapter."""
    for element in elements(file, "PubmedArticle", "PubmedBookArticle"):
        yield _paper(file.source, element)


def _paper(source: str, record: etree._Element) -> Item:
    citation = child(record, "MedlineCitation")
    if citation is None:
        citation = child(record, "BookDocument")
    article = child(citation, "Article")
    if article is None:
        article = citation
    issue = child(article, "Journal", "JournalIssue", "PubDate")
    return paper(
        source,
        record.sourceline,
        title=said(child(article, "ArticleTitle")) or said(child(article, "VernacularTitle")),
        abstract=_abstract(child(article, "Abstract")),
        year=said(child(issue, "Year"))
        or said(child(issue, "MedlineDate"))
        or said(child(citation, "Book", "PubDate", "Year")),
        venue=said(child(article, "Journal", "ISOAbbreviation")) or said(child(article, "Journal", "Title")),
        authors=[_name(one) for one in children(child(article, "AuthorList"), "Author")],
        ids={"doi": _doi(record, article)},
        fallback=scheme_id("pmid", said(child(citation, "PMID"))),
        references=list(_references(child(record, "PubmedData"))),
    )


def _abstract(abstract: etree._Element | None) -> str:
    """Return the abstract; parts with a heading begin with it, each on a line of its own."""
    parts = []
    for part in children(abstract, "AbstractText"):
        heading = part.get("Label")
        parts.append(f"{heading}: {said(part)}" if heading and heading != "UNLABELLED" else said(part))
    return "\n".join(part for part in parts if part)


def _name(author: etree._Element) -> str:
    whole = f"{said(child(author, 'ForeName')) or said(child(author, 'Initials'))} {said(child(author, 'LastName'))}"
    return whole.strip() or said(child(author, "CollectiveName"))


def _doi(record: etree._Element, article: etree._Element | None) -> str | None:
    places = (
        *((one, "EIdType") for one in children(article, "ELocationID")),
        *((one, "IdType") for one in children(child(record, "PubmedData", "ArticleIdList"), "ArticleId")),
    )
    return next((said(one) for one, kind in places if one.get(kind) == "doi"), None)


def _references(data: etree._Element | None) -> Iterator[str]:
    """Yield each reference by its DOI, else its PubMed id."""
    for part in children(data, "ReferenceList"):
        yield from _references(part)
        for one in children(part, "Reference"):
            ids = {id.get("IdType"): said(id) for id in children(child(one, "ArticleIdList"), "ArticleId")}
            found = scheme_id("doi", ids.get("doi", "")) or scheme_id("pmid", ids.get("pubmed", ""))
            if found:
                yield found
