"""One engine over one corpus, as a process that answers commands (tests/bench/peers/README.md)."""
import json
import selectors
import subprocess
from dataclasses import dataclass
from pathlib import Path

PREPARE_SECONDS = 600


@dataclass(frozen=True)
class Kind:
    """An engine that corpora may be served by: `form` is the folder of a corpus that it reads ("" for all)."""
    name: str
    title: str
    command: tuple
    form: str
    largest: int = 1 << 60  # corpora with more rules are not tried
    largest_directory: int = 1 << 60  # nor those with more entities


class Refused(Exception):
    pass


class Served:
    def __init__(self, kind: Kind, corpus: Path, log: Path):
        self.kind, self.corpus = kind, corpus
        self.log = log.open("a")
        self.process = subprocess.Popen([*kind.command, kind.name, str(corpus)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.log, text=True)
        self.facts = self._answer(PREPARE_SECONDS)

    def decide(self, file: Path, seconds):
        return self._ask(f"decide {file} {seconds}", seconds * 2 + 60)["decided"]

    def batch(self, kind, count, seed, seconds):
        return self._ask(f"batch {kind} {count} {seed} {seconds}", seconds * 2 + 60)

    def threads(self, count, seconds):
        """Decisions a second, of all threads together; polc alone knows this command."""
        return self._ask(f"threads {count} {seconds}", seconds * 2 + 60)["per_second"]

    def publish(self, kind, seconds):
        """What a thread sees that decides while another publishes; polc alone knows this command."""
        return self._ask(f"publish {kind} {seconds}", seconds * 2 + 120)

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def _ask(self, command, seconds):
        try:
            self.process.stdin.write(command + "\n")
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise Refused("it ended") from error
        return self._answer(seconds)

    def _answer(self, seconds):
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.process.stdout, selectors.EVENT_READ)
            if not waiting.select(seconds):
                self.process.kill()
                raise Refused(f"no answer within {seconds:.0f} s")
        line = self.process.stdout.readline()
        if not line:
            raise Refused(f"it ended with code {self.process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise Refused(answer["error"].splitlines()[0][:200])
        return answer
