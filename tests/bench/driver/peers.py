"""Installs the peers into a build folder by their registries' clients, and lists every engine."""
import os
import re
import shutil
import subprocess
from pathlib import Path

from .engines import Kind

HERE = Path(__file__).resolve().parent.parent
RUST = ("cedar4", "Cedar 4.14.1", "cedar"), ("cedar3", "Cedar 3.0.1", "cedar"), ("regorus", "regorus 0.14.1", "rego")
GO = (("opa", "OPA 1.22.2, data in the store", "rego"), ("opa_input", "OPA 1.22.2, data in the input", "rego"),
      ("casbin", "Casbin 3.10.0", "casbin"), ("casbin_cached", "Casbin 3.10.0, cached decisions", "casbin"), ("cel", "cel-go 0.33.2", "cel"))
# Beyond these sizes a peer takes minutes to prepare or to agree.
LARGEST = {"regorus": 1_000, "cedar4": 9_905, "cedar3": 9_905, "opa_input": 1_000, "casbin": 11_000, "casbin_cached": 11_000}
LARGEST_DIRECTORY = {"opa_input": 10_000}  # which each request brings along


def run(command, folder, log, environment=None):
    with log.open("a") as out:
        return subprocess.run(command, cwd=folder, stdout=out, stderr=out, env={**os.environ, **(environment or {})}).returncode == 0


def install_rust(target: Path, log: Path):
    """`versions.lock` is a Cargo.lock but for the places that crates come from; this machine's client names those."""
    if not shutil.which("cargo"):
        return "cargo is not installed"
    folder = target / "rust-source"
    shutil.copytree(HERE / "peers/rust", folder, dirs_exist_ok=True)
    lock = folder / "Cargo.lock"
    lock.unlink(missing_ok=True)
    if not run(["cargo", "generate-lockfile"], folder, log):
        return "its registry cannot be reached"
    source = re.search(r'^source = .*$', lock.read_text(), re.M).group()
    pinned = (folder / "versions.lock").read_text()
    lock.write_text(re.sub(r'^(checksum = )', lambda m: source + "\n" + m.group(1), pinned, flags=re.M))
    built = run(["nice", "-n", "15", "cargo", "build", "--release", "--locked", "-j1"], folder, log, {"CARGO_TARGET_DIR": str(target / "rust")})
    return "" if built else f"it does not build: see {log}"


def install_go(target: Path, log: Path):
    if not shutil.which("go"):
        return "go is not installed"
    built = run(["nice", "-n", "15", "go", "build", "-p", "1", "-mod=readonly", "-o", str(target / "go/polc-bench-peers"), "."], HERE / "peers/go", log)
    return "" if built else f"it does not build: see {log}"


def engines(build: Path, target: Path, install):
    """Every engine that can be run, polc first; and what cannot be had, with why."""
    target.mkdir(parents=True, exist_ok=True)
    own = (str(build / "polc_bench_engine"),)
    kinds = [Kind("polc", "polc", own, ""), Kind("polc_reasons", "polc, the decision in full", own, "")]
    missing = {}
    for names, binary, installer in ((RUST, target / "rust/release/polc-bench-peers", install_rust), (GO, target / "go/polc-bench-peers", install_go)):
        why = installer(target, target / "install.log") if install else ""
        if not why and not binary.exists():
            why = "not installed, and this run installs nothing"
        for name, title, form in names:
            if why:
                missing[title] = why
            else:
                kinds.append(Kind(name, title, (str(binary),), form, LARGEST.get(name, 1 << 60), LARGEST_DIRECTORY.get(name, 1 << 60)))
    missing["SAPL 4"] = "not in its registry, and no program here serves it"
    return kinds, missing
