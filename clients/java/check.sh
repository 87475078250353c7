#!/usr/bin/env bash
# Checks the client and its jars. The tests take a server: `cargo xtask test --only clients`.
set -euo pipefail
cd "$(dirname "$0")"

python3 ../generate --check java
status=0
mvn -Dstyle.color=never --batch-mode --no-transfer-progress --quiet clean package -Dmaven.test.failure.ignore=true || status=$?
for jar in acteon-client-0.1.0.jar acteon-client-0.1.0-sources.jar acteon-client-0.1.0-javadoc.jar; do
  [ "$status" -ne 0 ] || [ -s "target/$jar" ] || { echo "there is no target/$jar"; status=1; }
done

# The jar with what it needs, and nothing else.
if [ "$status" -eq 0 ]; then
  mvn -Dstyle.color=never --batch-mode --no-transfer-progress --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory=target/needed
  cat > target/Use.java <<'JAVA'
public class Use {
  public static void main(String[] arguments) {
    new dev.acteon.client.ActeonClient("http://localhost");
  }
}
JAVA
  java -cp "target/acteon-client-0.1.0.jar:target/needed/*" target/Use.java
fi

python3 - <<'PYTHON' || status=1
import glob
import sys
import xml.etree.ElementTree as xml

passed = failed = 0
for report in glob.glob("target/surefire-reports/*.xml"):
    suite = xml.parse(report).getroot().attrib
    bad = int(suite["failures"]) + int(suite["errors"])
    failed += bad
    passed += int(suite["tests"]) - bad - int(suite["skipped"])
# Maven leaves its colours behind, on the line that comes next.
print(f"\n{passed} passed, {failed} failed")
sys.exit(failed > 0 or passed == 0)
PYTHON
exit "$status"
