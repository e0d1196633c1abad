"""The benchmark of dragging in the map measures what it says, with a model of the real classes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import json, sys
from pathlib import Path
from studio.families.gan import tiny

if __name__ == "__main__":
    home = Path(sys.argv[1])
    from studio import places
    places.shipped_models = lambda: home / "none"
    (places.data() / "models").mkdir(parents=True, exist_ok=True)
    from studio.bench.explore import measured
    tiny(places.data() / "models")
    print(json.dumps([[one.name, one.value, one.unit, one.note] for one in measured(24, 2)]), flush=True)
    import os
    os._exit(0)
"""


@pytest.mark.slow
def test_it_measures_the_newest_position_and_the_event_loop(tmp_path: Path) -> None:
    script = tmp_path / "bench.py"
    script.write_text(CODE)
    done = subprocess.run([sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, timeout=110,
                          env={**os.environ, "PENTIMENTO_HOME": str(tmp_path)})  # fmt: skip
    assert done.returncode == 0, done.stderr
    newest, gaps = json.loads(done.stdout.strip().splitlines()[-1])
    assert newest[2] == "ms later"
    assert "tiny" in newest[3]
    assert gaps[1] > 1
