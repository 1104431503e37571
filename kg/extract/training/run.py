"""Train both extraction pipelines, from data to the package: `python -m kg.extract.training.run`."""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import shutil
import sys
from importlib.metadata import version as installed
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
from spacy.util import load_config
from thinc.api import Config

from kg.extract import Pipeline, read
from kg.extract.components.claims import Claimer
from kg.extract.components.namer import Namer
from kg.extract.components.spotter import TYPES
from kg.extract.document import join
from kg.extract.tokens import fit_tokenizer
from kg.extract.training.claims import train_claimer
from kg.extract.training.evaluate import evaluate
from kg.extract.training.namer import Cases, annotated, cases_of, fit, known_names
from kg.extract.training.spotter import save_vectors, train_spotter
from kg.extract.training.student import teach
from kg.extract.training.texts import DEV, NAMES, TRAIN, UNLABELLED, data_folder, labelled_rows, unannotated_texts
from kg.extract.training.vectors import train_vectors
from schemas.mention import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language

log = logging.getLogger("train")

CONFIG = Path(__file__).with_name("config.cfg")
VERSION = "1.0.0"
SPACY = ">=3.8.2,<3.9.0"


def main() -> None:
    """Run every step whose result is not in the work folder yet, then evaluate on the dev papers."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--work", type=Path, default=Path("build/extract"), help="folder of intermediate results")
    options.add_argument("--out", type=Path, default=read.FOLDERS["accurate"].parent, help="where both pipelines go")
    given = options.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(name)s: %(message)s")
    data = data_folder()
    if not (data / TRAIN).is_file():
        sys.exit(f"no training papers at {data / TRAIN}: set KG_SHARED_DATA to the folder of shared data")
    given.work.mkdir(parents=True, exist_ok=True)
    settings = load_config(CONFIG)["kg"]

    vectors(data, given.work, settings["vectors"])
    folds = settings["folds"]
    for fold in range(folds):
        spotter(data, given.work, f"without-{fold}", lambda i, fold=fold: i % folds != fold)
    nlp = spotter(data, given.work, "whole", lambda _: True)
    readers = [spacy.load(given.work / f"without-{fold}" / "model-last") for fold in range(folds)]
    add_namer(nlp, data, readers, settings)
    add_claimer(nlp, data, settings)
    folder = given.out / read.FOLDERS["accurate"].name
    save(nlp, folder, _meta(data, "accurate"))
    report(data, "accurate", folder)
    fast(data, folder, given.out / read.FOLDERS["fast"].name, settings)


def vectors(data: Path, work: Path, settings: dict[str, Any]) -> None:
    """Train word vectors on the unlabelled texts."""
    if (work / "vectors").is_dir():
        return
    nlp = spacy.blank("en")
    fit_tokenizer(nlp)
    table = work / "words.floret"
    train_vectors(nlp, data, table, **settings)
    save_vectors(table, work / "vectors")


def spotter(data: Path, work: Path, name: str, keep: Any) -> Language:
    """Train the spotter on the papers whose index `keep` accepts; a trained one is loaded."""
    out = work / name
    if (out / "model-last" / "meta.json").is_file():
        return spacy.load(out / "model-last")
    out.mkdir(exist_ok=True)
    rows = [row for index, row in enumerate(labelled_rows(data / TRAIN)) if keep(index)]
    papers = out / "papers.jsonl"
    papers.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    watched = out / "watched.jsonl"  # spaCy's loop wants something to score while it runs
    watched.write_text("".join(json.dumps(row) + "\n" for row in rows[::40]), encoding="utf-8")
    config = load_config(CONFIG)
    words = sum(len(row["title"].split()) + len(row["abstract"].split()) for row in rows)
    steps = int(config["training"]["max_epochs"] * words * _TOKENS_PER_WORD / config["training"]["batcher"]["size"])
    overrides = {
        "paths.train": str(papers),
        "paths.dev": str(watched),
        "paths.vectors": str(work / "vectors"),
        "training.optimizer.learn_rate.total_steps": steps,
    }
    return train_spotter(CONFIG, overrides, data, out)


_TOKENS_PER_WORD = 1.27


def fast(data: Path, accurate: Path, out: Path, settings: dict[str, Any]) -> None:
    """Train the fast pipeline: a spotter taught by the accurate one, whose other steps it shares."""
    taught = dict(settings["student"])
    texts = islice(unannotated_texts(data), 0, None, taught.pop("every"))
    nlp = teach(spacy.load(accurate), texts, **taught)
    for name, kind in (("namer", Namer), ("claimer", Claimer)):
        component = nlp.add_pipe(f"kg_{name}", name=name)
        assert isinstance(component, kind)
        component.from_disk(accurate / name)
    save(nlp, out, _meta(data, "fast"), vectors=f"../{accurate.name}/vocab")
    report(data, "fast", out)


def add_namer(nlp: Language, data: Path, readers: Sequence[Language], settings: dict[str, Any]) -> None:
    """Train the namer on papers as spotters read them that had not learned from them.

    Paper i is read by reader i % len(readers).
    """
    rows = labelled_rows(data / TRAIN)
    papers = [annotated(nlp, row) for row in rows]
    whole, others = known_names(papers, settings["history_folds"])
    types, roles = Cases([], []), Cases([], [])
    for fold, reader in enumerate(readers):
        held = range(fold, len(rows), len(readers))
        texts = (reader.make_doc(join(rows[i]["id"], rows[i]["title"], rows[i]["abstract"])[0]) for i in held)
        for i, doc in zip(held, reader.pipe(texts), strict=True):
            cases_of(doc, papers[i], others[i % settings["history_folds"]], types, roles)
        log.info("namer: %d candidates after fold %d", len(types.answers), fold)
    namer = nlp.add_pipe("kg_namer", name="namer")
    assert isinstance(namer, Namer)
    namer.known = whole
    namer.threshold = settings["threshold"]
    namer.type_weights = fit(types, len(TYPES) + 1, settings["type_strength"])
    namer.role_weights = fit(roles, len(ROLES), settings["role_strength"])


def add_claimer(nlp: Language, data: Path, settings: dict[str, Any]) -> None:
    """Train the claimer on the annotated results."""
    claimer = nlp.add_pipe("kg_claimer", name="claimer")
    assert isinstance(claimer, Claimer)
    train_claimer(claimer, nlp, labelled_rows(data / TRAIN), settings["claims"])


def save(nlp: Language, out: Path, meta: dict[str, Any], vectors: str | None = None) -> None:
    """Write the pipeline without the words of the training texts, and with rounded vectors.

    With `vectors`, the path to the vocabulary of another pipeline, it carries none of its own.
    """
    nlp.meta.update(meta)
    fresh = out.with_name(out.name + ".new")
    if vectors is None:
        # 12 bits of the mantissa are noise here; without them the wheel is 10 MB smaller
        table = nlp.vocab.vectors.data.view(np.uint32)
        nlp.vocab.vectors.data = ((table + 0x800) & np.uint32(0xFFFFF000)).view(np.float32)
        nlp.to_disk(fresh)
        (fresh / "vocab" / "strings.json").write_text("[]", encoding="utf-8")
    else:
        nlp.to_disk(fresh, exclude=["vocab"])
    config = Config().from_disk(fresh / "config.cfg", interpolate=False)
    config["components"]["spotter"]["vectors"] = vectors
    config["nlp"]["tokenizer"] = {"@tokenizers": "kg.SavedTokenizer.v1"}
    for section in ("paths", "corpora", "training", "initialize", "kg"):  # of the machine that trained it
        config.pop(section, None)
    config.to_disk(fresh / "config.cfg")
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)


def report(data: Path, pipeline: Pipeline, out: Path) -> None:
    """Evaluate the saved pipeline on the dev papers and write the scores into its meta.json."""
    read.FOLDERS[pipeline] = out
    rows = labelled_rows(data / DEV)
    found = list(read.extract(((row["id"], row["title"], row["abstract"]) for row in rows), pipeline=pipeline))
    seen = {entity["text"].lower() for row in labelled_rows(data / TRAIN) for entity in row["entities"]}
    scores = evaluate(rows, found, seen)
    meta = json.loads((out / "meta.json").read_text(encoding="utf-8"))
    meta |= {"performance": scores, "spacy_version": SPACY}
    (out / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(scores, indent=2))


def _meta(data: Path, pipeline: Pipeline) -> dict[str, Any]:
    files = (TRAIN, DEV, NAMES, *UNLABELLED)
    packages = ("spacy", "thinc", "numpy", "scipy", "scikit-learn", "floret")
    return {
        "name": f"papers_{pipeline}",
        "version": VERSION,
        "description": "Entities, roles, acronyms and claims in titles and abstracts of machine-learning papers",
        "license": "MIT",
        "data_sha256": {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in files},
        "trained_with": {name: installed(name) for name in packages},
    }


if __name__ == "__main__":
    main()
