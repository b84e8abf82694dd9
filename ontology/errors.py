"""What can go wrong, as one tree; a caller that would act differently has a class to catch.

```
MithaqError
├── DocumentError        a text cannot be read: missing, empty, binary, too large, no language pack
├── AnnotationError      an annotation is malformed; `path` is the JSON path of the fault
├── DateError            a date is not in the supported part of EDTF
├── IdentifierError      a name or IRI that nothing is known under
├── JudgementError       two actors cannot be judged so: other judgements or their types stand against it
├── LexiconError         a language pack or register file breaks its own rules
├── QueryError           SPARQL that does not parse; `line` and `column` say where
└── StoreError           the store cannot be opened, read or written
```
"""


class MithaqError(Exception):
    """Root of all errors that Mithaq raises on purpose; its message is fit to show a user."""


class DocumentError(MithaqError):
    """A document cannot be read; the message names the file and the way out."""


class AnnotationError(MithaqError):
    """An annotation is malformed.

    Args:
        path: JSON path of the fault, such as `$.events[3].class`.
        message: what is wrong with the value, and what would be right.
    """

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class DateError(MithaqError):
    """A date is not in the supported part of EDTF."""


class IdentifierError(MithaqError):
    """A name or an IRI under which nothing is known."""


class JudgementError(MithaqError):
    """Two actors cannot be judged so; the message names what stands against it."""


class LexiconError(MithaqError):
    """A language pack or a register file breaks its own rules; the message names file and line."""


class QueryError(MithaqError):
    """SPARQL that cannot be parsed or run.

    Args:
        message: what the parser or the engine said.
        line: 1-based line of the fault, where known.
        column: 1-based column in code points, where known.
    """

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class StoreError(MithaqError):
    """The store cannot be opened, read or written."""
