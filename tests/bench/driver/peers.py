"""Installs the peers into a build folder by their registries' clients, and lists every engine."""
import hashlib
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

from .engines import Kind

HERE = Path(__file__).resolve().parent.parent
RUST = ("cedar4", "Cedar 4.14.1", "cedar"), ("cedar3", "Cedar 3.0.1", "cedar"), ("regorus", "regorus 0.14.1", "rego")
GO = (("opa", "OPA 1.22.2, data in the store", "rego"), ("opa_input", "OPA 1.22.2, data in the input", "rego"),
      ("casbin", "Casbin 3.10.0", "casbin"), ("casbin_cached", "Casbin 3.10.0, cached decisions", "casbin"), ("cel", "cel-go 0.33.2", "cel"))
# Beyond these sizes a peer takes minutes to prepare or to agree.
LARGEST = {"regorus": 1_000, "cedar4": 9_905, "cedar3": 9_905, "opa_input": 1_000, "casbin": 11_000, "casbin_cached": 11_000, "sapl": 10_000}
# Each request of opa_input brings the directory along; SAPL's closures of memberships end at a million pairs.
LARGEST_DIRECTORY = {"opa_input": 10_000, "sapl": 100_000}


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


def sapl_jars():
    """The folder that SAPL_JARS names, and the version of SAPL in it; None where it names none."""
    named = os.environ.get("SAPL_JARS")
    folder = Path(named).resolve() if named else None
    found = sorted(folder.glob("sapl-pdp-[0-9]*.jar")) if folder else []
    return (folder, found[-1].stem.removeprefix("sapl-pdp-")) if found else None


def java_tool(name):
    home = os.environ.get("JAVA_HOME")
    return shutil.which(name, path=f"{home}/bin") if home else shutil.which(name)


def install_java(target: Path, log: Path):
    """Compiles with jars that somebody built, as no registry has them; what starts them is a script."""
    jars = sapl_jars()
    if not jars:
        return "its registry has nothing newer than 3.0.0; name a folder of the jars of version 4 and what they need in SAPL_JARS"
    java, javac = java_tool("java"), java_tool("javac")
    if not (java and javac):
        return "no JDK is installed"
    classes, script = target / "java/classes", target / "java/polc-bench-peers"
    shutil.rmtree(target / "java", ignore_errors=True)
    classes.mkdir(parents=True)
    sources = sorted((HERE / "peers/java").glob("*.java"))
    if not run(["nice", "-n", "15", javac, "-cp", f"{jars[0]}/*", "-d", str(classes), *map(str, sources)], target, log):
        return f"it does not compile (SAPL 4.1 takes a JDK of version 21 or later, which JAVA_HOME may name): see {log}"
    command = [java, "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseCompactObjectHeaders", "-cp", f"{classes}:{jars[0]}/*", "Peer"]
    script.write_text(f'#!/bin/sh\n# {digest(sources, jars[0])}\nexec {shlex.join(command)} "$@"\n')
    script.chmod(0o755)
    return ""


def digest(sources, jars: Path):
    """Of what the script starts: kept comparisons hold for the same programs."""
    files = [*sources, *sorted(jars.glob("*.jar"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def engines(build: Path, target: Path, install):
    """Every engine that can be run, polc first; and what cannot be had, with why."""
    target.mkdir(parents=True, exist_ok=True)
    own = (str(build / "polc_bench_engine"),)
    kinds = [Kind("polc", "polc", own, ""), Kind("polc_reasons", "polc, the decision in full", own, "")]
    missing = {}
    java = (("sapl", f"SAPL {(sapl_jars() or (None, 4))[1]}", "sapl"),)
    for names, binary, installer in ((RUST, target / "rust/release/polc-bench-peers", install_rust), (GO, target / "go/polc-bench-peers", install_go),
                                     (java, target / "java/polc-bench-peers", install_java)):
        why = installer(target, target / "install.log") if install else ""
        if not why and not binary.exists():
            why = "not installed, and this run installs nothing"
        for name, title, form in names:
            if why:
                missing[title] = why
            else:
                kinds.append(Kind(name, title, (str(binary),), form, LARGEST.get(name, 1 << 60), LARGEST_DIRECTORY.get(name, 1 << 60)))
    return kinds, missing
