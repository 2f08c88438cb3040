"""Comparisons of a run that was cut short, kept so that `--resume` goes on where it ended."""
import hashlib
import json
import pickle
from pathlib import Path


def key_of(programs, rounds, batch_seconds, agree_seconds):
    """Of the programs that are compared and of how: what was kept under another key is measured again."""
    digest = hashlib.sha256(f"{rounds} {batch_seconds} {agree_seconds}".encode())
    for program in sorted(set(map(str, programs))):
        digest.update(Path(program).read_bytes())
    for module in ("engines.py", "measure.py"):
        digest.update((Path(__file__).parent / module).read_bytes())
    return digest.hexdigest()[:16]


def file_of(folder: Path, key, corpus: Path):
    return folder / f"{corpus.name}.{key}"


def load(folder: Path, key, corpus: Path):
    file = file_of(folder, key, corpus)
    if not file.exists():
        return None
    comparison = pickle.loads(file.read_bytes())
    return comparison if comparison.corpus == json.loads((corpus / "corpus.json").read_text()) else None


def save(folder: Path, key, corpus: Path, comparison):
    folder.mkdir(parents=True, exist_ok=True)
    file_of(folder, key, corpus).write_bytes(pickle.dumps(comparison))
