"""The teacher of the clitic segmenter: arabic-morph-segmenter's network, run in numpy.

arabic-morph-segmenter 0.1.0 (Faisal Alshargi, MIT) is a character BiLSTM-CRF that labels each letter P (prefix), S
(stem) or X (suffix). Its package declares torch; its weights need only a few matrix products. For training only.
"""

from __future__ import annotations

import io
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrix: TypeAlias = NDArray[np.float32]

_BATCH = 256
_LAYERS = ("l0", "l1")


class Teacher:
    """Labels the letters of words.

    Args:
        weights: the package's `assets/arabic_morph_segmenter_bilstm_crf.pt`.
    """

    def __init__(self, weights: Path) -> None:
        with zipfile.ZipFile(weights) as archive:
            folder = archive.namelist()[0].split("/")[0]
            checkpoint = _CheckpointReader(archive, folder).load()
        self._state: dict[str, Matrix] = checkpoint["model_state_dict"]
        self._ids: dict[str, int] = checkpoint["char2id"]
        self._labels: dict[int, str] = checkpoint["id2label"]

    def label(self, words: Sequence[str]) -> dict[str, str]:
        """One label a letter, as a string (`وبكتابهم` -> `PPSSSSXX`), for each word that is not empty."""
        labelled: dict[str, str] = {}
        for _, same_length in groupby(sorted(set(filter(None, words)), key=len), key=len):
            group = list(same_length)
            for at in range(0, len(group), _BATCH):
                batch = group[at : at + _BATCH]
                labelled.update(zip(batch, self._label_batch(batch), strict=True))
        return labelled

    def _label_batch(self, batch: list[str]) -> Iterator[str]:
        """Labels of words of one length."""
        unknown = self._ids["<UNK>"]
        letters = np.array([[self._ids.get(letter, unknown) for letter in word] for word in batch])
        hidden = self._state["embedding.weight"][letters]
        for layer in _LAYERS:
            forward = self._run(hidden, layer)
            backward = self._run(hidden[:, ::-1], layer + "_reverse")[:, ::-1]
            hidden = np.concatenate([forward, backward], axis=2)
        scores = hidden @ self._state["classifier.weight"].T + self._state["classifier.bias"]
        for path in self._decode(scores):
            yield "".join(self._labels[int(label)] for label in path)

    def _run(self, inputs: Matrix, layer: str) -> Matrix:
        """One direction of one LSTM layer; gates in PyTorch's order: input, forget, cell, output."""
        weight = self._state[f"lstm.weight_hh_{layer}"].T
        bias = self._state[f"lstm.bias_ih_{layer}"] + self._state[f"lstm.bias_hh_{layer}"]
        driven = inputs @ self._state[f"lstm.weight_ih_{layer}"].T + bias
        hidden = np.zeros((inputs.shape[0], weight.shape[0]), np.float32)
        cell = np.zeros_like(hidden)
        states = []
        for step in range(inputs.shape[1]):
            enter, forget, candidate, leave = np.split(driven[:, step] + hidden @ weight, 4, axis=1)
            cell = _sigmoid(forget) * cell + _sigmoid(enter) * np.tanh(candidate)
            hidden = _sigmoid(leave) * np.tanh(cell)
            states.append(hidden)
        return np.stack(states, axis=1)

    def _decode(self, scores: Matrix) -> NDArray[np.intp]:
        """Viterbi: the best path of labels for each word."""
        moves = self._state["crf.transitions"]
        best = self._state["crf.start_transitions"] + scores[:, 0]
        back = []
        for step in range(1, scores.shape[1]):
            reached = best[:, :, None] + moves[None]
            back.append(reached.argmax(axis=1))
            best = reached.max(axis=1) + scores[:, step]
        path = [(best + self._state["crf.end_transitions"]).argmax(axis=1)]
        for pointers in reversed(back):
            path.append(pointers[np.arange(len(pointers)), path[-1]])
        return np.stack(path[::-1], axis=1)


class _CheckpointReader(pickle.Unpickler):
    """Reads a PyTorch checkpoint of CPU floats and plain values; refuses every other class."""

    def __init__(self, archive: zipfile.ZipFile, folder: str) -> None:
        super().__init__(io.BytesIO(archive.read(f"{folder}/data.pkl")))
        self._archive = archive
        self._folder = folder

    def find_class(self, module_name: str, global_name: str, /) -> object:
        """The few names that a checkpoint may call."""
        allowed = {"OrderedDict": OrderedDict, "_rebuild_tensor_v2": _rebuild_tensor, "FloatStorage": "float32"}
        if global_name not in allowed:
            raise pickle.UnpicklingError(f"{module_name}.{global_name} has no place in a checkpoint of weights")
        return allowed[global_name]

    def persistent_load(self, pid: tuple[str, str, str, str, int]) -> Matrix:
        """The numbers of one storage."""
        return np.frombuffer(self._archive.read(f"{self._folder}/data/{pid[2]}"), dtype="<f4").astype(np.float32)


def _rebuild_tensor(storage: Matrix, offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_: object) -> Matrix:
    """A contiguous tensor of a storage."""
    del stride
    count = int(np.prod(size))
    return storage[offset : offset + count].reshape(size)


def _sigmoid(values: Matrix) -> Matrix:
    return np.float32(1) / (np.float32(1) + np.exp(-values))
