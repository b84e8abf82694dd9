"""A question to the workers, from when it is asked until somebody hears what became of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from api.pool.checkpoints import Checkpoint
from api.pool.frames import MESSAGE_BYTES, WorkerReply, WorkerRequest, encode_frame
from api.pool.terms import PoolAnswer
from ontology.errors import MithaqError

Outcome: TypeAlias = PoolAnswer | MithaqError
"""What becomes of a question."""


@dataclass(slots=True, eq=False)
class Question:
    """A query to answer or a write to try.

    Attributes:
        request: makes what is asked of a worker that reads a checkpoint.
        content: the text of the query or the write.
        seconds: that it may take, its wait included.
        tell: hears what became of it, once.
        deadline: when it is to be stopped, by `time.monotonic`.
        checkpoint: that it was sent with.
        wanted: whether anybody still waits for what becomes of it.
    """

    request: Callable[[Checkpoint], WorkerRequest]
    content: bytes
    seconds: float
    tell: Callable[[Outcome], None]
    deadline: float = 0.0
    checkpoint: Checkpoint | None = None
    wanted: bool = True
    _frame: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.seconds

    def encode(self, checkpoint: Checkpoint) -> bytes:
        """Its frame, for a worker that is to read a checkpoint."""
        if self.checkpoint is not checkpoint:
            self.checkpoint = checkpoint
            self._frame = encode_frame(self.request(checkpoint), self.content)
        return self._frame

    @property
    def long(self) -> bool:
        """Whether its frame is too long to wait beside others."""
        return len(self._frame) > MESSAGE_BYTES

    def finish(self, outcome: Outcome) -> None:
        """Tell what became of it, to one who waits."""
        if self.wanted:
            self.wanted = False
            self.tell(outcome)

    def answer(self, reply: WorkerReply, body: bytes) -> None:
        """Tell its answer."""
        version = -1 if self.checkpoint is None else self.checkpoint.version
        self.finish(PoolAnswer(reply.media_type, body, version))
