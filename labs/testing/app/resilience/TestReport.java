package resilience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells of tests as they run, in the build's log, and at the end in JUnit's XML, which CodeBuild reads. */
public final class TestReport {

    private final String suite;
    private final StringBuilder cases = new StringBuilder();
    private int run;
    private int failed;

    public TestReport(String suite) {
        this.suite = suite;
    }

    public void passed(String name) {
        run++;
        System.out.println("PASS " + name);
        cases.append("  <testcase name=\"").append(escaped(name)).append("\"/>\n");
    }

    public void failed(String name, String why) {
        run++;
        failed++;
        System.out.println("FAIL " + name + ": " + why);
        cases.append("  <testcase name=\"").append(escaped(name)).append("\"><failure message=\"");
        cases.append(escaped(String.valueOf(why))).append("\"/></testcase>\n");
    }

    /** Writes the report; gives whether something ran and all of it passed. */
    public boolean write(Path directory) throws IOException {
        System.out.println(suite + ": " + run + " tests, " + failed + " failed");
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve(suite + ".xml"),
                "<testsuite name=\"" + suite + "\" tests=\"" + run + "\" failures=\"" + failed + "\">\n" + cases
                        + "</testsuite>\n");
        return run > 0 && failed == 0;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
