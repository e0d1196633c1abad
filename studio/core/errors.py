"""One small tree of errors, so that whatever goes wrong can be said in a sentence that tells what to do.

    PentimentoError        message for the artist, optional hint
    ├── BadRequest         the request was wrong: exit status 2, nothing was done
    ├── JobFailed          the work itself failed: exit status 1
    │   ├── OutOfMemory    it did not fit, after everything that was tried
    │   ├── NotFinite      a model's numbers became NaN or infinite: tried again in full precision first
    │   └── WorkerDied     the process that did the work is gone; a new one takes its place
    ├── Unreadable         a file is not what it should be
    └── Unwritable         a file could not be written; what stood there before is untouched
"""


class PentimentoError(Exception):
    """`message` is one sentence for the artist; `hint` (may be empty) says what to try next."""

    kind = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.message, self.hint)


class BadRequest(PentimentoError):
    kind = "request"


class JobFailed(PentimentoError):
    kind = "job"


class OutOfMemory(JobFailed):
    kind = "memory"


class NotFinite(JobFailed):
    kind = "numbers"


class WorkerDied(JobFailed):
    kind = "worker"


class Unreadable(PentimentoError):
    kind = "file"


class Unwritable(PentimentoError):
    kind = "save"
