"""What is well formed: SHACL shapes, and the check of a graph against them."""

from __future__ import annotations

from shapes.report import Severity, ValidationReport, ValidationResult
from shapes.validation import Engine, Gate, LateGate, load_gate, shapes_graph, validate

__all__ = [
    "Engine",
    "Gate",
    "LateGate",
    "Severity",
    "ValidationReport",
    "ValidationResult",
    "load_gate",
    "shapes_graph",
    "validate",
]
