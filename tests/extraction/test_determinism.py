"""A document is read the same by every process, however Python orders its sets there."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ = """
import json, sys
from pathlib import Path
from extraction.pipeline import load_extractor
from ontology.annotation import render_annotation
from ontology.catalog import load_catalog
from ontology.model import Document
text = Path("documents/russia-nato.txt").read_text(encoding="utf-8")
annotation = load_extractor(load_catalog()).extract(Document("nato", text, "ar", None, None, None))
print(json.dumps(render_annotation(annotation)))
"""


def read(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", READ], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_document_is_read_the_same_whatever_the_order_of_sets() -> None:
    assert read("1") == read("2") != ""
