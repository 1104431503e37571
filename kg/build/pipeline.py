"""Run the stages of a build: read, extract, resolve, assemble, relate, store."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg import extract, sources
from kg.build.fingerprint import fingerprint, resolver
from kg.build.setaside import SetAsideList
from kg.build.summary import Clock, PaperCounts, Progress, Summary, entity_counts, silent
from kg.corpus import Corpus, Ingested, Staging
from loaders.generations import Generation, Generations
from loaders.snapshot import Snapshot, SnapshotWriter
from schemas.mention import Extraction
from schemas.paper import Paper, SetAside

if TYPE_CHECKING:
    from kg.resolve import Resolution
    from kg.resolve.proposals import Proposal

_BATCH = 128
_PAPERS_A_PROCESS = 500
T = TypeVar("T")


def build(
    inputs: Sequence[str | Path],
    *,
    corpus: Path,
    store: Path,
    format: str = "auto",
    columns: Mapping[str, str] | None = None,
    jobs: int = 0,
    pipeline: extract.Pipeline = "accurate",
    progress: Progress = silent,
) -> Summary:
    """Read sources into the corpus and make the graph; papers that a source no longer holds are removed.

    Only what changed is read again, and an unchanged corpus keeps its graph; what another pipeline read is
    read again. `jobs` 0 takes as many
    processes as there are cores and work for them. Killed at any moment, the next build completes
    with the same graph.
    """
    clock = Clock()
    with Generations(store).writing(), Corpus(corpus) as papers:
        with clock.stage("read"):
            counts = _ingest(papers, inputs, format, columns, progress)
        return _complete(papers, store, counts, jobs, pipeline, clock, progress)


def rebuild(*, corpus: Path, store: Path, jobs: int = 0, progress: Progress = silent) -> Summary:
    """Make the graph of the corpus as it is, after a decision or a new version of the pipeline that it was read by."""
    with Generations(store).writing(), Corpus(corpus, must_exist=True) as papers:
        papers.identify()
        return _complete(papers, store, _nothing_read(papers), jobs, _pipeline(store), Clock(), progress)


def remove(ids: Collection[str], *, corpus: Path, store: Path, progress: Progress = silent) -> Summary:
    """Remove papers with their evidence, then make the graph of what stays; unknown ids are left alone."""
    with Generations(store).writing(), Corpus(corpus, must_exist=True) as papers:
        gone = papers.remove(ids)
        counts = _nothing_read(papers).model_copy(update={"removed": len(gone)})
        return _complete(papers, store, counts, 1, _pipeline(store), Clock(), progress)


def _ingest(
    corpus: Corpus,
    inputs: Sequence[str | Path],
    format: str,
    columns: Mapping[str, str] | None,
    progress: Progress,
) -> PaperCounts:
    staging = corpus.stage()
    whole: set[str] = set()
    read = 0
    with SetAsideList(corpus.path) as aside:
        for item in sources.read(inputs, format=format, columns=columns, cites=staging.cite):
            if isinstance(item, sources.FileEnd):
                if item.whole:
                    whole.add(item.source)
                continue
            read += 1
            if isinstance(item.record, SetAside):
                aside.add(item.record)
            else:
                _stage(item, item.record, staging, aside)
            if read % _BATCH == 0:
                progress("read", read, None)
        progress("read", read, read)
        done: Ingested = staging.apply(whole)
    return PaperCounts(read=read, set_aside=aside.count, **done.model_dump())


def _stage(item: sources.Item, paper: Paper, staging: Staging, aside: SetAsideList) -> None:
    told = {"source": item.source, "line": item.line, "record": paper.id[:200]}
    for note in item.notes:
        aside.add(SetAside(reason=note, kept=True, **told))
    if not paper.abstract.strip():
        aside.add(SetAside(reason="no abstract: the paper is kept, without mentions", kept=True, **told))
    if not staging.add(paper, item.source):
        reason = "an earlier record of this source has the same id and other content; this later one is kept instead"
        aside.add(SetAside(reason=reason, **told))


def _nothing_read(corpus: Corpus) -> PaperCounts:
    count = len(corpus.ids())
    return PaperCounts(read=0, distinct=count, new=0, changed=0, unchanged=count, removed=0, set_aside=0)


def _pipeline(store: Path) -> extract.Pipeline:
    """Return the pipeline that the papers of a graph were read by."""
    generation = Generations(store).current()
    return extract.pipeline_of(None if generation is None else generation.meta.get("extractor"))


def _complete(
    corpus: Corpus,
    store: Path,
    counts: PaperCounts,
    jobs: int,
    pipeline: extract.Pipeline,
    clock: Clock,
    progress: Progress,
) -> Summary:
    with clock.stage("extract"):
        _extract(corpus, jobs, pipeline, progress)
    generations = Generations(store)
    made_from = fingerprint(corpus)
    generation = generations.current()
    fresh = generation is None or generation.meta.get("fingerprint") != made_from
    if fresh:
        generation = _make(corpus, generations, made_from, pipeline, clock, progress)
    assert generation is not None  # noqa: S101
    with Snapshot(generation.snapshot) as snapshot:
        graph = snapshot.counts()
    return Summary(
        papers=counts,
        mentions=corpus.mention_count(),
        entities=entity_counts(graph.nodes),
        edges=graph.edges,
        seconds=clock.seconds,
        graph="built" if fresh else "unchanged",
        cypher=generation.meta.get("cypher"),
    )


def _extract(corpus: Corpus, jobs: int, pipeline: extract.Pipeline, progress: Progress) -> None:
    version = extract.version(pipeline)
    waiting = corpus.unread(version)
    jobs = jobs or max(1, min(os.cpu_count() or 1, len(waiting) // _PAPERS_A_PROCESS))
    found = _readings(corpus, waiting, pipeline, jobs)
    done = 0
    while batch := list(islice(found, _BATCH)):
        corpus.write_extractions(batch)
        done += len(batch)
        progress("extract", done, len(waiting))


def _readings(corpus: Corpus, ids: Iterable[str], pipeline: extract.Pipeline, jobs: int) -> Iterator[Extraction]:
    """Read papers; one without an abstract is kept without mentions."""
    unread: list[str] = []
    for id in ids:
        paper = corpus.paper(id)
        assert paper is not None  # noqa: S101
        if paper.abstract.strip():
            unread.append(id)
        else:
            yield Extraction(id=id, version=extract.version(pipeline))
    if unread:
        yield from extract.extract(_texts(corpus, unread), pipeline=pipeline, jobs=jobs)


def _texts(corpus: Corpus, ids: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for id in ids:
        paper = corpus.paper(id)
        if paper is not None:
            yield id, paper.title, paper.abstract


def _make(
    corpus: Corpus,
    generations: Generations,
    made_from: str,
    pipeline: extract.Pipeline,
    clock: Clock,
    progress: Progress,
) -> Generation:
    from kg.graph import Assembly  # these are heavy, and an unchanged corpus needs none of them
    from kg.related import RelatedIndex
    from loaders import embedded

    former = generations.current()
    generation = generations.begin()
    with clock.stage("resolve"):
        progress("resolve", 0, None)
        resolution, proposals = _resolve(corpus)
    with clock.stage("graph"):
        assembly = Assembly(corpus, resolution)
        writer = SnapshotWriter(generation.snapshot)
        writer.write_nodes(_counted(assembly.nodes(), "nodes", progress))
        writer.write_edges(_counted(assembly.edges(), "edges", progress))
        writer.finish()
    with clock.stage("related"):
        progress("related", 0, None)
        with Snapshot(generation.snapshot) as snapshot:
            index = RelatedIndex.build(snapshot, former.related if former else None)
        index.save(generation.related)
        writer = SnapshotWriter.reopen(generation.snapshot)
        writer.write_edges(_counted(index.edges(), "related", progress))
        writer.finish()
    cypher = embedded.unavailable_reason()
    if cypher is None:
        with clock.stage("store"), Snapshot(generation.snapshot) as snapshot:
            counts = snapshot.counts()
            total = sum(counts.nodes.values()) + sum(counts.edges.values())
            database = embedded.EmbeddedStore.create(generation.arcade, size=total)
            try:
                database.apply_schema()
                database.write_nodes(_counted(snapshot.nodes(), "store", progress, total))
                database.write_edges(_counted(snapshot.edges(), "store", progress, total))
            finally:
                database.close()
    generation.write_meta(
        {
            "fingerprint": made_from,
            "cypher": cypher,
            "extractor": extract.version(pipeline),
            "waiting_references": assembly.waiting_references(),
            "decisions": [d.model_dump(mode="json") for d in resolution.decisions],
            "proposals": [p.model_dump(mode="json") for p in proposals],
        }
    )
    corpus.write_known_names(resolver(), {name: id for name, id in resolution.names.items() if id is not None})
    generations.publish(generation)
    return generation


def _resolve(corpus: Corpus) -> tuple[Resolution, tuple[Proposal, ...]]:
    """Resolve all names; what would change the entities of the last graph is proposed and not done."""
    from kg.resolve import Occurrence, Pair
    from kg.resolve.proposals import resolve_onto

    return resolve_onto(
        corpus.known_names(resolver()),  # type: ignore[arg-type]
        (Occurrence(paper=paper, type=kind, text=text) for paper, kind, text in corpus.names()),  # type: ignore[arg-type]
        (Pair(paper=paper, long=long, short=short) for paper, long, short in corpus.acronyms()),
        corpus.journal.all(),
    )


def _counted(items: Iterable[T], stage: str, progress: Progress, total: int | None = None) -> Iterator[T]:
    for done, item in enumerate(items, start=1):
        if done % 1000 == 0:
            progress(stage, done, total)
        yield item
