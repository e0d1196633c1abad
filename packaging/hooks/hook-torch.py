"""How torch is collected: by looking at its files. Importing every module of it, as the usual hook does, takes
minutes, and half of what it finds are torch's own tests."""

from pathlib import Path

from PyInstaller.utils.hooks import get_package_paths

root = Path(get_package_paths("torch")[1])
left_out = ("testing/_internal", "test", "include", "utils/benchmark/examples", "utils/tensorboard")

module_collection_mode = "pyz+py"
warn_on_missing_hiddenimports = False
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]


def _ours(path: Path) -> bool:
    place = path.relative_to(root).as_posix()
    return not any(place.startswith(f"{one}/") for one in left_out)


hiddenimports = []
for path in sorted(root.rglob("*.py")):
    if _ours(path):
        parts = path.relative_to(root.parent).with_suffix("").parts
        hiddenimports.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))

binaries = [
    (str(path), path.parent.relative_to(root.parent).as_posix())
    for pattern in ("lib/*.so*", "lib/*.dll", "lib/*.dylib", "bin/torch_shm_manager*")
    for path in sorted(root.glob(pattern))
]
datas = []
