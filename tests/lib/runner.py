# GitHub's runner, as far as examc's action and the recipes need it: steps of a job and
# of a composite action, their inputs, outputs, conditions and paths. What it does not
# know is an error, so a workflow that needs more does not pass by chance.
import os
import re
import shutil
import subprocess

import yaml

SRC = os.environ["SRC"]
ACTION = "examc/examc/integrations/github@"


class Job:
    """The steps of one job in a checkout."""

    def __init__(self, checkout, temp, home=SRC, ref="main", cache=None, **env):
        self.checkout, self.home, self.ref = checkout, home, ref
        self.cache = {} if cache is None else cache
        self.env = {"PATH": "/usr/bin:/bin", "HOME": temp, "LC_ALL": "C", "RUNNER_TEMP": os.path.join(temp, "_temp"),
                    "TMPDIR": temp, **env}
        for name in "XDG_CACHE_HOME", "ASAN_OPTIONS", "UBSAN_OPTIONS":
            if name in os.environ:
                self.env.setdefault(name, os.environ[name])
        os.makedirs(self.env["RUNNER_TEMP"], exist_ok=True)
        self.log, self.summary, self.ran, self.uploaded = "", "", [], None

    def value(self, text, known):
        def one(m):
            if m[1].startswith("steps.deploy.outputs."):
                return ""
            return str(known[m[1]])
        return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", one, str(text))

    def holds(self, condition, known):
        m = re.fullmatch(r"([\w.-]+) == '(\w*)'", condition)
        return str(known.get(m[1], "")) == m[2]

    def shell(self, script, **env):
        """Runs a step's script; its exit code, and what it handed on."""
        files = {}
        for name in "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY":
            files[name] = os.path.join(self.env["RUNNER_TEMP"], name)
            with open(files[name], "w", encoding="utf-8"):
                pass
        done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=self.checkout,
                              capture_output=True, text=True, env={**self.env, **files, **env})
        self.log += done.stdout + done.stderr
        text = {}
        for name, path in files.items():
            with open(path, encoding="utf-8") as f:
                text[name] = f.read()
        self.summary += text["GITHUB_STEP_SUMMARY"]
        for line in text["GITHUB_PATH"].splitlines():
            self.env["PATH"] = line + os.pathsep + self.env["PATH"]
        return done.returncode, dict(line.split("=", 1) for line in text["GITHUB_OUTPUT"].splitlines())

    def uses(self, name, given):
        action = name.split("@")[0]
        if action == "actions/cache":
            kept = self.cache.get(given["key"])
            self.ran.append("cache hit" if kept else "cache miss")
            if kept:
                shutil.copytree(kept, given["path"])
            else:
                self.cache[given["key"]] = None
                self.pending = given
        elif action == "actions/upload-pages-artifact":
            self.uploaded = os.path.join(self.checkout, given["path"])
            return 0 if os.path.isdir(self.uploaded) else 1
        elif name.startswith(ACTION):
            return self.action(name[len(ACTION):], given)
        elif action not in ("actions/checkout", "actions/deploy-pages", "github/codeql-action/upload-sarif"):
            raise ValueError(name)
        return 0

    def steps(self, steps, known, **env):
        for step in steps:
            if "if" in step and not self.holds(step["if"], known):
                continue
            if "uses" in step:
                code = self.uses(step["uses"], {k: self.value(v, known) for k, v in step.get("with", {}).items()})
                out = {}
            else:
                self.ran.append(step["run"])
                code, out = self.shell(self.value(step["run"], known), **env,
                                       **{k: self.value(v, known) for k, v in step.get("env", {}).items()})
            known.update({f"steps.{step.get('id')}.outputs.{k}": v for k, v in out.items()})
            if code:
                return code
        return 0

    def action(self, ref, given):
        """A step that uses examc's action; its exit code."""
        self.pending = None
        with open(os.path.join(SRC, "integrations/github/action.yml"), encoding="utf-8") as f:
            spec = yaml.safe_load(f)
        unknown = set(given) - set(spec["inputs"])
        if unknown:
            raise ValueError(f"no input {unknown}")
        known = {f"inputs.{k}": given.get(k, v["default"]) for k, v in spec["inputs"].items()}
        known["github.action_ref"] = ref
        self.outputs = {}
        code = self.steps(spec["runs"]["steps"], known, GITHUB_ACTION_PATH=os.path.join(self.home, "integrations/github"))
        self.outputs = {k: self.value(v["value"], {"steps.check.outputs.status": "", **known}) for k, v in spec["outputs"].items()}
        if self.pending:
            kept = self.pending["path"] + ".kept"
            shutil.copytree(self.pending["path"], kept)
            self.cache[self.pending["key"]] = kept
        return code
